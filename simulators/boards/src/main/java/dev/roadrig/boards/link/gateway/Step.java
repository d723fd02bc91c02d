package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.RigFault;
import java.util.ArrayList;
import java.util.List;

/**
 * One change of the host's network, with its inverse and its line in the state file. The words of a line are parsed into
 * checked values and never run as they stand: the file is read by root.
 */
sealed interface Step permits Step.Setting, Step.Address, Step.Route, Step.Rule, Step.Masquerade, TcStep {
    /** Makes the change. */
    void apply(Host host) throws RigFault;

    /**
     * Takes it back. What is gone already is no fault.
     *
     * @throws RigFault when it is still there
     */
    void undo(Host host) throws RigFault;

    /** Its line in the state file. */
    String line();

    /** One command there and one back. */
    static void back(Host host, List<String> command) throws RigFault {
        try {
            String unused = host.run(command);
        } catch (RigFault e) {
            if (!Gone.saidBy(e)) {
                throw e;
            }
        }
    }

    /**
     * A kernel setting under net.
     *
     * @param key such as {@code net.ipv4.conf.eth0.rp_filter}
     * @param former what it was
     * @param value what it becomes
     */
    record Setting(String key, String former, String value) implements Step {
        @Override
        public void apply(Host host) throws RigFault {
            host.set(key, value);
        }

        @Override
        public void undo(Host host) throws RigFault {
            // Another value than ours is somebody's later will, and none means that the interface is gone.
            if (host.setting(key).filter(value::equals).isPresent()) {
                host.set(key, former);
            }
        }

        @Override
        public String line() {
            return "setting " + key + " " + former + " " + value;
        }
    }

    /** The gateway's address on the tun as well, so that a reverse path filter lets through what comes from it. */
    record Address(String tun, String address) implements Step {
        @Override
        public void apply(Host host) throws RigFault {
            String unused = host.run(List.of("ip", "-4", "addr", "add", address + "/32", "dev", tun));
        }

        @Override
        public void undo(Host host) throws RigFault {
            back(host, List.of("ip", "-4", "addr", "del", address + "/32", "dev", tun));
        }

        @Override
        public String line() {
            return "address " + tun + " " + address;
        }
    }

    /** A table's only route: the board through an interface, seen from the gateway's address. */
    record Route(int table, String board, String through, String source) implements Step {
        @Override
        public void apply(Host host) throws RigFault {
            String unused = host.run(words("add"));
        }

        @Override
        public void undo(Host host) throws RigFault {
            back(host, words("del"));
        }

        private List<String> words(String verb) {
            String number = String.valueOf(table);
            return List.of("ip", "-4", "route", verb, board + "/32", "dev", through, "src", source, "table", number);
        }

        @Override
        public String line() {
            return "route " + table + " " + board + " " + through + " " + source;
        }
    }

    /** Which table a packet to the board is routed by: all, those of the control port, or those out of the tun. */
    record Rule(int preference, int table, String board, Match match) implements Step {
        /**
         * What else must hold.
         *
         * @param kind {@code all}, {@code control} or {@code from}
         * @param value the TCP port or the interface; "-" for all
         */
        record Match(String kind, String value) {
            List<String> words() {
                return switch (kind) {
                    case "control" -> List.of("ipproto", "tcp", "dport", value);
                    case "from" -> List.of("iif", value);
                    default -> List.of();
                };
            }
        }

        @Override
        public void apply(Host host) throws RigFault {
            String unused = host.run(words("add"));
        }

        @Override
        public void undo(Host host) throws RigFault {
            back(host, words("del"));
        }

        private List<String> words(String verb) {
            List<String> command =
                    new ArrayList<>(List.of("ip", "-4", "rule", verb, "pref", String.valueOf(preference), "to", board));
            command.addAll(match.words());
            command.addAll(List.of("lookup", String.valueOf(table)));
            return List.copyOf(command);
        }

        @Override
        public String line() {
            return "rule " + preference + " " + table + " " + board + " " + match.kind() + " " + match.value();
        }
    }

    /** The board's packets out of the tun leave by the uplink as this host's own, in a table of nft that is ours. */
    record Masquerade(String tun, String board, String uplink) implements Step {
        String table() {
            return "roadrig_" + tun;
        }

        @Override
        public void apply(Host host) throws RigFault {
            // Untracked on its second way in: one conversation must not be two entries that contradict each other.
            String script = "add table ip " + table()
                    + "; add chain ip " + table() + " again { type filter hook prerouting priority -300; }"
                    + "; add rule ip " + table() + " again iifname \"" + tun + "\" ip daddr " + board + " notrack"
                    + "; add chain ip " + table() + " out { type nat hook postrouting priority 100; }"
                    + "; add rule ip " + table() + " out oifname \"" + uplink + "\" ip saddr " + board + " masquerade";
            String unused = host.run(List.of("nft", script));
        }

        @Override
        public void undo(Host host) throws RigFault {
            back(host, List.of("nft", "delete", "table", "ip", table()));
        }

        @Override
        public String line() {
            return "masquerade " + tun + " " + board + " " + uplink;
        }
    }
}
