package dev.roadrig.ports.inference.rest;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Items;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.json.JsonValue.Text;
import dev.roadrig.scenarios.json.JsonValue.Whole;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tensor of either direction.
 *
 * @param data its elements, little-endian and row-major; as many as its shape says
 */
record RestTensor(String name, String datatype, List<Long> shape, ByteString data) {
    private static final String SIZE = "binary_data_size";

    RestTensor {
        shape = List.copyOf(shape);
    }

    /**
     * Reads a tensor of a body.
     *
     * @param tail the bytes behind the JSON that no earlier tensor took; this one takes its own
     */
    static RestTensor read(JsonValue json, Tail tail) throws MalformedRest {
        if (!(json instanceof Members members)) {
            throw new MalformedRest("a tensor is " + json.kind() + " and no object");
        }
        String name = text(members, "name");
        Datatype type = Datatype.of(text(members, "datatype"));
        List<Long> shape = shape(members, name);
        long bytes = bytes(name, type, shape);
        Optional<JsonValue> size = members.optional("parameters")
                .filter(Members.class::isInstance)
                .flatMap(parameters -> ((Members) parameters).optional(SIZE));
        ByteString data =
                size.isPresent() ? behind(members, name, size.get(), bytes, tail) : inside(members, name, type, bytes);
        return new RestTensor(name, type.name(), shape, data);
    }

    private static ByteString behind(Members members, String name, JsonValue size, long bytes, Tail tail)
            throws MalformedRest {
        if (!(size instanceof Whole whole) || whole.number() != bytes) {
            throw new MalformedRest("tensor %s has %s %s; its shape and datatype take %d bytes"
                    .formatted(Wording.quote(name), SIZE, size.kind(), bytes));
        }
        if (members.optional("data").isPresent()) {
            throw new MalformedRest("tensor " + Wording.quote(name) + " has both data and " + SIZE);
        }
        return tail.take(name, bytes);
    }

    private static ByteString inside(Members members, String name, Datatype type, long bytes) throws MalformedRest {
        JsonValue data = members.optional("data")
                .orElseThrow(() -> new MalformedRest("tensor " + Wording.quote(name) + " has no data"));
        List<JsonValue> elements = new ArrayList<>();
        flatten(data, elements);
        if ((long) elements.size() * type.bytes() != bytes) {
            throw new MalformedRest("tensor %s has %d elements; its shape says %d"
                    .formatted(Wording.quote(name), elements.size(), bytes / type.bytes()));
        }
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.LITTLE_ENDIAN);
        for (JsonValue element : elements) {
            type.put(out, element);
        }
        return ByteString.copyFrom(out.flip());
    }

    /** Flat or nested, as the protocol allows; the reader of JSON bounds the depth. */
    private static void flatten(JsonValue value, List<JsonValue> into) {
        if (value instanceof Items items) {
            items.values().forEach(item -> flatten(item, into));
        } else {
            into.add(value);
        }
    }

    private static String text(Members members, String key) throws MalformedRest {
        if (members.values().get(key) instanceof Text text) {
            return text.text();
        }
        throw new MalformedRest("a tensor has no text '" + key + "'");
    }

    private static List<Long> shape(Members members, String name) throws MalformedRest {
        List<Long> shape = new ArrayList<>();
        if (members.values().get("shape") instanceof Items items) {
            for (JsonValue item : items.values()) {
                shape.add(item instanceof Whole whole ? whole.number() : -1L);
            }
            return shape;
        }
        throw new MalformedRest("tensor " + Wording.quote(name) + " has no list 'shape'");
    }

    private static long bytes(String name, Datatype type, List<Long> shape) throws MalformedRest {
        try {
            long bytes = type.bytes();
            for (long dimension : shape) {
                bytes = Math.multiplyExact(bytes, dimension);
                if (dimension < 0) {
                    throw new ArithmeticException("negative");
                }
            }
            return bytes;
        } catch (ArithmeticException e) {
            throw new MalformedRest("tensor " + Wording.quote(name) + " has the shape " + shape);
        }
    }

    /** Its JSON, with its elements or with the number of bytes that follow. */
    Members write(boolean behind) throws MalformedRest {
        Members json = Members.none()
                .with("name", name)
                .with(
                        "shape",
                        new Items(shape.stream().<JsonValue>map(Whole::new).toList()))
                .with("datatype", datatype);
        if (behind) {
            return json.with("parameters", Members.none().with(SIZE, data.size()));
        }
        Datatype type = Datatype.of(datatype);
        ByteBuffer in = data.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        List<JsonValue> elements = new ArrayList<>(data.size() / type.bytes());
        while (in.remaining() >= type.bytes()) {
            elements.add(type.get(in));
        }
        return json.with("data", new Items(elements));
    }

    /** What of the bytes behind the JSON is not taken yet. */
    static final class Tail {
        private ByteString left;

        Tail(ByteString left) {
            this.left = left;
        }

        ByteString take(String name, long bytes) throws MalformedRest {
            if (bytes > left.size()) {
                throw new MalformedRest("tensor %s is cut: %d bytes of %d are there"
                        .formatted(Wording.quote(name), left.size(), bytes));
            }
            ByteString taken = left.substring(0, (int) bytes);
            left = left.substring((int) bytes);
            return taken;
        }

        void end() throws MalformedRest {
            if (!left.isEmpty()) {
                throw new MalformedRest(left.size() + " bytes follow that no tensor takes");
            }
        }
    }
}
