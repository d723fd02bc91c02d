package dev.roadrig.scenarios.mcap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.mcap.McapRecord.Attachment;
import dev.roadrig.scenarios.mcap.McapRecord.Metadata;
import dev.roadrig.scenarios.mcap.McapWriterOptions.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One variant of the format's conformance suite: the records as JSON, the features, and the bytes that a writer must
 * make of them. Where the suite's own files are there only as Git LFS pointers, the bytes are known by size and SHA-256.
 */
record ConformanceFile(Path json, JsonNode root) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, Part> PARTS = Map.of(
            "mx", Part.MESSAGE_INDEX,
            "st", Part.STATISTICS,
            "rsh", Part.REPEATED_SCHEMAS,
            "rch", Part.REPEATED_CHANNELS,
            "ax", Part.ATTACHMENT_INDEX,
            "mdx", Part.METADATA_INDEX,
            "chx", Part.CHUNK_INDEX,
            "sum", Part.SUMMARY_OFFSETS);

    static ConformanceFile of(Path json) {
        try {
            return new ConformanceFile(json, JSON.readTree(json.toFile()));
        } catch (IOException e) {
            throw new AssertionError(json.toString(), e);
        }
    }

    @Override
    public String toString() {
        return json.getFileName().toString();
    }

    private Set<String> features() {
        Set<String> features = new TreeSet<>();
        root.at("/meta/variant/features").forEach(feature -> features.add(feature.asText()));
        return features;
    }

    /** The expected records: type, then fields by name, everything as text. */
    List<String> expected() {
        List<String> records = new ArrayList<>();
        for (JsonNode record : root.get("records")) {
            var fields = new TreeMap<String, String>();
            record.path("fields").forEach(field -> fields.put(field.get(0).asText(), text(field.get(1))));
            records.add(record.get("type").asText() + fields);
        }
        return records;
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(element.asText()));
            return elements.toString();
        }
        if (value.isObject()) {
            var map = new TreeMap<String, String>();
            value.properties()
                    .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
            return map.toString();
        }
        return value.asText();
    }

    /** A record that was read, in the form of {@link #expected()}. */
    static String describe(McapRecord record) {
        var fields = new TreeMap<String, String>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            fields.put(suiteName(record, component.getName()), value(record, component));
        }
        return record.getClass().getSimpleName() + fields;
    }

    private static String value(McapRecord record, RecordComponent component) {
        try {
            Object value = component.getAccessor().invoke(record);
            if (value instanceof ByteString bytes) {
                return bytesOf(bytes).toString();
            }
            return value instanceof Long number ? Long.toUnsignedString(number) : String.valueOf(value);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(component.toString(), e);
        }
    }

    private static List<Integer> bytesOf(ByteString bytes) {
        List<Integer> list = new ArrayList<>();
        bytes.forEach(b -> list.add(b & 0xFF));
        return list;
    }

    private static String suiteName(McapRecord record, String name) {
        if (record instanceof McapRecord.ChunkIndex && (name.equals("startTime") || name.equals("endTime"))) {
            return "message_" + name.replace("Time", "_time");
        }
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** What our writer makes of the records. */
    byte[] write() throws IOException {
        Set<String> features = features();
        Set<Part> parts = features.stream()
                .filter(PARTS::containsKey)
                .map(PARTS::get)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Part.class)));
        int chunkBytes = features.contains("ch") ? 1 << 20 : 0;
        var padding = new LittleEndianBuffer(4);
        if (features.contains("pad")) {
            padding.u8(0x01).u8(0xFF).u8(0xFF);
        }
        var bytes = new ByteArrayOutputStream();
        var options = new McapWriterOptions("", "", chunkBytes, Compression.NONE, parts);
        try (var writer = new McapWriter(bytes, options, new RecordEncoder(padding))) {
            for (JsonNode record : root.get("records")) {
                if (record.get("type").asText().equals("DataEnd")) {
                    break;
                }
                write(writer, record);
            }
        }
        return bytes.toByteArray();
    }

    private static void write(McapWriter writer, JsonNode record) throws IOException {
        ObjectNode in = JSON.createObjectNode();
        record.path("fields").forEach(field -> in.set(field.get(0).asText(), field.get(1)));
        switch (record.get("type").asText()) {
            case "Header" -> {
                // Written by the writer itself.
            }
            case "Schema" -> {
                int unused = writer.addSchema(
                        in.get("name").asText(), in.get("encoding").asText(), bytes(in));
            }
            case "Channel" -> {
                int unused = writer.addChannel(
                        in.get("schema_id").asInt(),
                        in.get("topic").asText(),
                        in.get("message_encoding").asText(),
                        map(in.get("metadata")));
            }
            case "Message" ->
                writer.write(
                        in.get("channel_id").asInt(),
                        in.get("sequence").asLong(),
                        in.get("log_time").asLong(),
                        in.get("publish_time").asLong(),
                        bytes(in).toByteArray());
            case "Attachment" ->
                writer.attach(new Attachment(
                        in.get("log_time").asLong(),
                        in.get("create_time").asLong(),
                        in.get("name").asText(),
                        in.get("media_type").asText(),
                        bytes(in)));
            case "Metadata" -> writer.metadata(new Metadata(in.get("name").asText(), map(in.get("metadata"))));
            default -> throw new AssertionError(record.toString());
        }
    }

    private static TreeMap<String, String> map(JsonNode node) {
        var map = new TreeMap<String, String>();
        node.properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    private static ByteString bytes(ObjectNode in) {
        JsonNode data = in.get("data");
        byte[] bytes = new byte[data.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) data.get(i).asInt();
        }
        return ByteString.copyFrom(bytes);
    }

    /** Size and SHA-256 of the suite's own file. */
    String identity() throws IOException {
        Path mcap = json.resolveSibling(toString().replace(".json", ".mcap"));
        byte[] content = Files.readAllBytes(mcap);
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (!text.startsWith("version https://git-lfs")) {
            return identity(content);
        }
        String hash = text.replaceAll("(?s).*sha256:([0-9a-f]{64}).*", "$1");
        return text.replaceAll("(?s).*size (\\d+).*", "$1") + " " + hash;
    }

    static String identity(byte[] content) {
        try {
            return content.length + " "
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
