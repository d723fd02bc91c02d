package dev.roadrig.scenarios.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roadrig.scenarios.mcap.McapInNode;
import dev.roadrig.scenarios.mcap.McapInNode.Topic;
import dev.roadrig.scenarios.record.v1.RunStart;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Run records in the format's own library, which knows their messages only by the schemas that they carry. */
@Tag("world")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
class RunRecordInNodeTest {
    private static final int ROUNDS = 400;

    private McapInNode node;

    @TempDir
    private Path folder;

    @BeforeAll
    void install() throws Exception {
        node = McapInNode.installed();
    }

    @Test
    void every_topic_is_listed_and_every_field_of_every_message_is_decoded() throws Exception {
        Path file = write("run.mcap");

        McapInNode.Seen seen = node.read(file);

        assertThat(seen.whole()).isTrue();
        assertThat(seen.topics()).isEqualTo(McapInNode.ours(file)).containsOnlyKeys(topics());
        assertThat(seen.topics().values())
                .allSatisfy(topic -> assertThat(topic.schema()).startsWith("roadrig.record.v1."))
                .extracting(Topic::encoding)
                .containsOnly("protobuf");
        assertThat(seen.byIndex()).isEqualTo(counts(seen));
        assertThat(seen.others()).contains("counted " + (1 + ROUNDS * (RunTopic.values().length - 1)));
    }

    @Test
    void a_record_that_is_cut_anywhere_has_the_same_messages_for_it_and_for_us() throws Exception {
        byte[] whole = Files.readAllBytes(write("run.mcap"));
        Path cut = folder.resolve("cut.mcap");
        for (int length = whole.length / 20; length < whole.length; length += whole.length / 8) {
            Files.write(cut, Arrays.copyOf(whole, length));

            McapInNode.Seen seen = node.read(cut);

            assertThat(seen.whole()).isFalse();
            assertThat(seen.topics()).as("cut at %d", length).isEqualTo(McapInNode.ours(cut));
        }
    }

    @Test
    void the_record_of_a_killed_process_is_read_up_to_the_kill() throws Exception {
        Path file = folder.resolve("killed.mcap");
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        RecordingChild.class.getName(),
                        "kill",
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process child = builder.start();
        try (var told = child.inputReader()) {
            long last = 0;
            while (last < TimeUnit.SECONDS.toNanos(3)) {
                last = Long.parseLong(told.readLine());
            }
        } finally {
            child.destroyForcibly().waitFor();
        }

        McapInNode.Seen seen = node.read(file);

        assertThat(seen.whole()).isFalse();
        assertThat(seen.topics()).isEqualTo(McapInNode.ours(file)).containsOnlyKeys("/run/start", "/run/phase");
        assertThat(counts(seen).get("/run/phase")).isGreaterThan(20);
    }

    private static Map<String, Long> counts(McapInNode.Seen seen) {
        Map<String, Long> counts = new HashMap<>();
        seen.topics().forEach((topic, found) -> counts.put(topic, found.messages()));
        return counts;
    }

    private static Set<String> topics() {
        return Arrays.stream(RunTopic.values()).map(RunTopic::topic).collect(Collectors.toSet());
    }

    private Path write(String name) throws Exception {
        Path file = folder.resolve(name);
        var filled = new FilledMessage(7);
        try (RunRecordWriter writer = RunRecordWriter.direct(file, 1_790_000_000_000_000_000L)) {
            writer.write(0, filled.of(RunStart.getDefaultInstance()));
            writer.attach("board/dmesg.txt", "text/plain", ByteString.copyFromUtf8("panic"));
            for (int i = 1; i <= ROUNDS; i++) {
                for (RunTopic topic : RunTopic.values()) {
                    if (topic != RunTopic.RUN_START) {
                        Message message = filled.of(topic.parse(ByteBuffer.allocate(0)));
                        writer.write(i * 10_000_000L, message);
                    }
                }
            }
        }
        return file;
    }
}
