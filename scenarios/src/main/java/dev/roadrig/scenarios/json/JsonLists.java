package dev.roadrig.scenarios.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file that is one object whose values are long lists of objects, one object in memory at a time. Depth, names and
 * texts are bounded.
 */
public final class JsonLists {
    private static final int MOST_NUMBERS = 64;
    private static final int MOST_FIELDS = 1_000;
    /** A longer one, such as a picture in base64, is no name: it is passed over. */
    private static final int LONGEST_TEXT = 4_096;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(8_000_000)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private final Path file;
    private final Map<String, Consumer<JsonEntry>> lists;

    private JsonLists(Path file, Map<String, Consumer<JsonEntry>> lists) {
        this.file = file;
        this.lists = lists;
    }

    /**
     * Reads a file.
     *
     * @param lists who takes the objects of which list, by its name; other values are passed over
     * @throws BadInput where it is no such file, with line and reason
     */
    public static void read(Path file, Map<String, Consumer<JsonEntry>> lists) {
        try (JsonParser in = JSON.createParser(file.toFile())) {
            new JsonLists(file, lists).whole(in);
        } catch (JsonProcessingException e) {
            throw new BadInput(file + place(e.getLocation()) + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
    }

    /** A limit that is passed has no place. */
    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
    }

    private void whole(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw bad(in, "is no object of lists");
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            Consumer<JsonEntry> taker = lists.get(name);
            if (taker == null) {
                in.skipChildren();
            } else {
                each(in, name, taker);
            }
        }
    }

    private void each(JsonParser in, String name, Consumer<JsonEntry> taker) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw bad(in, name + " is no list");
        }
        while (in.nextToken() == JsonToken.START_OBJECT) {
            Map<String, Object> values = values(in);
            taker.accept(new JsonEntry(file, in.currentLocation().getLineNr(), values));
        }
        if (in.currentToken() != JsonToken.END_ARRAY) {
            throw bad(in, name + " holds something that is no object");
        }
    }

    /** Whole numbers, texts, and lists of numbers; of anything else that it is there. */
    private Map<String, Object> values(JsonParser in) throws IOException {
        Map<String, Object> values = new HashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            if (values.size() >= MOST_FIELDS) {
                throw bad(in, "an object has more than " + MOST_FIELDS + " names");
            }
            String name = in.currentName();
            JsonToken token = in.nextToken();
            if (token == JsonToken.VALUE_NUMBER_INT) {
                values.put(name, in.getLongValue());
            } else if (token == JsonToken.VALUE_STRING && in.getTextLength() <= LONGEST_TEXT) {
                values.put(name, in.getText());
            } else if (token == JsonToken.START_ARRAY) {
                values.put(name, numbers(in));
            } else {
                in.skipChildren();
                values.put(name, List.of());
            }
        }
        return values;
    }

    /** No numbers at all where there is something else among them, or they are too many. */
    private static List<Double> numbers(JsonParser in) throws IOException {
        List<Double> numbers = new ArrayList<>();
        boolean plain = true;
        while (in.nextToken() != JsonToken.END_ARRAY) {
            JsonToken token = in.currentToken();
            plain &= token != null && token.isNumeric() && numbers.size() < MOST_NUMBERS;
            if (plain) {
                numbers.add(in.getDoubleValue());
            } else if (token == null) {
                throw new IOException("it ends within a list");
            } else {
                in.skipChildren();
            }
        }
        return plain ? numbers : List.of();
    }

    private BadInput bad(JsonParser in, String what) {
        return new BadInput(file + ":" + in.currentLocation().getLineNr() + ": " + what + ".");
    }
}
