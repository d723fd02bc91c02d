package dev.roadrig.boards.adb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/** A command whose streams and exit code come apart: packets of one byte's kind, a length and bytes (shell_protocol.h). */
record ShellV2(AdbdServices services, String commandLine) implements AdbdServices.Service {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int EXIT = 3;
    private static final int CLOSE_STDIN = 4;
    private static final int MOST_STDIN_BYTES = 1 << 20;

    @Override
    public void serve(AdbdStream stream) throws IOException, InterruptedException {
        int status = services.run(
                commandLine,
                new Stdin(stream.in()),
                stream.out(bytes -> output(stream, bytes)),
                stream.out(bytes -> stream.write(packet(STDERR, bytes))));
        if (services.fault() != AdbdFault.NO_EXIT_CODE) {
            stream.write(packet(EXIT, new byte[] {(byte) status}));
        }
    }

    private void output(AdbdStream stream, byte[] bytes) throws IOException, InterruptedException {
        byte[] packet = packet(STDOUT, bytes);
        byte[] half = Arrays.copyOf(packet, packet.length / 2);
        if (services.fault() == AdbdFault.HANGS_IN_OUTPUT) {
            stream.write(half);
            // Silent until the host or the board ends it.
            new Semaphore(0).acquire();
        } else if (services.fault() == AdbdFault.CUTS_OUTPUT) {
            stream.write(half);
            stream.cut();
        }
        stream.write(packet);
    }

    private static byte[] packet(int id, byte[] bytes) {
        return ByteBuffer.allocate(5 + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) id)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    /** What the host sends as standard input, without its packets. */
    private static final class Stdin extends InputStream {
        private final InputStream packets;
        private byte[] current = new byte[0];
        private int at;

        Stdin(InputStream packets) {
            this.packets = packets;
        }

        @Override
        public int read() throws IOException {
            while (at == current.length) {
                int id = packets.read();
                if (id < 0 || id == CLOSE_STDIN) {
                    return -1;
                }
                byte[] head = packets.readNBytes(Integer.BYTES);
                int length = head.length < Integer.BYTES
                        ? -1
                        : ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
                if (length < 0 || length > MOST_STDIN_BYTES) {
                    return -1;
                }
                byte[] bytes = packets.readNBytes(length);
                current = id == STDIN ? bytes : new byte[0];
                at = 0;
            }
            return current[at++] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int first = length == 0 ? -1 : read();
            if (first < 0) {
                return length == 0 ? 0 : -1;
            }
            into[from] = (byte) first;
            return 1;
        }
    }
}
