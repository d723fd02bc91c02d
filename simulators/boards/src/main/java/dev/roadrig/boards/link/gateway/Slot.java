package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.RigFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The numbers and the device that a gateway has for itself on its host: the lowest that nobody uses. Holding the tun is
 * what makes them its own.
 *
 * @param number 0 to {@link #MOST} - 1
 */
record Slot(int number) {
    /** How many gateways one host can hold. */
    static final int MOST = 64;

    private static final int FIRST_PREFERENCE = 10_100;
    private static final int PREFERENCES = 3;
    private static final int FIRST_TABLE = 21_100;
    private static final int TABLES = 2;

    String tun() {
        return "rrgw" + number;
    }

    /** The preference of the {@code index}-th rule; lower ones are asked first, all before the main table's 32766. */
    int preference(int index) {
        return FIRST_PREFERENCE + number * PREFERENCES + index;
    }

    /** The table that leads into the tun. */
    int tableIn() {
        return FIRST_TABLE + number * TABLES;
    }

    /** The table that leads to the board. */
    int tableOut() {
        return tableIn() + 1;
    }

    /** The slots of which no rule and no route of the host knows, lowest first. */
    static List<Slot> free(Host host) throws RigFault {
        Set<Integer> preferences = new TreeSet<>();
        Set<String> tables = new TreeSet<>();
        for (String rule : host.run(List.of("ip", "-4", "rule", "show")).split("\n")) {
            String preference = rule.split(":", 2)[0].strip();
            if (preference.matches("\\d{1,9}")) {
                preferences.add(Integer.parseInt(preference));
            }
            after("lookup", rule, tables);
        }
        for (String route :
                host.run(List.of("ip", "-4", "route", "show", "table", "all")).split("\n")) {
            after("table", route, tables);
        }
        List<Slot> free = new ArrayList<>();
        for (int number = 0; number < MOST; number++) {
            var slot = new Slot(number);
            boolean taken =
                    tables.contains(String.valueOf(slot.tableIn())) || tables.contains(String.valueOf(slot.tableOut()));
            for (int i = 0; i < PREFERENCES; i++) {
                taken |= preferences.contains(slot.preference(i));
            }
            if (!taken) {
                free.add(slot);
            }
        }
        return free;
    }

    private static void after(String word, String line, Set<String> values) {
        String[] words = line.split("\\s+");
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].equals(word)) {
                values.add(words[i + 1]);
            }
        }
    }

    /**
     * Takes the lowest slot that is free.
     *
     * @throws RigFault when the host gives no tun device, or every slot is taken
     */
    static Held take(Host host) throws RigFault {
        for (Slot slot : free(host)) {
            try {
                return new Held(slot, TunDevice.open(slot.tun()));
            } catch (RigFault e) {
                if (!e.code().equals(TunFaults.TAKEN)) {
                    throw e;
                }
            }
        }
        throw new RigFault(
                "gateway.full",
                "All " + MOST + " gateways that a host can hold are taken. `ip rule show` lists them; run"
                        + " `roadrig link probe` to see whose they are.");
    }

    /** A slot and the device that makes it ours. */
    record Held(Slot slot, TunDevice tun) {}
}
