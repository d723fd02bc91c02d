package dev.roadrig.scenarios.yaml;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A YAML file that a user wrote: one document with a map at its top, in UTF-8, at most 1 MiB long and 32 levels deep,
 * without anchors, aliases, tags, duplicate keys or tabs. Everything else is {@link BadInput} with line and column.
 *
 * @param path as the user named it
 * @param text as resolved: the file itself, or, with overrides, written anew under a line that names them
 * @param top the map at the file's top, overrides applied
 */
public record YamlFile(Path path, String text, YamlMap top) {
    static final int MAX_BYTES = 1 << 20;
    static final int MAX_DEPTH = 32;

    private static final String BYTE_ORDER_MARK = "\ufeff";

    public static YamlFile read(Path path) {
        return read(path, Map.of());
    }

    /**
     * Reads a file with values in it replaced.
     *
     * @param overrides YAML values by dotted key, such as {@code network.rate} or {@code faults.0.at}; a key that the
     *     file's reader does not know is found by that reader
     */
    public static YamlFile read(Path path, Map<String, String> overrides) {
        return of(path, decode(path, bytes(path)), overrides);
    }

    /**
     * Reads the text of a file that is not there any more, or never was.
     *
     * @param path names in it are relative to that
     */
    public static YamlFile of(Path path, String text, Map<String, String> overrides) {
        if (text.length() > MAX_BYTES) {
            throw new BadInput(path + ": is over 1 MiB; a file of this kind is never that long");
        }
        YamlMap top = YamlReader.read(path, path.toString(), text).asMap();
        if (overrides.isEmpty()) {
            return new YamlFile(path, text, top);
        }
        YamlMap resolved = YamlOverrides.apply(top, path, overrides);
        return new YamlFile(path, YamlText.header(path, overrides) + YamlText.of(resolved), resolved);
    }

    /**
     * Reads a text that is no file, such as a line of JSON, which is YAML too.
     *
     * @param source what it is, for messages
     */
    public static YamlMap parse(String source, String text) {
        return YamlReader.read(Path.of("."), source, text).asMap();
    }

    /** A text as a double-quoted YAML value on one line. */
    public static String quoted(String text) {
        return YamlText.quoted(text);
    }

    private static byte[] bytes(Path path) {
        if (Files.isDirectory(path)) {
            throw new BadInput(path + ": is a folder and not a YAML file");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new BadInput(path + ": is over 1 MiB; a file of this kind is never that long");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new BadInput(path + ": there is no such file" + FileTrouble.meant(path), e);
        } catch (IOException e) {
            throw new BadInput(path + ": cannot be read: " + FileTrouble.why(e), e);
        }
    }

    private static String decode(Path path, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadInput(path + ": is not UTF-8 text", e);
        }
    }
}
