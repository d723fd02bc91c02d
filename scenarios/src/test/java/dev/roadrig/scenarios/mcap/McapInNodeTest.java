package dev.roadrig.scenarios.mcap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.mcap.McapRecord.Attachment;
import dev.roadrig.scenarios.mcap.McapRecord.Metadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our reader and writer against the format's own library, both ways. */
@Tag("world")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class McapInNodeTest {
    private static final long MESSAGES = 3000;

    private McapInNode node;

    @TempDir
    private Path folder;

    @BeforeAll
    void install() throws Exception {
        node = McapInNode.installed();
    }

    @ParameterizedTest
    @CsvSource({"NONE, false", "NONE, true", "LZ4, true", "ZSTD, true"})
    void its_files_are_read_by_us(Compression compression, boolean chunked) throws Exception {
        Path path = folder.resolve("theirs.mcap");
        node.write(path, compression, chunked);

        assertThat(McapInNode.ours(path)).isEqualTo(node.read(path).topics());
        try (McapFile file = McapFile.open(path)) {
            assertThat(file.damage()).isEmpty();
            assertThat(file.header().library()).isEqualTo("interop");
            assertThat(file.statistics().orElseThrow().messageCount()).isEqualTo(MESSAGES);
            assertThat(file.attachments()).singleElement().satisfies(index -> {
                assertThat(index.name()).isEqualTo("notes.txt");
                assertThat(file.read(index).data().toString(UTF_8)).isEqualTo("rain from kilometre 3");
            });
            assertThat(file.metadata()).singleElement().satisfies(car -> assertThat(car.metadata())
                    .containsExactly(entry("plate", "none")));
            MessageCursor cursor = file.messages(Query.BY_TIME);
            long last = 0;
            long count = 0;
            for (; cursor.next(); count++) {
                assertThat(cursor.logTime()).isGreaterThanOrEqualTo(last);
                last = cursor.logTime();
            }
            assertThat(count).isEqualTo(MESSAGES);
        }
    }

    @ParameterizedTest
    @CsvSource({"NONE, 0", "NONE, 20000", "LZ4, 20000", "LZ4, 700000", "ZSTD, 20000"})
    void our_files_are_read_by_it(Compression compression, int chunkBytes) throws Exception {
        Path path = folder.resolve("ours.mcap");
        var options = new McapWriterOptions(
                "", "roadrig", chunkBytes, compression, EnumSet.allOf(McapWriterOptions.Part.class));
        try (var writer = new McapWriter(Files.newOutputStream(path), options)) {
            int json = writer.addSchema("speed", "jsonschema", ByteString.copyFromUtf8("{}"));
            int speed = writer.addChannel(json, "/car/speed", "json", Map.of("unit", "m/s"));
            int raw = writer.addChannel(0, "/car/raw", "x-raw", Map.of());
            for (int i = 0; i < MESSAGES; i++) {
                long time = 1_700_000_000_000_000_000L + (i % 7 == 0 ? i - 3 : i) * 1_000_000L;
                byte[] data =
                        ("{\"metresPerSecond\":" + i / 7.0 + "}").repeat(i % 11).getBytes(UTF_8);
                writer.write(i % 3 == 0 ? raw : speed, i, time, time, data);
            }
            writer.attach(new Attachment(1, 1, "notes.txt", "text/plain", ByteString.copyFromUtf8("rain")));
            writer.metadata(new Metadata("car", new TreeMap<>(Map.of("plate", "none"))));
        }

        McapInNode.Seen seen = node.read(path);

        assertThat(seen.whole()).isTrue();
        assertThat(seen.topics()).isEqualTo(McapInNode.ours(path)).containsOnlyKeys("/car/speed", "/car/raw");
        // Its indexed reader goes by chunks and finds nothing in a file without them.
        assertThat(seen.byIndex())
                .isEqualTo(
                        chunkBytes == 0
                                ? Map.of("/car/raw", 0L, "/car/speed", 0L)
                                : Map.of("/car/raw", 1000L, "/car/speed", 2000L));
        assertThat(seen.others())
                .containsExactly(
                        "attachment notes.txt text/plain " + McapInNode.sha256("rain"),
                        "metadata car plate",
                        "counted " + MESSAGES);
    }
}
