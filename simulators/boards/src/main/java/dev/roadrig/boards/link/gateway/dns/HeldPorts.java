package dev.roadrig.boards.link.gateway.dns;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who listens on a port of this host, by the kernel's tables of sockets (proc(5)). */
final class HeldPorts {
    /** Number, local address and port in hex, remote, state. */
    private static final Pattern ROW =
            Pattern.compile("\\s*\\d+: ((?:[0-9A-F]{8}){1,4}):([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]+ ([0-9A-F]{2}) .*");

    private static final String LISTENS = "0A";
    private static final String UNCONNECTED = "07";

    private HeldPorts() {}

    /** Such as "udp 127.0.0.53"; empty where the tables cannot be read. */
    static List<String> here(int port) {
        List<String> held = new ArrayList<>();
        for (String table : List.of("udp", "udp6", "tcp", "tcp6")) {
            try {
                held.addAll(in(table, Files.readAllLines(Path.of("/proc/net", table)), port));
            } catch (IOException e) {
                // A kernel without IPv6 has no such table.
            }
        }
        return held.stream().distinct().toList();
    }

    static List<String> in(String table, List<String> rows, int port) {
        String transport = table.substring(0, 3);
        String state = transport.equals("tcp") ? LISTENS : UNCONNECTED;
        List<String> held = new ArrayList<>();
        for (String row : rows) {
            Matcher match = ROW.matcher(row);
            if (match.matches()
                    && Integer.parseInt(match.group(2), 16) == port
                    && match.group(3).equals(state)) {
                address(match.group(1)).ifPresent(address -> held.add(transport + " " + address));
            }
        }
        return held;
    }

    /** The kernel prints each word of an address as a number of this machine, which on x86 and ARM is little-endian. */
    private static Optional<String> address(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        for (int i = 0; i < bytes.length; i += 4) {
            byte first = bytes[i];
            byte second = bytes[i + 1];
            bytes[i] = bytes[i + 3];
            bytes[i + 1] = bytes[i + 2];
            bytes[i + 2] = second;
            bytes[i + 3] = first;
        }
        try {
            return Optional.of(InetAddress.getByAddress(bytes).getHostAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
