package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether this host's packet filter lets forwarded packets pass. Docker and ufw set the policy of forwarding to
 * drop; every packet to a board comes out of the tun and is forwarded, so it would vanish without a word.
 * Rules that drop or reject under a policy of accept, as firewalld has them, are not looked for.
 */
final class ForwardPolicy {
    private static final String CODE = "gateway.forward";
    private static final String DOCKER = "DOCKER-USER";
    private static final Pattern TABLE = Pattern.compile("(?m)^table (\\w+) (\\S+) \\{$");
    private static final Pattern DROPPING =
            Pattern.compile("chain (\\S+) \\{\\s+type filter hook forward [^;]*; policy drop;");

    private ForwardPolicy() {}

    /**
     * Refuses a host on which a gateway would let nothing through.
     *
     * @param tun the gateway's interface
     * @param exposes whether the board is to reach the world as well
     * @throws RigFault {@code gateway.forward} with the chain and the command that lets the packets through
     */
    static void require(Host host, String tun, boolean exposes) throws RigFault {
        nft(said(host, "nft", "list", "ruleset"), tun, exposes);
        iptables(said(host, "iptables", "-S"), tun, exposes);
    }

    /** What a command prints; nothing where this host has no such command, or it has nothing to say. */
    private static String said(Host host, String... command) {
        try {
            return host.run(List.of(command));
        } catch (RigFault e) {
            return "";
        }
    }

    private static void nft(String ruleset, String tun, boolean exposes) throws RigFault {
        Matcher table = TABLE.matcher(ruleset);
        while (table.find()) {
            int end = ruleset.indexOf("\n}", table.end());
            String body = ruleset.substring(table.end(), end < 0 ? ruleset.length() : end);
            String family = table.group(1);
            Matcher chain = DROPPING.matcher(body);
            while (!family.equals("ip6") && chain.find()) {
                String where = family + " " + table.group(2) + " " + chain.group(1);
                String to =
                        body.contains("chain " + DOCKER + " {") ? family + " " + table.group(2) + " " + DOCKER : where;
                List<String> ways = exposes ? List.of("iifname", "oifname") : List.of("iifname");
                List<String> missing = ways.stream()
                        .filter(way -> !Pattern.compile(way + " \"(rrgw\\*|" + Pattern.quote(tun) + ")\".* accept")
                                .matcher(body)
                                .find())
                        .map(way -> "nft insert rule " + to + " " + way + " 'rrgw*' accept")
                        .toList();
                refuse(where, missing, body);
            }
        }
    }

    private static void iptables(String rules, String tun, boolean exposes) throws RigFault {
        if (rules.lines().noneMatch(line -> line.equals("-P FORWARD DROP"))) {
            return;
        }
        String chain = rules.lines().anyMatch(line -> line.equals("-N " + DOCKER)) ? DOCKER : "FORWARD";
        List<String> missing = (exposes ? List.of("-i", "-o") : List.of("-i"))
                .stream()
                        .filter(way -> !Pattern.compile(
                                        "-A \\S+ .*" + way + " (rrgw\\+|" + Pattern.quote(tun) + ") .*-j ACCEPT")
                                .matcher(rules)
                                .find())
                        .map(way -> "iptables -I " + chain + " " + way + " rrgw+ -j ACCEPT")
                        .toList();
        refuse("FORWARD of iptables", missing, rules);
    }

    private static void refuse(String chain, List<String> missing, String rules) throws RigFault {
        if (!missing.isEmpty()) {
            throw new RigFault(
                    CODE,
                    "This host's packet filter drops what is forwarded (chain " + chain
                            + ", policy drop, as Docker sets"
                            + " it), so no packet would reach the board. Let the gateway's through: "
                            + missing.stream().collect(Collectors.joining("; ")) + ".",
                    new Evidence("the packet filter", rules));
        }
    }
}
