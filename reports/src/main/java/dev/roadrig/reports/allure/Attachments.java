package dev.roadrig.reports.allure;

import io.qameta.allure.model.Attachment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Attachments of one result, named so that writing them again writes the same files. */
final class Attachments {
    /** What is embedded of a text: the most that people scroll through and a browser opens at once. */
    static final int MOST_TEXT_BYTES = 1 << 20;

    private final Path folder;
    private final String uuid;
    private int evidence;

    Attachments(Path folder, String uuid) {
        this.folder = folder;
        this.uuid = uuid;
    }

    Attachment png(String name, byte[] bytes) {
        return write(name, key(name), "image/png", ".png", bytes);
    }

    Attachment csv(String name, String text) {
        return write(name, key(name), "text/csv", ".csv", head(text));
    }

    Attachment text(String name, String text) {
        return write(name, key(name), "text/plain", ".txt", tail(text));
    }

    /** Texts whose titles come from elsewhere and may repeat. */
    Attachment evidence(String title, String text) {
        return write(SafeText.line(title), "evidence-" + ++evidence, "text/plain", ".txt", tail(text));
    }

    private Attachment write(String name, String key, String type, String extension, byte[] bytes) {
        String source = uuid + "-" + key + "-attachment" + extension;
        try {
            // Allure's own writer refuses to replace an attachment.
            Files.write(folder.resolve(source), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Attachment().setName(name).setSource(source).setType(type).setSize((long) bytes.length);
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /** The end of a text, where what went wrong stands; says what was left out. */
    static byte[] tail(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_TEXT_BYTES) {
            return bytes;
        }
        int from = bytes.length - MOST_TEXT_BYTES;
        while (from < bytes.length && bytes[from - 1] != '\n') {
            from++;
        }
        String note = "(" + from + " bytes before this are left out; the record holds all of it)\n";
        return concatenated(note.getBytes(StandardCharsets.UTF_8), bytes, from, bytes.length);
    }

    /** The begin of a table, whose header is needed; whole lines only. */
    static byte[] head(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_TEXT_BYTES) {
            return bytes;
        }
        int to = MOST_TEXT_BYTES;
        while (to > 0 && bytes[to - 1] != '\n') {
            to--;
        }
        return concatenated(new byte[0], bytes, 0, to);
    }

    private static byte[] concatenated(byte[] first, byte[] bytes, int from, int to) {
        byte[] all = new byte[first.length + to - from];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(bytes, from, all, first.length, to - from);
        return all;
    }

    /** Evidence of a finding, as attachments. */
    List<Attachment> of(List<dev.roadrig.scenarios.fault.Evidence> evidence) {
        List<Attachment> attachments = new ArrayList<>();
        evidence.forEach(e -> attachments.add(evidence(e.title(), e.text())));
        return attachments;
    }
}
