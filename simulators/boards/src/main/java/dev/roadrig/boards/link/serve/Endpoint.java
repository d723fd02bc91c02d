package dev.roadrig.boards.link.serve;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * A host and a port as users write them: {@code 127.0.0.1:9000}, {@code localhost:0}, {@code [::1]:9000}, {@code :9000}.
 *
 * @param host without brackets; empty where it is not said
 */
public record Endpoint(String host, int port) {
    private static final int LAST_PORT = 65_535;

    /** @throws BadInput where it is no host and port */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        String digits = text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw bad(text);
        }
        if (colon < 0 || !digits.matches("\\d{1,5}") || Integer.parseInt(digits) > LAST_PORT) {
            throw bad(text);
        }
        return new Endpoint(host, Integer.parseInt(digits));
    }

    private static BadInput bad(String text) {
        return new BadInput(Wording.quote(text) + " is no host and port, such as 127.0.0.1:9000");
    }

    /**
     * Where to connect to; this host where no host is said.
     *
     * @throws BadInput where the host is not known
     */
    public InetSocketAddress target() {
        return new InetSocketAddress(address(), port);
    }

    /**
     * Where to listen: the loopback address where no host is said.
     *
     * @param exposed whether others than this host may connect; then no host is every address
     * @throws BadInput where the host is not known, or others could connect
     */
    public InetSocketAddress listener(boolean exposed) {
        if (exposed && host.isEmpty()) {
            return new InetSocketAddress(port);
        }
        InetAddress address = address();
        if (!exposed && !address.isLoopbackAddress()) {
            throw new BadInput(
                    text() + " can be reached from other hosts, which then can use it too. Listen on 127.0.0.1:" + port
                            + ", or say --expose.");
        }
        return new InetSocketAddress(address, port);
    }

    private InetAddress address() {
        try {
            return host.isEmpty() ? InetAddress.getLoopbackAddress() : InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new BadInput("There is no host " + Wording.quote(host) + " here.", e);
        }
    }

    /** As it is written. */
    public String text() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** An address in numbers. */
    public static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return new Endpoint(host, address.getPort()).text();
    }
}
