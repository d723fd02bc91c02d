package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.link.Direction;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Where an IPv4 packet belongs (RFC 791).
 *
 * @param direction seen from the board
 * @param flow the conversation
 */
record PacketHeader(Direction direction, FlowKey flow) {
    private static final int LEAST_BYTES = 20;
    private static final int PROTOCOL = 9;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;
    private static final int TCP = 6;
    private static final int UDP = 17;
    /** More fragments, and the fragment's offset. */
    private static final int FRAGMENT = 0x3fff;

    /** Reads a packet's header; empty when it is not IPv4 or neither from the board nor to it. */
    static Optional<PacketHeader> read(byte[] packet, Inet4Address board) {
        if (packet.length < LEAST_BYTES || version(packet) != 4) {
            return Optional.empty();
        }
        int boardAddress = ByteBuffer.wrap(board.getAddress()).getInt();
        ByteBuffer ip = ByteBuffer.wrap(packet);
        int source = ip.getInt(SOURCE);
        int destination = ip.getInt(DESTINATION);
        if (source != boardAddress && destination != boardAddress) {
            return Optional.empty();
        }
        boolean up = source == boardAddress;
        int protocol = packet[PROTOCOL] & 0xff;
        int ports = ports(ip, protocol);
        int boardPort = up ? ports >>> 16 : ports & 0xffff;
        int farPort = up ? ports & 0xffff : ports >>> 16;
        var flow = new FlowKey(protocol, up ? destination : source, boardPort, farPort);
        return Optional.of(new PacketHeader(up ? Direction.UP : Direction.DOWN, flow));
    }

    /** Of IP: 4 or 6 where it is a packet at all. */
    static int version(byte[] packet) {
        return packet.length == 0 ? 0 : (packet[0] & 0xf0) >>> 4;
    }

    private static int ports(ByteBuffer ip, int protocol) {
        int header = (ip.get(0) & 0x0f) * 4;
        boolean fragment = (ip.getShort(6) & FRAGMENT) != 0;
        boolean has = (protocol == TCP || protocol == UDP) && !fragment && ip.capacity() >= header + 4;
        return has ? ip.getInt(header) : 0;
    }
}
