package dev.roadrig.boards.firmware;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The card that a board of ours boots from, a file of the host, and the multiplexer before it, another file: while
 * {@code host} stands in that, the board has no card.
 *
 * @param card an image, and whatever an earlier, longer one left behind it
 * @param mux holds {@code board} or {@code host}
 */
public record BoardCard(Path card, Path mux) {

    /** Makes both in a folder, with a firmware on the card. */
    public static BoardCard make(Path folder, Firmware factory) throws IOException {
        var made = new BoardCard(folder.resolve("card.img"), folder.resolve("card.mux"));
        Files.write(made.card, factory.image());
        Files.writeString(made.mux, "board\n");
        return made;
    }

    /**
     * What the board boots.
     *
     * @throws IOException with what its bootloader says where it boots nothing
     */
    public Firmware read() throws IOException {
        requireHere();
        return Firmware.read(card);
    }

    /** Writes some bytes of an image, as an updater on the board does. */
    public void write(byte[] image, int from, int length) throws IOException {
        requireHere();
        try (var file = new RandomAccessFile(card.toFile(), "rw")) {
            file.seek(from);
            file.write(image, from, length);
        }
    }

    private void requireHere() throws IOException {
        if (!Files.readString(mux, StandardCharsets.UTF_8).strip().equals("board")) {
            throw new IOException("Card did not respond to voltage select! : -110");
        }
    }

    /** Deletes both. */
    public void delete() throws IOException {
        Files.deleteIfExists(card);
        Files.deleteIfExists(mux);
    }
}
