package dev.roadrig.scenarios.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.mcap.McapRecord.Attachment;
import dev.roadrig.scenarios.mcap.McapWriter;
import dev.roadrig.scenarios.mcap.McapWriterOptions;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.record.v1.Phase;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueuedRecordWriterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void messages_of_many_threads_are_all_there_and_no_thread_is_left() throws Exception {
        Path file = folder.resolve("run.mcap");
        try (var ticker = new RealTicker("many");
                RunRecordWriter writer = RunRecordWriter.onOwnThread(file, 0, ticker, "many")) {
            writer.write(0, RunStart.getDefaultInstance());
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                String name = "t" + t;
                var thread = new Thread(() -> {
                    for (int i = 0; i < 500; i++) {
                        writer.write(i, Phase.newBuilder().setName(name).build());
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        try (RunRecord record = RunRecord.open(file)) {
            Map<String, Long> counts = record.entries(Phase.class)
                    .collect(java.util.stream.Collectors.groupingBy(
                            entry -> entry.message().getName(), java.util.stream.Collectors.counting()));
            assertThat(counts).isEqualTo(Map.of("t0", 500L, "t1", 500L, "t2", 500L, "t3", 500L));
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("rr-many-record");
    }

    @Test
    void a_lone_message_reaches_the_file_by_its_age() throws Exception {
        Path file = folder.resolve("run.mcap");
        try (var ticker = new RealTicker("age");
                RunRecordWriter writer = RunRecordWriter.onOwnThread(file, 0, ticker, "age")) {
            writer.write(0, RunStart.newBuilder().setRunId("lone").build());
            await().atMost(PATIENCE).until(() -> canRead(file));
        }
    }

    private static boolean canRead(Path file) {
        try (RunRecord record = RunRecord.open(file)) {
            return record.start().getRunId().equals("lone");
        } catch (BadInput e) {
            return false;
        }
    }

    @Test
    void a_disk_that_fills_up_is_told_once_and_what_was_before_stays_readable() throws Exception {
        Path file = folder.resolve("run.mcap");
        try (var ticker = new RealTicker("disk")) {
            var disk = new FullDisk(Files.newOutputStream(file), 600_000);
            RunRecordWriter writer = QueuedRecordWriter.start(new RecordFile(file, 0, disk), ticker, "disk");
            writer.write(0, RunStart.getDefaultInstance());
            for (int i = 0; writer.fault().isEmpty(); i++) {
                writer.write(i, noise(i));
            }
            RigFault fault = writer.fault().orElseThrow();
            assertThat(fault.code()).isEqualTo("record.disk");
            assertThat(fault).hasMessageContaining("No space left on device").hasMessageContaining("can be read");
            writer.write(1, Phase.getDefaultInstance());
            writer.close();
            assertThat(writer.fault()).contains(fault);
        }
        try (RunRecord record = RunRecord.open(file)) {
            assertThat(record.complete()).isFalse();
            assertThat(record.missing().orElseThrow()).contains("no RunEnd", "at byte");
            assertThat(record.entries(ConsoleBytes.class).count()).isGreaterThan(100);
        }
    }

    private static ConsoleBytes noise(int seed) {
        byte[] noise = new byte[1000];
        new SplittableRandom(seed).nextBytes(noise);
        return ConsoleBytes.newBuilder().setData(ByteString.copyFrom(noise)).build();
    }

    /** A disk with so many bytes left; the last write goes in as far as it fits. */
    private static final class FullDisk extends OutputStream {
        private final OutputStream out;
        private int left;

        FullDisk(OutputStream out, int left) {
            this.out = out;
            this.left = left;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, Math.min(length, left));
            if (length > left) {
                left = 0;
                throw new IOException("No space left on device");
            }
            left -= length;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    @Test
    void a_killed_process_loses_at_most_the_last_second() throws Exception {
        Path file = folder.resolve("run.mcap");
        Process child = child("kill", file);
        try {
            // The child says the timeline's time of each message after it was accepted.
            List<Long> accepted = new ArrayList<>();
            try (var told = child.inputReader()) {
                while (ran(accepted, 0) < TimeUnit.SECONDS.toNanos(3)) {
                    accepted.add(Long.parseLong(told.readLine()));
                }
                child.destroyForcibly();
                assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }
            try (RunRecord record = RunRecord.open(file)) {
                assertThat(record.complete()).isFalse();
                assertThat(record.missing().orElseThrow()).contains("no RunEnd");
                assertThat(record.entries(Phase.class).count()).isPositive().isLessThanOrEqualTo(accepted.size() * 2L);
                assertThat(ran(accepted, record.lastNanos()))
                        .as("nanoseconds lost")
                        // One is promised; two more a thread may wait for a processor on a busy machine.
                        .isLessThan(TimeUnit.SECONDS.toNanos(3));
            }
        } finally {
            child.destroyForcibly();
        }
    }

    /** How long the child ran after a time: of a gap in which the whole machine may have stood still only a part counts. */
    private static long ran(List<Long> told, long after) {
        long sum = 0;
        for (int i = 1; i < told.size(); i++) {
            long from = Math.max(after, told.get(i - 1));
            sum += Math.min(TimeUnit.MILLISECONDS.toNanos(50), Math.max(0, told.get(i) - from));
        }
        return sum;
    }

    @Test
    void a_file_size_limit_on_the_process_is_the_rigs_fault_with_what_to_do() throws Exception {
        Path file = folder.resolve("run.mcap");
        Process child = child("limit", file);
        try {
            String output = new String(child.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(output).contains("record.disk", "cannot be written", "Free some space");
            try (RunRecord record = RunRecord.open(file)) {
                assertThat(record.complete()).isFalse();
            }
        } finally {
            child.destroyForcibly();
        }
    }

    private Process child(String what, Path file) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String limit = what.equals("limit") ? "ulimit -f 512; trap '' XFSZ; " : "";
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        limit + "exec \"$0\" \"$@\"",
                        java,
                        "-Xmx64m",
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RecordingChild.class.getName(),
                        what,
                        file.toString())
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void attachments_are_extracted_into_their_folder_and_nowhere_else() throws Exception {
        Path file = folder.resolve("run.mcap");
        try (RunRecordWriter writer = RunRecordWriter.direct(file, 0)) {
            writer.write(0, RunStart.getDefaultInstance());
            writer.attach("board/dmesg.txt", "text/plain", ByteString.copyFromUtf8("panic"));
            assertThatThrownBy(() -> writer.attach("../x", "text/plain", ByteString.EMPTY))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        Path out = Files.createDirectories(folder.resolve("out"));
        try (RunRecord record = RunRecord.open(file)) {
            assertThat(record.attachments()).hasSize(1);
            assertThat(record.extract(record.attachments().get(0), out)).hasContent("panic");
        }
        for (String name : List.of("../x", "/etc/x", "a/../../x", "a\\..\\x", "", "C:x", "a\u0000b", "a//b")) {
            Path evil = folder.resolve("evil" + Integer.toHexString(name.hashCode()) + ".mcap");
            writeEvil(evil, name);
            try (RunRecord record = RunRecord.open(evil)) {
                assertThatThrownBy(() -> record.extract(record.attachments().get(0), out))
                        .as(name)
                        .isInstanceOf(BadInput.class)
                        .hasMessageContaining("nothing was written");
            }
        }
        assertThat(folder.resolve("x")).doesNotExist();
    }

    private static void writeEvil(Path file, String name) throws IOException {
        try (var mcap = new McapWriter(Files.newOutputStream(file), McapWriterOptions.indexed("evil", 1000))) {
            int schema = mcap.addSchema("s", "protobuf", ByteString.EMPTY);
            int channel = mcap.addChannel(schema, RunTopic.RUN_START.topic(), "protobuf", Map.of());
            mcap.write(channel, 0, 0, 0, RunStart.getDefaultInstance().toByteArray());
            mcap.attach(new Attachment(0, 0, name, "text/plain", ByteString.copyFromUtf8("evil")));
        }
    }
}
