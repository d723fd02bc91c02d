package dev.roadrig.scenarios.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.record.v1.Frame;
import dev.roadrig.scenarios.record.v1.Phase;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.record.v1.RunStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
    private static final long ANCHOR = 1_790_000_000_000_000_000L;

    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read_back_in_log_time_order() throws RigFault {
        Path file = folder.resolve("run.mcap");
        try (RunRecordWriter writer = RunRecordWriter.direct(file, ANCHOR)) {
            writer.write(0, start());
            writer.write(2_000, Phase.newBuilder().setName("replay").build());
            writer.write(1_000, Phase.newBuilder().setName("boot").build());
            writer.write(
                    3_000,
                    RunEnd.newBuilder().setOutcome(RunEnd.Outcome.COMPLETED).build());
        }
        try (RunRecord record = RunRecord.open(file)) {
            assertThat(record.start()).isEqualTo(start());
            assertThat(record.complete()).isTrue();
            assertThat(record.missing()).isEmpty();
            assertThat(record.lastNanos()).isEqualTo(3_000);
            assertThat(record.entries(Phase.class))
                    .extracting(RunEntry::nanos, entry -> entry.message().getName())
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(1_000L, "boot"),
                            org.assertj.core.groups.Tuple.tuple(2_000L, "replay"));
            assertThat(record.entriesAsWritten())
                    .extracting(RunEntry::topic)
                    .containsExactly(RunTopic.RUN_START, RunTopic.PHASE, RunTopic.PHASE, RunTopic.RUN_END);
        }
    }

    @Test
    void equal_messages_make_equal_bytes_also_when_their_maps_are_filled_in_another_order() throws Exception {
        Path one = folder.resolve("one.mcap");
        Path two = folder.resolve("two.mcap");
        writeFrames(one, List.of("a", "b", "c", "d", "e"));
        writeFrames(two, List.of("e", "c", "a", "d", "b"));
        assertThat(Files.mismatch(one, two)).isEqualTo(-1);
    }

    private static void writeFrames(Path file, List<String> keys) throws RigFault {
        try (RunRecordWriter writer = RunRecordWriter.direct(file, ANCHOR)) {
            writer.write(0, start());
            for (int i = 0; i < 200; i++) {
                Frame.Builder frame = Frame.newBuilder().setFrame(i);
                keys.forEach(key -> frame.putAttributes(key, key + key));
                writer.write(i * 100_000_000L, frame.build());
            }
        }
    }

    @Test
    void a_record_that_was_cut_anywhere_gives_what_was_before_the_cut() throws Exception {
        Path file = folder.resolve("run.mcap");
        List<Message> written = writeNoise(file, 40);
        byte[] whole = Files.readAllBytes(file);
        Path cut = folder.resolve("cut.mcap");
        int last = 0;
        boolean readable = false;
        for (int length = 0; length < whole.length; length += 1 + length / 50) {
            Files.write(cut, Arrays.copyOf(whole, length));
            List<Message> read = new ArrayList<>();
            try (RunRecord record = RunRecord.open(cut)) {
                record.entriesAsWritten().forEach(entry -> read.add(entry.message()));
                readable = true;
                assertThat(record.missing()).as("cut at %d", length).isPresent();
            } catch (BadInput e) {
                assertThat(readable).as("cut at %d: %s", length, e).isFalse();
            }
            assertThat(read).as("cut at %d", length).isEqualTo(written.subList(0, read.size()));
            assertThat(read.size()).isGreaterThanOrEqualTo(last);
            last = read.size();
        }
        assertThat(last).isEqualTo(written.size());
    }

    /** Messages that do not pack, a second and more apart, so that chunks close by log time. */
    private static List<Message> writeNoise(Path file, int count) throws RigFault {
        var random = new SplittableRandom(7);
        List<Message> written = new ArrayList<>();
        try (RunRecordWriter writer = RunRecordWriter.direct(file, ANCHOR)) {
            writer.write(0, start());
            written.add(start());
            for (int i = 1; i < count; i++) {
                byte[] noise = new byte[200];
                random.nextBytes(noise);
                Message message = ConsoleBytes.newBuilder()
                        .setData(ByteString.copyFrom(noise))
                        .build();
                writer.write(i * 700_000_000L, message);
                written.add(message);
            }
        }
        return written;
    }

    @Test
    void a_record_without_its_end_is_incomplete_and_says_since_when() throws Exception {
        Path file = folder.resolve("run.mcap");
        writeNoise(file, 3);
        try (RunRecord record = RunRecord.open(file)) {
            assertThat(record.complete()).isFalse();
            assertThat(record.missing().orElseThrow())
                    .isEqualTo("The record has no RunEnd: the run was cut off after 1.400 s on its timeline.");
        }
    }

    @Test
    void a_file_without_a_start_is_no_run_record() throws Exception {
        Path file = folder.resolve("run.mcap");
        try (RunRecordWriter writer = RunRecordWriter.direct(file, ANCHOR)) {
            writer.write(0, Phase.newBuilder().setName("boot").build());
        }
        assertThatThrownBy(() -> RunRecord.open(file))
                .isInstanceOf(BadInput.class)
                .hasMessage(file + " is an MCAP file but not a run record: it has no message on /run/start.");
    }

    @Test
    void a_record_is_never_written_over() throws IOException {
        Path file = Files.writeString(folder.resolve("run.mcap"), "precious");
        assertThatThrownBy(() -> RunRecordWriter.direct(file, ANCHOR))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("exists already");
        assertThat(file).hasContent("precious");
    }

    @Test
    void a_folder_that_is_not_there_is_the_rigs_fault() {
        assertThatThrownBy(() -> RunRecordWriter.direct(folder.resolve("no/run.mcap"), ANCHOR))
                .isInstanceOf(RigFault.class)
                .hasMessageContaining("cannot be written");
    }

    static RunStart start() {
        return RunStart.newBuilder()
                .setRunId("r1")
                .setUtcAnchorNs(ANCHOR)
                .putAllBoardFacts(Map.of("tier", "model", "os", "none"))
                .build();
    }
}
