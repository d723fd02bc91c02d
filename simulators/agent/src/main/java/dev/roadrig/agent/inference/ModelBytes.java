package dev.roadrig.agent.inference;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.model.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A model file's bytes, which are those that its card names. */
final class ModelBytes {
    /** Models for edge boards are far smaller; a larger file is a mistake before it is a model. */
    static final long MOST_BYTES = 256L << 20;

    private ModelBytes() {}

    static byte[] read(Path file) {
        try {
            return bounded(file);
        } catch (IOException e) {
            throw FileTrouble.unread("The model", file, e);
        }
    }

    private static byte[] bounded(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MOST_BYTES) {
            throw new BadInput(file + " has " + size + " bytes; a model has at most " + MOST_BYTES + ".");
        }
        return Files.readAllBytes(file);
    }

    static byte[] read(ModelCard card) {
        byte[] bytes;
        try {
            bytes = bounded(card.file());
        } catch (IOException e) {
            throw new BadInput(
                    "The model " + card.file() + " of the card " + card.card() + " cannot be read: "
                            + FileTrouble.why(e),
                    e);
        }
        String sha256 = sha256(bytes);
        if (!sha256.equals(card.sha256())) {
            throw new BadInput("%s is not the file that its card was read with: its SHA-256 is %s and was %s."
                    .formatted(card.file(), sha256, card.sha256()));
        }
        return bytes;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
