package dev.roadrig.wires.rfc2217;

import dev.roadrig.ports.telnet.TelnetDecoder;
import dev.roadrig.ports.telnet.TelnetSink;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/** Takes in what a server sent, from whichever thread asks, and hands it on in the order of the wire. */
final class Intake {
    private static final int READ = 16 * 1024;

    private final SocketChannel channel;
    private final Ticker ticker;
    private final Heartbeat heartbeat;
    private final TelnetDecoder decoder;
    private final ByteBuffer buffer = ByteBuffer.allocate(READ);

    Intake(SocketChannel channel, Ticker ticker, Heartbeat heartbeat, TelnetSink sink) {
        this.channel = channel;
        this.ticker = ticker;
        this.heartbeat = heartbeat;
        this.decoder = new TelnetDecoder(sink);
    }

    /** Takes in what waits. @return how many bytes of the wire; negative at its end */
    synchronized int take() throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count > 0) {
            heartbeat.heard(ticker.nanos());
            byte[] bytes = new byte[count];
            buffer.flip().get(bytes);
            decoder.take(bytes);
        }
        return count;
    }

    /** Takes in all that waits. @return whether the server has ended the connection behind it */
    synchronized boolean takeToEnd() {
        try {
            int count = take();
            while (count > 0) {
                count = take();
            }
            return count < 0;
        } catch (ClosedChannelException e) {
            // We did it.
            return false;
        } catch (IOException e) {
            // A reset comes after all that can still be read.
            return true;
        }
    }
}
