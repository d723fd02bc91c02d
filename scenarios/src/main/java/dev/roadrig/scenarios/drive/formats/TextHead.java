package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The beginning of a file as text, to know a form by. */
final class TextHead {
    private static final int BYTES = 1 << 14;
    private static final int LINES = 40;

    private TextHead() {}

    /** The first lines of a file that are not blank, to know a form by; none of a folder or of what is no text. */
    static List<String> of(Path source) {
        if (!Files.isRegularFile(source)) {
            return List.of();
        }
        byte[] bytes;
        try (var in = Files.newInputStream(source)) {
            bytes = in.readNBytes(BYTES);
        } catch (IOException e) {
            throw FileTrouble.unread(source, e);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            return List.of();
        }
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (bytes.length == BYTES && lines.size() > 1) {
            lines.remove(lines.size() - 1);
        }
        return lines.stream()
                .filter(line -> !line.isBlank())
                .limit(LINES)
                .map(line -> line.startsWith("\uFEFF") ? line.substring(1) : line)
                .toList();
    }
}
