package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Knows a video file by its first bytes: MP4 and MOV, Matroska and WebM, AVI, MPEG-TS, and raw H.264 and H.265. */
final class VideoFile {
    private static final int TS_PACKET = 188;
    private static final int TS_SYNC = 0x47;

    private VideoFile() {}

    static boolean isOne(Path file) {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(2 * TS_PACKET + 1);
        } catch (IOException e) {
            throw new BadInput(file + " cannot be read: " + e, e);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        boolean transport = head.length > 2 * TS_PACKET
                && head[0] == TS_SYNC
                && head[TS_PACKET] == TS_SYNC
                && head[2 * TS_PACKET] == TS_SYNC;
        return transport
                || text.startsWith("ftyp", 4)
                || text.startsWith("\u001aE\u00df\u00a3")
                || (text.startsWith("RIFF") && text.startsWith("AVI ", 8))
                || text.startsWith("\0\0\0\1g")
                || text.startsWith("\0\0\0\1@\1");
    }
}
