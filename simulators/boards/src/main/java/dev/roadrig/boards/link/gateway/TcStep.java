package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.RigFault;
import java.util.ArrayList;
import java.util.List;

/** A change that leads packets of the board's interface into the tun, by tc. */
sealed interface TcStep extends Step {
    /** The queue at which packets enter and leave the host to the board; what hangs on it goes with it. */
    record Ingress(String boardInterface) implements TcStep {
        @Override
        public void apply(Host host) throws RigFault {
            String unused = host.run(List.of("tc", "qdisc", "add", "dev", boardInterface, "clsact"));
        }

        @Override
        public void undo(Host host) throws RigFault {
            Step.back(host, List.of("tc", "qdisc", "del", "dev", boardInterface, "clsact"));
        }

        @Override
        public String line() {
            return "ingress " + boardInterface;
        }
    }

    /**
     * IPv6 goes into the tun both ways, where the gateway counts it and lets nothing go: what is routed by IPv4 only would
     * be gone around by it.
     */
    record Block(String boardInterface, String tun) implements TcStep {
        @Override
        public void apply(Host host) throws RigFault {
            for (String way : List.of("ingress", "egress")) {
                List<String> command = new ArrayList<>(List.of("tc", "filter", "add", "dev", boardInterface, way));
                command.addAll(List.of("protocol", "ipv6", "prio", "3", "u32", "match", "u32", "0", "0"));
                command.addAll(List.of("action", "mirred", "egress", "redirect", "dev", tun));
                String unused = host.run(command);
            }
        }

        @Override
        public void undo(Host host) {
            // Hangs on the queue.
        }

        @Override
        public String line() {
            return "block " + boardInterface + " " + tun;
        }
    }

    /**
     * What the board sends goes into the tun before the host looks at where it is bound, so also what is meant for the
     * host itself, which no routing rule could divert; the control port's answers do not.
     */
    record Divert(String boardInterface, String board, int controlPort, String tun) implements TcStep {
        private static final String TCP = "6";

        @Override
        public void apply(Host host) throws RigFault {
            // A filter that names a class and no action ends the search: the packet goes on as ever.
            String unused = host.run(filter(
                    1,
                    List.of(
                            "match",
                            "ip",
                            "protocol",
                            TCP,
                            "0xff",
                            "match",
                            "ip",
                            "sport",
                            String.valueOf(controlPort),
                            "0xffff",
                            "flowid",
                            ":1")));
            unused = host.run(filter(2, List.of("action", "mirred", "egress", "redirect", "dev", tun)));
        }

        private List<String> filter(int priority, List<String> rest) {
            List<String> command = new ArrayList<>(List.of("tc", "filter", "add", "dev", boardInterface));
            command.addAll(List.of("ingress", "protocol", "ip", "prio", String.valueOf(priority), "u32"));
            command.addAll(List.of("match", "ip", "src", board + "/32"));
            command.addAll(rest);
            return List.copyOf(command);
        }

        @Override
        public void undo(Host host) {
            // Hangs on the queue.
        }

        @Override
        public String line() {
            return "divert " + boardInterface + " " + board + " " + controlPort + " " + tun;
        }
    }
}
