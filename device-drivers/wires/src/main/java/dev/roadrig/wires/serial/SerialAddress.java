package dev.roadrig.wires.serial;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.rfc2217.Rfc2217Address;
import dev.roadrig.wires.rfc2217.Rfc2217Port;
import dev.roadrig.wires.uart.SocketPort;
import dev.roadrig.wires.uart.UartPort;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a console is, as a rack writes it: a device of this host, or {@code rfc2217://HOST:PORT}, {@code tcp://HOST:PORT},
 * {@code unix:/PATH}.
 */
public final class SerialAddress {
    private static final Pattern TCP = Pattern.compile("tcp://([^:/?\\[]+|\\[[^]]+]):(\\d{1,5})");
    private static final String UNIX = "unix:";
    private static final int LAST_PORT = 65_535;

    private SerialAddress() {}

    /**
     * A port that is no device of this host.
     *
     * @param identity what a lock is taken on
     */
    record Remote(String identity, Function<Ticker, UartPort> port) {}

    /**
     * Checks how a console is written, without touching it.
     *
     * @throws BadInput when it can be no path, or has a scheme and is wrong
     */
    public static void check(String text) {
        boolean unused = remote(text).isPresent();
    }

    /**
     * Reads an address that is no path.
     *
     * @return empty for a device of this host
     * @throws BadInput when it can be no path, or has a scheme and is wrong
     */
    static Optional<Remote> remote(String text) {
        if (text.startsWith(UNIX)) {
            Path socket = path(text, text.substring(UNIX.length())).toAbsolutePath();
            var address = UnixDomainSocketAddress.of(socket);
            return Optional.of(new Remote(socket.toString(), ticker -> new SocketPort(address, ticker)));
        }
        if (!text.contains("://")) {
            Path unused = path(text, text);
            return Optional.empty();
        }
        if (text.startsWith(Rfc2217Address.SCHEME)) {
            Rfc2217Address address = Rfc2217Address.parse(text);
            return Optional.of(new Remote(address.toString(), ticker -> new Rfc2217Port(address, ticker)));
        }
        Matcher tcp = TCP.matcher(text);
        int port = tcp.matches() ? Integer.parseInt(tcp.group(2)) : 0;
        if (port < 1 || port > LAST_PORT) {
            throw bad(text, "no address of a form that is known");
        }
        var address = InetSocketAddress.createUnresolved(tcp.group(1), port);
        return Optional.of(new Remote(text, ticker -> new SocketPort(address, ticker)));
    }

    private static Path path(String text, String written) {
        if (written.isBlank()) {
            throw bad(text, "no path");
        }
        try {
            return Path.of(written);
        } catch (InvalidPathException e) {
            throw bad(text, e.getReason());
        }
    }

    private static BadInput bad(String text, String why) {
        return new BadInput("%s is no console: %s. Write a device, rfc2217://HOST:PORT, tcp://HOST:PORT or unix:/PATH."
                .formatted(Wording.quote(text), why));
    }
}
