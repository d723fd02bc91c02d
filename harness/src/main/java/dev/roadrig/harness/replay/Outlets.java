package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/** The consumers that a user can name. */
public final class Outlets {
    private static final String NONE = "none";
    private static final String JSON = "json";
    private static final String RAW = "raw";
    private static final String UDP = "udp://";

    private Outlets() {}

    /** Whether a consumer of this name has the standard output for itself. */
    public static boolean usesOutput(String name) {
        return name.equals(JSON) || name.equals(RAW);
    }

    /**
     * Opens {@code none}, {@code json}, {@code raw} or {@code udp://HOST:PORT}.
     *
     * @param output where json and raw go; not gathered on the way
     * @throws BadInput when it is none of these
     */
    public static Outlet open(String name, OutputStream output) {
        if (name.equals(NONE)) {
            return message -> {};
        }
        if (name.equals(JSON)) {
            return new JsonOutlet(output);
        }
        if (name.equals(RAW)) {
            return new RawOutlet(output);
        }
        if (name.startsWith(UDP)) {
            return new UdpOutlet(address(name));
        }
        throw new BadInput("There is no consumer " + Wording.quote(name)
                + Wording.instead(name, List.of(NONE, JSON, RAW, "udp://HOST:PORT")) + ".");
    }

    private static InetSocketAddress address(String name) {
        try {
            URI uri = new URI(name);
            if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65_535) {
                throw new BadInput(Wording.quote(name) + " is no address: write udp://HOST:PORT.");
            }
            var address = new InetSocketAddress(uri.getHost(), uri.getPort());
            if (address.isUnresolved()) {
                throw new BadInput("The host of " + Wording.quote(name) + " is not known here.");
            }
            return address;
        } catch (URISyntaxException e) {
            throw new BadInput(Wording.quote(name) + " is no address: write udp://HOST:PORT.", e);
        }
    }
}
