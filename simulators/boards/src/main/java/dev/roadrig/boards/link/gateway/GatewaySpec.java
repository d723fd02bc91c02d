package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.BadInput;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which board a gateway stands before, and how this host reaches it. The board must have the gateway's address as its
 * default route, and nothing else may share its interface.
 *
 * @param name of the board; names the threads {@code rr-NAME-gateway-*}
 * @param board the board's IPv4 address
 * @param boardInterface this host's interface on which the board is
 * @param gateway this host's own address on that interface
 * @param controlPort the board's TCP port that stays outside the link, for the harness's own SSH
 * @param uplink an interface through which the board may reach the rest of the world behind this host's address
 */
public record GatewaySpec(
        String name,
        Inet4Address board,
        String boardInterface,
        Inet4Address gateway,
        int controlPort,
        Optional<String> uplink) {
    /** The port of SSH, RFC 4253. */
    public static final int SSH_PORT = 22;

    private static final Pattern QUAD = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public GatewaySpec {
        if (!NAME.matcher(name).matches()) {
            throw new BadInput("\"" + name + "\" is not a board's name: 1 to 64 letters, digits, dots, _ and -.");
        }
        InterfaceName.check(boardInterface);
        uplink.ifPresent(InterfaceName::check);
        if (uplink.isPresent() && uplink.get().equals(boardInterface)) {
            throw new BadInput("The uplink and the board's interface are both " + boardInterface
                    + ": they must be two, or the board reaches the world without its link.");
        }
        if (board.equals(gateway)) {
            throw new BadInput("The board and the gateway both have the address " + board.getHostAddress() + ".");
        }
        if (controlPort < 1 || controlPort > 65_535) {
            throw new BadInput("The control port is 1 to 65535, not " + controlPort + ".");
        }
    }

    /**
     * A board whose SSH is on port 22 and which reaches nothing but this host.
     *
     * @param board its IPv4 address as four numbers
     * @param gateway this host's as four numbers
     */
    public static GatewaySpec of(String name, String board, String boardInterface, String gateway) {
        return new GatewaySpec(name, address(board), boardInterface, address(gateway), SSH_PORT, Optional.empty());
    }

    /** The same with another port for the harness's SSH. */
    public GatewaySpec withControlPort(int port) {
        return new GatewaySpec(name, board, boardInterface, gateway, port, uplink);
    }

    /** The same with a way into the world through an interface of this host, masqueraded as this host. */
    public GatewaySpec withUplink(String interfaceName) {
        return new GatewaySpec(name, board, boardInterface, gateway, controlPort, Optional.of(interfaceName));
    }

    /** Reads four numbers without asking any name service. */
    static Inet4Address address(String text) {
        var quad = QUAD.matcher(text);
        if (quad.matches()) {
            byte[] bytes = new byte[4];
            boolean small = true;
            for (int i = 0; i < bytes.length; i++) {
                int number = Integer.parseInt(quad.group(i + 1));
                small &= number <= 255;
                bytes[i] = (byte) number;
            }
            if (small) {
                try {
                    return (Inet4Address) InetAddress.getByAddress(bytes);
                } catch (UnknownHostException e) {
                    throw new IllegalStateException("four bytes are an address", e);
                }
            }
        }
        throw new BadInput("\"" + text + "\" is not an IPv4 address: four numbers up to 255, such as 192.168.1.20.");
    }
}
