package dev.roadrig.wires.qemu;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Lines to and from a Unix socket; the reader blocks on a thread of its own until the socket is closed. */
final class QmpLines implements AutoCloseable {
    private static final int LONGEST_LINE = 1 << 20;

    private final SocketChannel channel;
    private final byte[] line = new byte[LONGEST_LINE];
    private int length;

    QmpLines(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) < 0) {
                throw new IOException("closed");
            }
        }
    }

    /** Gives each line to a taker until the other side closes, then returns why. */
    String read(Consumer<String> taker) {
        ByteBuffer buffer = ByteBuffer.allocate(8 << 10);
        try {
            while (channel.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    take(buffer.get(), taker);
                }
                buffer.clear();
            }
            return "QEMU closed it";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void take(byte b, Consumer<String> taker) throws IOException {
        if (b == '\n') {
            taker.accept(new String(line, 0, length, StandardCharsets.UTF_8).strip());
            length = 0;
        } else if (length == LONGEST_LINE) {
            throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
        } else {
            line[length++] = b;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
