package dev.roadrig.scenarios.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Short texts of JSON, such as the bodies of requests: one value, {@value #MOST_DEPTH} levels deep at most. */
public final class JsonText {
    private static final int MOST_DEPTH = 20;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private JsonText() {}

    /**
     * Reads a text. Of members of one name the last one counts.
     *
     * @throws BadInput where it is no JSON, too deep, or more than one value: line, column and reason
     */
    public static JsonValue read(String text) {
        try (JsonParser in = JSON.createParser(text)) {
            if (in.nextToken() == null) {
                throw new BadInput("there is nothing in it");
            }
            JsonValue value = value(in);
            if (in.nextToken() != null) {
                throw new BadInput(place(in.currentTokenLocation()) + "something follows the value");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new BadInput(place(e.getLocation()) + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A limit that is passed has no place. */
    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    /** Depth is bounded by the parser. */
    private static JsonValue value(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        return switch (token) {
            case START_OBJECT -> members(in);
            case START_ARRAY -> items(in);
            case VALUE_STRING -> new JsonValue.Text(in.getText());
            case VALUE_NUMBER_INT -> whole(in);
            case VALUE_NUMBER_FLOAT -> new JsonValue.Real(in.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> new JsonValue.Flag(token == JsonToken.VALUE_TRUE);
            default -> new JsonValue.Null();
        };
    }

    private static JsonValue whole(JsonParser in) throws IOException {
        JsonParser.NumberType type = in.getNumberType();
        return type == JsonParser.NumberType.BIG_INTEGER
                ? new JsonValue.Real(in.getDoubleValue())
                : new JsonValue.Whole(in.getLongValue());
    }

    private static JsonValue members(JsonParser in) throws IOException {
        Map<String, JsonValue> members = new LinkedHashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            members.put(name, value(in));
        }
        return new JsonValue.Members(members);
    }

    private static JsonValue items(JsonParser in) throws IOException {
        List<JsonValue> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(in));
        }
        return new JsonValue.Items(items);
    }

    /** A value as text on one line. */
    public static String write(JsonValue value) {
        var text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, JsonValue value) throws IOException {
        if (value instanceof JsonValue.Members members) {
            out.writeStartObject();
            for (Map.Entry<String, JsonValue> member : members.values().entrySet()) {
                out.writeFieldName(member.getKey());
                write(out, member.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof JsonValue.Items items) {
            out.writeStartArray();
            for (JsonValue item : items.values()) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof JsonValue.Text text) {
            out.writeString(text.text());
        } else if (value instanceof JsonValue.Whole whole) {
            out.writeNumber(whole.number());
        } else if (value instanceof JsonValue.Real real) {
            out.writeNumber(real.number());
        } else if (value instanceof JsonValue.Flag flag) {
            out.writeBoolean(flag.on());
        } else {
            out.writeNull();
        }
    }
}
