package dev.roadrig.boards.link.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * Which conversation of a board a packet belongs to; the same for both directions.
 *
 * @param protocol of IP, such as 6 for TCP and 17 for UDP
 * @param far the other end's IPv4 address, as its 32 bits
 * @param boardPort the board's port; 0 for a protocol without ports, and for fragments
 * @param farPort the other end's port; 0 likewise
 */
record FlowKey(int protocol, int far, int boardPort, int farPort) {
    private static final int TCP = 6;
    private static final int UDP = 17;

    /** Such as {@code tcp 41002 to 203.0.113.7:443}, from the board's port on. */
    String words() {
        String name = protocol == TCP ? "tcp" : protocol == UDP ? "udp" : "protocol " + protocol;
        return boardPort == 0 && farPort == 0
                ? name + " to " + host()
                : name + " " + boardPort + " to " + host() + ":" + farPort;
    }

    private String host() {
        try {
            return InetAddress.getByAddress(
                            ByteBuffer.allocate(Integer.BYTES).putInt(far).array())
                    .getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
