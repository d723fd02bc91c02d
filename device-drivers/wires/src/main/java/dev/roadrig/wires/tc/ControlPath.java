package dev.roadrig.wires.tc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The connection over which the board is told what to do, as the board sees it: it goes past all shaping, both ways.
 *
 * @param client the address of this host
 * @param boardPort where the board's SSH server listens
 */
record ControlPath(String client, int boardPort) {
    private static final String TCP = "6 0xff";

    /** Reads {@code $SSH_CONNECTION}: client's address and port, server's address and port. Empty where it is none. */
    static Optional<ControlPath> parse(String text) {
        String[] words = text.strip().split(" ");
        if (words.length != 4 || !words[3].matches("\\d{1,5}") || !words[0].matches("[0-9A-Fa-f.:]+(%\\S+)?")) {
            return Optional.empty();
        }
        String client = words[0].replaceFirst("%.*", "");
        return Optional.of(new ControlPath(client, Integer.parseInt(words[3])));
    }

    private boolean six() {
        return client.indexOf(':') >= 0;
    }

    /** Filters that let this connection, and whatever finds its neighbour's hardware address, go first. */
    List<String> pass(String device, String parent, boolean toBoard, String flow) {
        String add = "filter add dev " + device + " parent " + parent;
        String end = " flowid " + flow;
        List<String> lines = new ArrayList<>();
        lines.add(add + " protocol arp prio 1 u32 match u32 0 0" + end);
        String side = toBoard ? "src" : "dst";
        String port = (toBoard ? "dport " : "sport ") + boardPort + " 0xffff";
        if (six()) {
            lines.add(add + " protocol ipv6 prio 2 u32 match ip6 protocol " + TCP + " match ip6 " + side + " " + client
                    + "/128 match ip6 " + port + end);
            // Solicitation and advertisement of a neighbour (RFC 4861): ICMPv6 types 135 and 136, after the header.
            for (String type : List.of("0x87", "0x88")) {
                lines.add(add + " protocol ipv6 prio 2 u32 match ip6 protocol 58 0xff match u8 " + type + " 0xff at 40"
                        + end);
            }
        } else {
            lines.add(add + " protocol ip prio 2 u32 match ip protocol " + TCP + " match ip " + side + " " + client
                    + "/32 match ip " + port + end);
        }
        return lines;
    }
}
