package dev.roadrig.boards.link.packet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How many datagrams the kernel threw away at this host's UDP sockets because nobody read them in time: the last column of
 * {@code /proc/net/udp} and {@code udp6} (Linux, net/ipv4/udp.c, {@code udp4_format_sock}), counted since a socket was opened.
 * A host without these files tells of none.
 */
final class SocketDrops {
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int DROPS = 12;
    private static final InetSocketAddress NOBODY = new InetSocketAddress(0);

    private final Map<Ends, Long> counts = new HashMap<>();

    /** What tells sockets apart. */
    private record Ends(InetSocketAddress local, InetSocketAddress remote) {}

    /** As of now. */
    static SocketDrops now() {
        return of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
    }

    static SocketDrops of(Path... tables) {
        var drops = new SocketDrops();
        for (Path table : tables) {
            drops.read(table);
        }
        return drops;
    }

    private void read(Path table) {
        List<String> lines;
        try (Stream<String> rows = Files.lines(table)) {
            lines = rows.skip(1).toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return;
        }
        for (String line : lines) {
            String[] columns = line.strip().split(" +");
            if (columns.length > DROPS) {
                counts.merge(
                        new Ends(address(columns[LOCAL]), address(columns[REMOTE])),
                        Long.parseLong(columns[DROPS]),
                        Long::sum);
            }
        }
    }

    /** Since it was opened, by a socket with a peer; 0 of one that is not there. */
    long of(InetSocketAddress local, InetSocketAddress remote) {
        return counts.getOrDefault(new Ends(plain(local), plain(remote)), 0L);
    }

    /** As above, by a socket without a peer. */
    long of(InetSocketAddress local) {
        return of(local, NOBODY);
    }

    /** The wildcards of IPv4 and IPv6 are one: a socket for both shows as the latter. */
    private static InetSocketAddress plain(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress() ? new InetSocketAddress(address.getPort()) : address;
    }

    /** Words of 32 bits as this machine has them in memory, in hexadecimal; then the port. */
    private static InetSocketAddress address(String column) {
        int colon = column.indexOf(':');
        byte[] words = HexFormat.of().parseHex(column.substring(0, colon));
        ByteBuffer bytes = ByteBuffer.allocate(words.length);
        for (int i = 0; i < words.length; i += Integer.BYTES) {
            int word = ByteBuffer.wrap(words, i, Integer.BYTES).getInt();
            bytes.putInt(ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word);
        }
        try {
            int port = Integer.parseInt(column.substring(colon + 1), 16);
            return plain(new InetSocketAddress(InetAddress.getByAddress(bytes.array()), port));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + words.length + " bytes", e);
        }
    }
}
