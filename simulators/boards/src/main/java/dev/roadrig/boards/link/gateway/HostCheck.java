package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.List;

/**
 * Looks whether everything that leads a board's packets is still as its steps made it, each filter, rule and route by
 * itself: one that is gone is not hidden by its neighbour that leads to the same place.
 */
final class HostCheck {
    private static final String AROUND = "so packets went around the link";

    private final Host host;
    private final StateFile state;

    HostCheck(Host host, StateFile state) {
        this.host = host;
        this.state = state;
    }

    /**
     * Looks at rules, routes, filters and the table of nft.
     *
     * @throws RigFault {@code gateway.bypassed} naming the first that is gone
     */
    void require() throws RigFault {
        String rules = host.run(List.of("ip", "-4", "rule", "show"));
        String routes = host.run(List.of("ip", "-4", "route", "show", "table", "all"));
        // The last first: when all is gone that hung on a queue, the diversion is what matters.
        for (int i = state.steps().size() - 1; i >= 0; i--) {
            Step step = state.steps().get(i);
            if (step instanceof Step.Rule rule) {
                require(hasRule(rules, rule), "routing rule " + rule.preference(), AROUND, rules);
            } else if (step instanceof Step.Route route) {
                require(hasRoute(routes, route), "route in table " + route.table(), AROUND, routes);
            } else if (step instanceof TcStep.Block block) {
                block(block);
            } else if (step instanceof TcStep.Divert divert) {
                divert(divert);
            } else if (step instanceof Step.Masquerade world) {
                masquerade(world);
            }
        }
    }

    private static boolean hasRule(String rules, Step.Rule rule) {
        return rules.lines()
                .anyMatch(line -> line.startsWith(rule.preference() + ":")
                        && (line + " ").contains(" lookup " + rule.table() + " "));
    }

    private static boolean hasRoute(String routes, Step.Route route) {
        return routes.lines()
                .map(line -> line + " ")
                .anyMatch(line -> line.startsWith(route.board() + " dev " + route.through() + " ")
                        && line.contains(" table " + route.table() + " "));
    }

    private void block(TcStep.Block block) throws RigFault {
        for (String way : List.of("ingress", "egress")) {
            String filters = filters(block.boardInterface(), way);
            require(
                    redirects(filters, "ipv6 pref 3", block.tun()),
                    "block of IPv6 at the " + way + " of " + block.boardInterface(),
                    AROUND,
                    filters);
        }
    }

    private void divert(TcStep.Divert divert) throws RigFault {
        String side = divert.boardInterface();
        String filters = filters(side, "ingress");
        require(redirects(filters, "ip pref 2", divert.tun()), "diversion on " + side, AROUND, filters);
        require(
                filter(filters, "ip pref 1").contains("flowid :1"),
                "way past the link for port " + divert.controlPort() + " on " + side,
                "so the rig's own SSH went through the link",
                filters);
    }

    private void masquerade(Step.Masquerade world) throws RigFault {
        String table;
        try {
            table = host.run(List.of("nft", "list", "table", "ip", world.table()));
        } catch (RigFault e) {
            if (!e.code().equals(LinuxHost.REFUSED)) {
                throw e;
            }
            table = "";
        }
        require(
                table.contains("notrack") && table.contains("masquerade"),
                "masquerade by " + world.uplink() + " (nft table " + world.table() + ")",
                "so the world could not answer the board",
                table);
    }

    private String filters(String side, String way) throws RigFault {
        return host.run(List.of("tc", "filter", "show", "dev", side, way));
    }

    private static boolean redirects(String filters, String which, String tun) {
        return filter(filters, which).contains("Redirect to device " + tun + ")");
    }

    /** All lines of the filters of one protocol and preference, as tc shows them. */
    private static String filter(String filters, String which) {
        var lines = new StringBuilder();
        boolean within = false;
        for (String line : filters.split("\n")) {
            if (line.startsWith("filter ")) {
                within = line.startsWith("filter protocol " + which + " ");
            }
            if (within) {
                lines.append(line).append('\n');
            }
        }
        return lines.toString();
    }

    private void require(boolean there, String what, String so, String found) throws RigFault {
        if (!there) {
            throw new RigFault(
                    "gateway.bypassed",
                    "The gateway of " + state.about() + " lost its " + what + " while it stood, " + so
                            + ". Somebody changed this host's network: the network manager's log or a script that"
                            + " flushes rules says who.",
                    new Evidence("what is there", found));
        }
    }
}
