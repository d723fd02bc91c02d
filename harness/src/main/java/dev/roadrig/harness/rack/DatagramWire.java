package dev.roadrig.harness.rack;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a board's datagrams come to this host, and where they go on to behind the link.
 *
 * @param port of this host's loopback to which the board sends, by way of what its {@code uplink} is
 * @param host behind the link
 * @param hostPort of it
 */
public record DatagramWire(int port, String host, int hostPort) {
    private static final Pattern TARGET = Pattern.compile("(?<host>[^:\\s]+|\\[[0-9A-Fa-f:.]+]):(?<port>\\d{1,5})");

    /** Reads {@code HOST:PORT}; empty where it is none. */
    static Optional<DatagramWire> to(int port, String target) {
        Matcher found = TARGET.matcher(target);
        if (!found.matches()) {
            return Optional.empty();
        }
        int hostPort = Integer.parseInt(found.group("port"));
        return hostPort < 1 || hostPort > 65_535
                ? Optional.empty()
                : Optional.of(new DatagramWire(port, found.group("host"), hostPort));
    }
}
