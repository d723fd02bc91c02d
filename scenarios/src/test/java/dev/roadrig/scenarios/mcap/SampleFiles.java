package dev.roadrig.scenarios.mcap;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.mcap.McapRecord.Attachment;
import dev.roadrig.scenarios.mcap.McapRecord.Metadata;
import dev.roadrig.scenarios.mcap.McapWriterOptions.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Small sound files to damage: the conformance suite's where it is here, and our own of every form. */
final class SampleFiles {
    private static final String SUITE = "mcap/mcap-conformance";

    private SampleFiles() {}

    static List<byte[]> all() throws IOException {
        List<byte[]> files = new ArrayList<>();
        if (SharedFolder.has(SUITE)) {
            for (ConformanceFile variant : ConformanceTest.variants()) {
                files.add(variant.write());
            }
        }
        for (Compression compression : Compression.values()) {
            for (int chunkBytes : new int[] {0, 300, 4000}) {
                files.add(drive(compression, chunkBytes, EnumSet.allOf(Part.class)));
                files.add(drive(compression, chunkBytes, Set.of(Part.STATISTICS, Part.REPEATED_CHANNELS)));
            }
        }
        return files;
    }

    /** 60 messages of two topics whose log times go back, so that chunks are unsorted and overlap. */
    static byte[] drive(Compression compression, int chunkBytes, Set<Part> parts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var options = new McapWriterOptions("", "samples", chunkBytes, compression, parts);
        try (var writer = new McapWriter(bytes, options)) {
            int schema = writer.addSchema("speed", "jsonschema", ByteString.copyFromUtf8("{}"));
            int speed = writer.addChannel(schema, "/car/speed", "json", Map.of("unit", "m/s"));
            int raw = writer.addChannel(0, "/car/raw", "", Map.of());
            for (int i = 0; i < 60; i++) {
                long time = 1_000_000_000L + (i % 5 == 0 ? i - 12 : i) * 1000L;
                writer.write(i % 3 == 0 ? raw : speed, i, time, time + 1, new byte[i % 40]);
                if (i == 30) {
                    ByteString notes = ByteString.copyFromUtf8("rain from kilometre 3");
                    writer.attach(new Attachment(1, 2, "notes.txt", "text/plain", notes));
                    writer.metadata(new Metadata("car", new TreeMap<>(Map.of("plate", "none"))));
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Where the records outside chunks begin, and where the last one ends. */
    static List<Integer> recordStarts(byte[] file) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<Integer> starts = new ArrayList<>();
        int at = Opcode.magic().length;
        while (at < file.length - Opcode.magic().length) {
            starts.add(at);
            at += Opcode.RECORD_HEADER_BYTES + (int) in.getLong(at + 1);
        }
        starts.add(at);
        return starts;
    }

    /** The same with every CRC not available, so that damage gets past them. */
    static byte[] withoutCrcs(byte[] file) {
        byte[] open = file.clone();
        ByteBuffer out = ByteBuffer.wrap(open).order(ByteOrder.LITTLE_ENDIAN);
        for (int at : recordStarts(file)) {
            int content = at + Opcode.RECORD_HEADER_BYTES;
            switch (file[at]) {
                case Opcode.CHUNK -> out.putInt(content + 24, 0);
                case Opcode.DATA_END -> out.putInt(content, 0);
                case Opcode.FOOTER -> out.putInt(content + 16, 0);
                case Opcode.ATTACHMENT -> {
                    int name = content + 16;
                    int media = name + 4 + out.getInt(name);
                    int data = media + 4 + out.getInt(media);
                    out.putInt(data + 8 + (int) out.getLong(data), 0);
                }
                default -> {
                    // Without a CRC.
                }
            }
        }
        return open;
    }
}
