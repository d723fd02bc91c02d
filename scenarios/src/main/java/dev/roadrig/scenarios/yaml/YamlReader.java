package dev.roadrig.scenarios.yaml;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Builds the tree of one document from Jackson's stream of YAML tokens, and refuses what is not plain YAML. */
final class YamlReader {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final Path file;
    private final String source;
    private final YAMLParser parser;
    /** As code points, which is how the parser counts. */
    private final int[] text;

    private int depth;

    private YamlReader(Path file, String source, YAMLParser parser, String text) {
        this.file = file;
        this.source = source;
        this.parser = parser;
        this.text = text.codePoints().toArray();
    }

    /**
     * @param file that paths in the text are relative to
     * @param source what messages call the text
     */
    static YamlNode read(Path file, String source, String text) {
        refuseTabs(file, source, text);
        try (YAMLParser parser = YAML.createParser(text)) {
            return new YamlReader(file, source, parser, text).document();
        } catch (JsonProcessingException e) {
            throw malformed(file, source, text, e);
        } catch (ReaderException e) {
            throw unprintable(file, source, text, e);
        } catch (YAMLException e) {
            throw new BadInput(at(file, source, e, null) + ": not YAML: " + problem(e, e.getMessage()), e);
        } catch (IOException e) {
            throw new BadInput(source + ": cannot be read: " + FileTrouble.why(e), e);
        }
    }

    private YamlNode document() throws IOException {
        if (parser.nextToken() == null) {
            throw new BadInput(source + ": is empty");
        }
        YamlNode top = node("");
        if (parser.nextToken() != null) {
            throw here().bad("a second document begins; one file holds one document");
        }
        return top;
    }

    private YamlNode node(String key) throws IOException {
        YamlPlace place = here();
        refuseReferences(place, key);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
            if (++depth > YamlFile.MAX_DEPTH) {
                throw place.bad("nested more than " + YamlFile.MAX_DEPTH + " levels deep");
            }
            YamlNode node = token == JsonToken.START_OBJECT ? map(place, key) : list(place, key);
            depth--;
            return node;
        }
        String text = parser.getText();
        if (token == JsonToken.VALUE_NULL || text == null || text.isBlank()) {
            throw place.bad((key.isEmpty() ? "" : key + ": ") + "has no value; write one, or leave the key out");
        }
        return new YamlScalar(place, key, text);
    }

    private YamlMap map(YamlPlace place, String key) throws IOException {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        Map<String, YamlPlace> places = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            YamlPlace at = here();
            refuseReferences(at, key);
            if (name == null || name.isBlank()) {
                throw at.bad("a key is empty");
            }
            YamlPlace first = places.putIfAbsent(name, at);
            if (first != null) {
                throw at.bad("key " + Wording.quote(name) + " is already on line " + first.line());
            }
            parser.nextToken();
            entries.put(name, node(key.isEmpty() ? name : key + "." + name));
        }
        return new YamlMap(place, key, entries, places);
    }

    private YamlList list(YamlPlace place, String key) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(key + "[" + items.size() + "]"));
        }
        return new YamlList(place, key, items);
    }

    private void refuseReferences(YamlPlace place, String key) throws IOException {
        String where = key.isEmpty() ? "" : key + ": ";
        if (parser.isCurrentAlias()) {
            throw place.bad(where + "an alias (*name) is not allowed; write the value out");
        }
        if (parser.getObjectId() != null || beginsWithAnchor()) {
            throw place.bad(where + "an anchor (&name) is not allowed; write the value out where it is needed");
        }
        if (parser.getTypeId() != null) {
            throw place.bad(where + "a tag (!name) is not allowed");
        }
    }

    /** The parser keeps no anchor of a single value; the value's place begins with it. */
    private boolean beginsWithAnchor() {
        long at = parser.currentTokenLocation().getCharOffset();
        return at >= 0 && at < text.length && text[(int) at] == '&';
    }

    private YamlPlace here() {
        JsonLocation at = parser.currentTokenLocation();
        return new YamlPlace(file, source, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
    }

    private static void refuseTabs(Path file, String source, String text) {
        int line = 1;
        int column = 1;
        boolean indenting = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\t' && indenting) {
                throw new YamlPlace(file, source, line, column).bad("a tab in the indentation; use spaces");
            }
            indenting = c == '\n' || (indenting && (c == ' ' || c == '-'));
            column = c == '\n' ? 1 : column + 1;
            line += c == '\n' ? 1 : 0;
        }
    }

    private static BadInput malformed(Path file, String source, String text, JsonProcessingException e) {
        if (e.getCause() instanceof ReaderException unprintable) {
            return unprintable(file, source, text, unprintable);
        }
        YAMLException cause = e.getCause() instanceof YAMLException y ? y : null;
        String what = cause == null ? firstLine(e.getOriginalMessage()) : problem(cause, e.getOriginalMessage());
        if (what.startsWith("Expected a field name")) {
            what = "a key must be plain text";
        }
        return new BadInput(at(file, source, cause, e.getLocation()) + ": not YAML: " + what, e);
    }

    private static BadInput unprintable(Path file, String source, String text, ReaderException e) {
        String before = text.substring(0, Math.max(0, text.indexOf(e.getCodePoint())));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        YamlPlace place = new YamlPlace(file, source, line, before.length() - before.lastIndexOf('\n'));
        return place.bad(String.format("not YAML: the character U+%04X is not allowed", e.getCodePoint()));
    }

    private static String at(Path file, String source, @Nullable YAMLException e, @Nullable JsonLocation location) {
        Mark mark = e instanceof MarkedYAMLException marked ? marked.getProblemMark() : null;
        if (mark != null) {
            return new YamlPlace(file, source, mark.getLine() + 1, mark.getColumn() + 1).toString();
        }
        return location == null || location.getLineNr() < 1
                ? source
                : new YamlPlace(file, source, location.getLineNr(), location.getColumnNr()).toString();
    }

    /** Without the snippet that the library appends: it could hold a secret. */
    private static String problem(YAMLException e, @Nullable String otherwise) {
        if (e instanceof MarkedYAMLException marked && marked.getProblem() != null) {
            return marked.getContext() == null ? marked.getProblem() : marked.getContext() + ", " + marked.getProblem();
        }
        return firstLine(otherwise);
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }
}
