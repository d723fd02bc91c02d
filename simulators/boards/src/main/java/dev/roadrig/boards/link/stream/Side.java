package dev.roadrig.boards.link.stream;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One of a connection's two sockets, and what its selector watches it for. */
final class Side {
    private final SocketChannel channel;
    private final SelectionKey key;
    private int interest;

    /** @param ready is called when something that is watched for has come */
    Side(SocketChannel channel, Selector selector, Runnable ready) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = channel.register(selector, 0, ready);
    }

    SocketChannel channel() {
        return channel;
    }

    boolean isReading() {
        return (interest & SelectionKey.OP_READ) != 0;
    }

    void reading(boolean on) {
        watch(SelectionKey.OP_READ, on);
    }

    void writing(boolean on) {
        watch(SelectionKey.OP_WRITE, on);
    }

    void connecting(boolean on) {
        watch(SelectionKey.OP_CONNECT, on);
    }

    private void watch(int operation, boolean on) {
        int wanted = on ? interest | operation : interest & ~operation;
        if (wanted != interest && key.isValid()) {
            interest = wanted;
            key.interestOps(wanted);
        }
    }

    boolean isReadable() {
        return key.isValid() && key.isReadable();
    }

    boolean isWritable() {
        return key.isValid() && key.isWritable();
    }

    void close() throws IOException {
        channel.close();
    }

    /** The other end sees a reset, not an end of the stream. */
    void reset() throws IOException {
        try (channel) {
            if (channel.isOpen()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        }
    }
}
