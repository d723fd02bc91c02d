package dev.roadrig.scenarios.mcap;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;

/** Writes a log of a given size and replays it, in a process of its own whose memory is small; prints what it saw. */
final class BigLog {
    private static final int PICTURE_BYTES = 60_000;
    private static final int CAN_BYTES = 32;
    /** Of CAN frames for one picture. */
    private static final int CAN_FRAMES = 50;

    private BigLog() {}

    /** Arguments: the file to write, and how many bytes of messages. */
    public static void main(String[] args) throws IOException {
        Path path = Path.of(args[0]);
        long written = write(path, Long.parseLong(args[1]));
        System.out.println("written " + written + " bytes " + path.toFile().length());
        try (McapFile file = McapFile.open(path)) {
            file.damage().ifPresent(damage -> {
                throw new IllegalStateException(damage.toString());
            });
            System.out.println("by time " + count(file.messages(Query.BY_TIME), true));
        }
        try (McapStream stream = McapStream.open(path)) {
            System.out.println("streamed " + count(stream, false));
        }
    }

    /** Two topics whose messages come late by up to a second, so that chunks are unsorted and overlap. */
    private static long write(Path path, long bytes) throws IOException {
        var options = new McapWriterOptions(
                "", "big", 1 << 20, Compression.NONE, EnumSet.allOf(McapWriterOptions.Part.class));
        long messages = 0;
        try (var writer = new McapWriter(new FileOutputStream(path.toFile()), options)) {
            int camera = writer.addChannel(0, "/camera", "", Map.of());
            int can = writer.addChannel(0, "/can", "", Map.of());
            byte[] picture = new byte[PICTURE_BYTES];
            byte[] frame = new byte[CAN_BYTES];
            for (long i = 0; i * (PICTURE_BYTES + CAN_FRAMES * CAN_BYTES) < bytes; i++) {
                long time = (i + 100) * 50_000_000L;
                writer.write(camera, i, time - 1_000_000_000L, time, picture);
                for (int j = 0; j < CAN_FRAMES; j++) {
                    writer.write(can, i, time + j * 1_000_000L, time, frame);
                }
                messages += 1 + CAN_FRAMES;
            }
        }
        return messages;
    }

    private static long count(MessageCursor cursor, boolean ordered) {
        long messages = 0;
        long last = Long.MIN_VALUE;
        while (cursor.next()) {
            if (ordered && cursor.logTime() < last) {
                throw new IllegalStateException("log time goes back at message " + messages);
            }
            last = cursor.logTime();
            messages += cursor.data().remaining() > 0 ? 1 : 0;
        }
        return messages;
    }
}
