package dev.roadrig.scenarios.drive.video;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A form of video file, known by its first bytes. */
public enum VideoForm {
    /** MP4 and QuickTime: a box ftyp first. */
    MP4("MP4 or QuickTime", "mov", true) {
        @Override
        boolean begins(String head) {
            return head.startsWith("ftyp", 4);
        }
    },
    /** Matroska and WebM: an EBML head. */
    MATROSKA("Matroska or WebM", "matroska,webm", true) {
        @Override
        boolean begins(String head) {
            return head.startsWith("\u001aE\u00df\u00a3");
        }
    },
    /** MPEG transport stream: packets of 188 bytes. */
    MPEG_TS("MPEG transport stream", "mpegts", true) {
        @Override
        boolean begins(String head) {
            return head.length() > 2 * TS_PACKET
                    && head.charAt(0) == TS_SYNC
                    && head.charAt(TS_PACKET) == TS_SYNC
                    && head.charAt(2 * TS_PACKET) == TS_SYNC;
        }
    },
    /** Audio Video Interleave, which counts frames. */
    AVI("AVI", "avi", false) {
        @Override
        boolean begins(String head) {
            return head.startsWith("RIFF") && head.startsWith("AVI ", 8);
        }
    },
    /** An H.264 byte stream that begins with a parameter set or a delimiter. */
    H264("raw H.264", "h264", false) {
        @Override
        boolean begins(String head) {
            return head.startsWith("\0\0\0\1g") || head.startsWith("\0\0\0\1\t");
        }
    },
    /** An H.265 byte stream that begins with a parameter set or a delimiter. */
    H265("raw H.265", "hevc", false) {
        @Override
        boolean begins(String head) {
            return head.startsWith("\0\0\0\1@\1") || head.startsWith("\0\0\0\1F\1");
        }
    };

    private static final int TS_PACKET = 188;
    private static final char TS_SYNC = 'G';

    private final String words;
    private final String demuxers;
    private final boolean stamped;

    VideoForm(String words, String demuxers, boolean stamped) {
        this.words = words;
        this.demuxers = demuxers;
        this.stamped = stamped;
    }

    /**
     * Whether a file begins so.
     *
     * @param head its first bytes, a character each
     */
    abstract boolean begins(String head);

    /** What it is called. */
    public String words() {
        return words;
    }

    /** Whether each frame has a time stamp; else they are counted at a rate that the file names, or none does. */
    public boolean isStamped() {
        return stamped;
    }

    /** The form of a file; empty where it is none of these, or cannot be read. */
    public static Optional<VideoForm> of(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(2 * TS_PACKET + 1), StandardCharsets.ISO_8859_1);
            return Arrays.stream(values()).filter(form -> form.begins(head)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** ffmpeg's names of what reads these forms. */
    static String allDemuxers() {
        return Arrays.stream(values()).map(form -> form.demuxers).collect(Collectors.joining(","));
    }
}
