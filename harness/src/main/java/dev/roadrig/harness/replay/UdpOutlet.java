package dev.roadrig.harness.replay;

import dev.roadrig.scenarios.drive.RecordedMessages.Channel;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;

/** A datagram a message: its bytes and nothing else. Whether anybody hears them is not known. */
final class UdpOutlet implements Outlet {
    /** RFC 768 and RFC 791: 65,535 bytes less the two headers. */
    private static final int MOST_BYTES = 65_507;

    private final InetSocketAddress to;
    private final DatagramSocket socket;

    UdpOutlet(InetSocketAddress to) {
        this.to = to;
        try {
            socket = new DatagramSocket();
        } catch (SocketException e) {
            throw new BadInput("No UDP socket can be had on this host: " + e.getMessage() + ".", e);
        }
    }

    @Override
    public void check(Channel channel) {
        if (channel.largestBytes() > MOST_BYTES) {
            throw new BadInput(Wording.quote(channel.topic()) + " has a message of " + channel.largestBytes()
                    + " bytes, and a datagram holds at most " + MOST_BYTES
                    + ". Name the other topics with --topic.");
        }
    }

    @Override
    public void take(ReplayMessage message) throws IOException {
        byte[] bytes = message.data().toByteArray();
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    @Override
    public void close() {
        socket.close();
    }
}
