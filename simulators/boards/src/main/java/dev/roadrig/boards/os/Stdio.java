package dev.roadrig.boards.os;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Standard input, output and error of a command. */
public record Stdio(InputStream in, OutputStream out, OutputStream err) {
    Stdio withIn(InputStream other) {
        return new Stdio(other, out, err);
    }

    Stdio withOut(OutputStream other) {
        return new Stdio(in, other, err);
    }

    Stdio withErr(OutputStream other) {
        return new Stdio(in, out, other);
    }

    /** Captures output up to a size; then whoever writes is ended, as by a signal. */
    static final class Captured extends OutputStream {
        private static final int MOST_BYTES = 16 << 20;

        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (kept.size() + length > MOST_BYTES) {
                throw new IOException("out of memory");
            }
            kept.write(bytes, from, length);
        }

        byte[] bytes() {
            return kept.toByteArray();
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    void print(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void complain(String text) throws IOException {
        err.write((text + "\n").getBytes(StandardCharsets.UTF_8));
        err.flush();
    }
}
