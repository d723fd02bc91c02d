package dev.roadrig.wires.rfc2217;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is still to go out, in order: data of one thread and answers of another never cut into each other. */
final class Outbox {
    private final SocketChannel channel;
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>();

    Outbox(SocketChannel channel) {
        this.channel = channel;
    }

    /** Adds a whole frame, and sends what the connection takes. */
    synchronized void send(byte[] frame) throws IOException {
        waiting.add(ByteBuffer.wrap(frame));
        boolean unused = flush();
    }

    /** Sends what the connection takes. @return whether all is out */
    synchronized boolean flush() throws IOException {
        while (!waiting.isEmpty()) {
            ByteBuffer first = waiting.getFirst();
            channel.write(first);
            if (first.hasRemaining()) {
                return false;
            }
            waiting.removeFirst();
        }
        return true;
    }
}
