package dev.roadrig.wires.power.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What uhubctl 2 prints of one port: a line a hub, {@code Current status for hub 1-1.2 [0424:2514, USB 2.00, 4 ports, ppps]},
 * and under it {@code Port 3: 0503 power highspeed enable connect [..]} or {@code Port 3: 0000 off}. A USB 3 hub is two
 * hubs, and its port has power while either has.
 *
 * @param hubs as they are listed, with how they switch in brackets
 * @param port what each says of the port
 */
record HubStatus(List<String> hubs, List<String> port) {
    private static final Pattern HUB = Pattern.compile("(?:Current|New) status for hub (\\S+ \\[.*])\\s*");
    private static final Pattern PORT = Pattern.compile("\\s*Port (\\d{1,3}): [0-9a-fA-F]{4}\\b(.*)");
    private static final Pattern POWER = Pattern.compile("\\bpower\\b");
    private static final Pattern OFF = Pattern.compile("\\boff\\b");
    private static final Pattern TOGETHER = Pattern.compile(", (ganged|nops)]");

    HubStatus {
        hubs = List.copyOf(hubs);
        port = List.copyOf(port);
    }

    static HubStatus read(String printed, int port) {
        List<String> hubs = new ArrayList<>();
        List<String> states = new ArrayList<>();
        for (String line : printed.lines().toList()) {
            Matcher hub = HUB.matcher(line);
            Matcher found = PORT.matcher(line);
            if (hub.matches()) {
                hubs.add(hub.group(1));
            } else if (found.matches() && Integer.parseInt(found.group(1)) == port) {
                // What is connected stands in brackets, and may call itself what it likes.
                states.add(found.group(2).replaceFirst("\\[.*", ""));
            }
        }
        return new HubStatus(hubs, states);
    }

    /** The hub that switches all its ports together, or none. */
    Optional<String> together() {
        return hubs.stream().filter(hub -> TOGETHER.matcher(hub).find()).findFirst();
    }

    /** Empty where no line says it. */
    Optional<Boolean> on() {
        if (port.isEmpty() || !port.stream().allMatch(HubStatus::says)) {
            return Optional.empty();
        }
        return Optional.of(port.stream().anyMatch(state -> POWER.matcher(state).find()));
    }

    private static boolean says(String state) {
        return POWER.matcher(state).find() != OFF.matcher(state).find();
    }
}
