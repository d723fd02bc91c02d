package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.packet.UdpFlows.Flow;
import dev.roadrig.scenarios.link.Direction;
import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Where a relay's datagrams leave it: towards the target in their flow's name, and back to their sender from its port. */
final class UdpOutlets {
    private final DatagramChannel server;
    private final UdpFlows flows;
    private final UdpRelay.Ends ends;

    UdpOutlets(DatagramChannel server, UdpFlows flows, UdpRelay.Ends ends) {
        this.server = server;
        this.flows = flows;
        this.ends = ends;
    }

    void toTarget(long number, byte[] packet) {
        Flow flow = flows.byNumber(number);
        if (flow != null) {
            send(
                    Direction.UP,
                    () -> {
                        try {
                            return flow.socket().write(ByteBuffer.wrap(packet));
                        } catch (PortUnreachableException e) {
                            // Of a datagram before this one, which was not sent: it is now.
                            ends.refused(number);
                            return flow.socket().write(ByteBuffer.wrap(packet));
                        }
                    },
                    packet.length);
        }
    }

    void toSender(long number, byte[] packet) {
        Flow flow = flows.byNumber(number);
        if (flow != null) {
            send(Direction.DOWN, () -> server.send(ByteBuffer.wrap(packet), flow.sender()), packet.length);
        }
    }

    @FunctionalInterface
    private interface Sending {
        /** Bytes that the host took: all, or none while its own buffer is full. */
        int send() throws IOException;
    }

    private void send(Direction direction, Sending sending, int bytes) {
        try {
            if (sending.send() == bytes) {
                ends.passed(direction);
            }
        } catch (IOException e) {
            // A datagram that the host does not take is lost and has not passed; or this relay is being closed.
        }
    }
}
