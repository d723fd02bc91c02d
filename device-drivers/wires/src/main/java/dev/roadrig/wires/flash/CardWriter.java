package dev.roadrig.wires.flash;

import com.sun.nio.file.ExtendedOpenOption;
import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** Writes a card from its beginning on, and reads it back from the card and not from this host's memory of it. */
final class CardWriter {
    /** A card that is switched over is there within this. */
    static final Duration SWITCHING = Duration.ofSeconds(20);

    private static final int PIECE = 1 << 20;
    private static final int ALIGNMENT = 4096;

    private final Path device;
    private final Ticker ticker;

    CardWriter(Path device, Ticker ticker) {
        this.device = device;
        this.ticker = ticker;
    }

    /** Bytes that fit; the most there are where the device does not say. */
    long room() throws IOException {
        if (Files.isRegularFile(device)) {
            return Long.MAX_VALUE;
        }
        try (var channel = FileChannel.open(device, StandardOpenOption.READ)) {
            return channel.size() == 0 ? Long.MAX_VALUE : channel.size();
        }
    }

    void write(FirmwareImage image, Deadline deadline) throws IOException, RigFault {
        try (var from = FileChannel.open(image.file(), StandardOpenOption.READ);
                var to = FileChannel.open(device, StandardOpenOption.WRITE)) {
            ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
            while (from.read(piece) >= 0) {
                piece.flip();
                while (piece.hasRemaining()) {
                    int unused = to.write(piece);
                }
                piece.clear();
                inTime(deadline, "written");
            }
            to.force(true);
        }
    }

    /** The SHA-256 of so many bytes, in hexadecimal digits; of fewer where the card ends before. */
    String read(long bytes, Deadline deadline) throws IOException, RigFault {
        return read(bytes, deadline, openPastMemory());
    }

    private FileChannel openPastMemory() throws IOException {
        try {
            return FileChannel.open(device, StandardOpenOption.READ, ExtendedOpenOption.DIRECT);
        } catch (IOException | UnsupportedOperationException e) {
            // A file system in memory knows no reading past the memory. What cannot be read past it once it is open is
            // a bad card, which its own pages in memory would hide.
            return FileChannel.open(device, StandardOpenOption.READ);
        }
    }

    private String read(long bytes, Deadline deadline, FileChannel opened) throws IOException, RigFault {
        try (opened) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer piece = ByteBuffer.allocateDirect(PIECE + ALIGNMENT).alignedSlice(ALIGNMENT);
            piece.limit(PIECE);
            long left = bytes;
            while (left > 0 && opened.read(piece) > 0) {
                piece.flip();
                piece.limit((int) Math.min(piece.limit(), left));
                left -= piece.remaining();
                digest.update(piece);
                piece.clear().limit(PIECE);
                inTime(deadline, "read back");
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void inTime(Deadline deadline, String what) throws RigFault {
        if (deadline.passed(ticker)) {
            throw new RigFault(
                    "flash.late",
                    "The card at " + device + " was not " + what
                            + " in time. Give `firmware: deadline:` more, or look for a faster card.");
        }
    }
}
