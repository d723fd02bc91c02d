package dev.roadrig.boards.firmware;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Firmware for a board of ours. Its file is a head of {@value #HEAD} bytes, filled up with line feeds, and then the payload:
 *
 * <pre>
 * roadrig-firmware 1
 * version VERSION
 * payload BYTES SHA256
 * </pre>
 *
 * <p>An emulated board keeps the payload as its configuration, {@code /etc/dashcam.conf}, and panics over its root
 * device where a line of it is {@code boots = no}. A board under QEMU runs the payload as a shell script in its start, and
 * does not go on where that fails. Neither starts a payload of another hash, as a write that was cut leaves it.
 *
 * @param version as the board states it, 1 to 60 characters of letters, digits, dot, dash and underscore
 */
public record Firmware(String version, String payload) {
    /** Of an image's head, and a card's block. */
    public static final int HEAD = 512;

    private static final String MAGIC = "roadrig-firmware 1";
    private static final int MOST_PAYLOAD = 64 << 20;

    public Firmware {
        if (!version.matches("[A-Za-z0-9._-]{1,60}")) {
            throw new BadInput("A firmware's version is 1 to 60 of letters, digits, dot, dash and underscore, not \""
                    + version + "\".");
        }
    }

    /** The image. */
    public byte[] image() {
        byte[] body = payload.getBytes(StandardCharsets.UTF_8);
        String head = MAGIC + "\nversion " + version + "\npayload " + body.length + " " + sha256(body) + "\n";
        byte[] whole = new byte[HEAD + body.length];
        Arrays.fill(whole, 0, HEAD, (byte) '\n');
        byte[] words = head.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(words, 0, whole, 0, words.length);
        System.arraycopy(body, 0, whole, HEAD, body.length);
        return whole;
    }

    /**
     * Reads an image from the beginning of a file or a card, on which more may follow.
     *
     * @throws IOException with what a bootloader says of one that it does not start
     */
    public static Firmware read(Path card) throws IOException {
        try (InputStream in = Files.newInputStream(card)) {
            List<String> head = new String(in.readNBytes(HEAD), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (head.size() < 3 || !head.get(0).equals(MAGIC) || !head.get(1).matches("version \\S{1,60}")) {
                throw new IOException("Wrong Image Format for bootm command");
            }
            String[] payload = head.get(2).split(" ");
            if (payload.length != 3 || !payload[1].matches("\\d{1,8}") || Integer.parseInt(payload[1]) > MOST_PAYLOAD) {
                throw new IOException("Wrong Image Format for bootm command");
            }
            byte[] body = in.readNBytes(Integer.parseInt(payload[1]));
            if (!sha256(body).equals(payload[2])) {
                throw new IOException("Bad hash value for 'hash-1' hash node in 'kernel-1' image node");
            }
            return new Firmware(head.get(1).substring("version ".length()), new String(body, StandardCharsets.UTF_8));
        } catch (BadInput e) {
            throw new IOException("Wrong Image Format for bootm command", e);
        }
    }

    /** Whether an emulated board gets past its root device. */
    public boolean boots() {
        return payload.lines().noneMatch(line -> line.strip().equals("boots = no"));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
