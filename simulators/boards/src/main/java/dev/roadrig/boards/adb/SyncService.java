package dev.roadrig.boards.adb;

import dev.roadrig.boards.os.BoardFiles;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files by adb's sync service (SYNC.TXT of Android's adb): STAT, SEND, RECV, QUIT. */
record SyncService(BoardFiles files, AdbdServices services) implements AdbdServices.Service {
    private static final int CHUNK_BYTES = 64 << 10;
    private static final int MOST_NAME_BYTES = 1024;
    private static final int FILE = 0100644;
    private static final int FOLDER = 0040755;

    @Override
    public void serve(AdbdStream stream) throws IOException, InterruptedException {
        InputStream in = stream.in();
        while (true) {
            String id = id(in);
            int length = number(in);
            if (id.equals("QUIT")) {
                return;
            }
            if (length < 0 || length > MOST_NAME_BYTES) {
                throw new IOException("a name of " + length + " bytes");
            }
            String name = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            switch (id) {
                case "STAT" -> stat(stream, name);
                case "SEND" -> send(stream, in, name.replaceFirst(",\\d+$", ""));
                case "RECV" -> receive(stream, name);
                default -> fail(stream, "unknown command " + id);
            }
        }
    }

    private static String id(InputStream in) throws IOException {
        byte[] id = in.readNBytes(4);
        if (id.length < 4) {
            throw new EOFException("hung up");
        }
        return new String(id, StandardCharsets.US_ASCII);
    }

    private static int number(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(Integer.BYTES);
        if (bytes.length < Integer.BYTES) {
            throw new EOFException("hung up");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private static byte[] message(String id, int... numbers) {
        ByteBuffer message =
                ByteBuffer.allocate(4 + numbers.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        message.put(id.getBytes(StandardCharsets.US_ASCII));
        for (int number : numbers) {
            message.putInt(number);
        }
        return message.array();
    }

    private void stat(AdbdStream stream, String name) throws IOException, InterruptedException {
        Path host = files.host(name);
        if (!Files.exists(host)) {
            stream.write(message("STAT", 0, 0, 0));
            return;
        }
        int seconds = (int) (Files.getLastModifiedTime(host).toMillis() / 1000);
        stream.write(message("STAT", Files.isDirectory(host) ? FOLDER : FILE, (int) Files.size(host), seconds));
    }

    private void send(AdbdStream stream, InputStream in, String name) throws IOException, InterruptedException {
        String wrong = services.fault() == AdbdFault.STORAGE_FULL ? "No space left on device" : "";
        try (OutputStream out = wrong.isEmpty() ? files.create(name, false) : OutputStream.nullOutputStream()) {
            for (String id = id(in); !id.equals("DONE"); id = id(in)) {
                int length = number(in);
                if (!id.equals("DATA") || length < 0 || length > CHUNK_BYTES) {
                    throw new IOException("no data, but " + id + " of " + length);
                }
                byte[] data = in.readNBytes(length);
                if (services.fault() == AdbdFault.DAMAGES_FILES && length > 0) {
                    data[0] ^= 1;
                }
                out.write(data);
            }
        }
        int unusedTime = number(in);
        if (wrong.isEmpty()) {
            stream.write(message("OKAY", 0));
        } else {
            fail(stream, wrong);
        }
    }

    private void receive(AdbdStream stream, String name) throws IOException, InterruptedException {
        if (!files.exists(name)) {
            fail(stream, "No such file or directory");
            return;
        }
        try (InputStream from = files.open(name)) {
            byte[] buffer = new byte[CHUNK_BYTES];
            for (int n = from.readNBytes(buffer, 0, CHUNK_BYTES); n > 0; n = from.readNBytes(buffer, 0, CHUNK_BYTES)) {
                stream.write(message("DATA", n));
                if (services.fault() == AdbdFault.DAMAGES_FILES) {
                    buffer[0] ^= 1;
                }
                stream.write(Arrays.copyOf(buffer, n));
            }
        }
        stream.write(message("DONE", 0));
    }

    private static void fail(AdbdStream stream, String why) throws IOException, InterruptedException {
        byte[] text = why.getBytes(StandardCharsets.UTF_8);
        stream.write(message("FAIL", text.length));
        stream.write(text);
    }
}
