package dev.roadrig.scenarios.drive.video;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/** Reads pictures out of a stream of MIME parts that tell their length, as ffmpeg's muxer {@code mpjpeg} writes them. */
final class MultipartJpeg {
    private static final int MOST_BYTES = 64 << 20;
    private static final int LONGEST_LINE = 1_000;
    private static final String LENGTH = "content-length:";

    private final InputStream in;

    MultipartJpeg(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The next picture; empty at the end. Throws {@link IOException} where the stream is cut or is no such stream. */
    Optional<byte[]> next() throws IOException {
        int length = -1;
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            String text = line.get();
            if (text.isEmpty() && length >= 0) {
                return Optional.of(picture(length));
            }
            if (text.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
                length = number(text.substring(LENGTH.length()).strip());
            }
        }
        return Optional.empty();
    }

    private byte[] picture(int length) throws IOException {
        byte[] jpeg = in.readNBytes(length);
        if (jpeg.length < length) {
            throw new IOException("the last one is cut after " + jpeg.length + " of " + length + " bytes");
        }
        return jpeg;
    }

    private static int number(String text) throws IOException {
        if (!text.matches("\\d{1,8}") || Integer.parseInt(text) > MOST_BYTES) {
            throw new IOException("a picture of " + text + " bytes");
        }
        return Integer.parseInt(text);
    }

    /** The next line; empty where there is none. */
    private Optional<String> line() throws IOException {
        var line = new StringBuilder();
        int c = in.read();
        if (c < 0) {
            return Optional.empty();
        }
        for (; c >= 0 && c != '\n'; c = in.read()) {
            if (line.length() > LONGEST_LINE) {
                throw new IOException("no part of pictures begins with " + line.substring(0, 40));
            }
            line.append((char) c);
        }
        return Optional.of(line.toString().strip());
    }
}
