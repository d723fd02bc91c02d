package dev.roadrig.scenarios.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files, by the thousand: each ends in what can be read of it or in {@link BadInput}, whichever way it is read,
 * in bounded time and memory, and both ways of reading see the same.
 */
class McapFuzzTest {
    private static final long FIRST_SEED = 20261124;
    /** Of an input of a few KiB; a real one takes less than 2 MiB. */
    private static final long MOST_BYTES = 64 << 20;

    private static final long MOST_SECONDS = 20;

    private final AtomicLong seed = new AtomicLong();

    @TempDir
    private Path folder;

    /** How reading an input ended. */
    private enum Outcome {
        WHOLE,
        DAMAGED,
        REFUSED
    }

    /** What was read: how many messages, a sum over them that order does not change, and one that it does. */
    private record Messages(long count, long sum, long chain) {}

    @Test
    void two_thousand_damaged_files_end_in_what_can_be_read_or_in_bad_input() throws Exception {
        fuzz(2_000);
    }

    @Test
    @Tag("fuzz")
    void a_hundred_thousand_damaged_files_end_in_what_can_be_read_or_in_bad_input() throws Exception {
        fuzz(100_000);
    }

    private void fuzz(int inputs) throws Exception {
        List<byte[]> corpus = SampleFiles.all();
        for (byte[] sound : corpus) {
            assertThat(read(sound)).isEqualTo(Outcome.WHOLE);
        }
        var executor = Executors.newSingleThreadExecutor();
        try {
            Future<Map<Outcome, Integer>> all = executor.submit(() -> readAll(corpus, inputs));
            Map<Outcome, Integer> seen = await(all);
            System.out.println(inputs + " damaged files of " + corpus.size() + " sound ones: " + seen);
            assertThat(seen.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(inputs);
            assertThat(seen).containsOnlyKeys(Outcome.values());
        } finally {
            executor.shutdownNow();
        }
    }

    /** Waits as long as there is progress. */
    private Map<Outcome, Integer> await(Future<Map<Outcome, Integer>> all) throws Exception {
        while (true) {
            long before = seed.get();
            try {
                return all.get(MOST_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                assertThat(seed.get()).as("the input that takes too long").isNotEqualTo(before);
            } catch (ExecutionException e) {
                return fail("seed " + seed.get(), e.getCause());
            }
        }
    }

    private Map<Outcome, Integer> readAll(List<byte[]> corpus, int inputs) throws IOException, RigFault {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Map<Outcome, Integer> seen = new HashMap<>();
        for (int i = 0; i < inputs; i++) {
            seed.set(FIRST_SEED + i);
            byte[] input = Mutation.of(corpus, seed.get());
            long before = threads.getCurrentThreadAllocatedBytes();
            seen.merge(read(input), 1, Integer::sum);
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes allocated")
                    .isLessThan(MOST_BYTES);
        }
        return seen;
    }

    private Outcome read(byte[] input) throws IOException, RigFault {
        Path file = Files.write(folder.resolve("input.mcap"), input);
        recover(file);
        Optional<Messages> streamed = streamed(input);
        try (McapFile mcap = McapFile.open(file)) {
            Optional<Messages> indexed = indexed(mcap);
            boolean records = walk(mcap);
            if (mcap.damage().isPresent() || indexed.isEmpty() || streamed.isEmpty() || !records) {
                return Outcome.DAMAGED;
            }
            assertThat(indexed).isEqualTo(streamed);
            return Outcome.WHOLE;
        } catch (BadInput e) {
            assertThat(e).hasMessageContaining(file.toString());
            return Outcome.REFUSED;
        }
    }

    /** What is recovered is sound, whatever it was recovered from. */
    private void recover(Path file) throws IOException, RigFault {
        Path sound = folder.resolve("sound.mcap");
        try {
            Recovery recovery = Recovery.of(file, sound, (topic, logTime) -> true);
            try (McapFile mcap = McapFile.open(sound)) {
                assertThat(mcap.damage()).isEmpty();
                assertThat(drain(mcap.messages(Query.BY_TIME)).count()).isEqualTo(recovery.messages());
            }
            Files.delete(sound);
        } catch (BadInput e) {
            assertThat(sound).doesNotExist();
        }
    }

    private static Optional<Messages> streamed(byte[] input) {
        try (McapStream stream =
                McapStream.of(new ByteArrayInputStream(input), "input", ReadLimits.DEFAULT, other -> {})) {
            return Optional.of(drain(stream));
        } catch (BadInput e) {
            return Optional.empty();
        }
    }

    private static Optional<Messages> indexed(McapFile mcap) {
        mcap.attachments().forEach(index -> {
            try {
                assertThat(mcap.read(index).name()).isEqualTo(index.name());
            } catch (BadInput e) {
                assertThat(e).hasMessageContaining("byte");
            }
        });
        try {
            Messages written = drain(mcap.messages(Query.AS_WRITTEN));
            MessageCursor ordered = mcap.messages(Query.BY_TIME);
            Messages byTime = drain(ordered);
            assertThat(byTime.count()).isEqualTo(written.count());
            assertThat(byTime.sum()).isEqualTo(written.sum());
            return Optional.of(written);
        } catch (BadInput e) {
            return Optional.empty();
        }
    }

    private static boolean walk(McapFile mcap) {
        List<McapRecord> records = new ArrayList<>();
        try {
            mcap.forEachRecord(records::add);
            return true;
        } catch (BadInput e) {
            return false;
        }
    }

    private static Messages drain(MessageCursor cursor) {
        long count = 0;
        long sum = 0;
        long chain = 0;
        while (cursor.next()) {
            long hash = cursor.channel().id() + 31 * cursor.sequence() + 37 * cursor.logTime();
            hash = 41 * hash + 43 * cursor.publishTime() + cursor.data().hashCode();
            hash *= 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
            count++;
            sum += hash;
            chain = 31 * chain + hash;
        }
        return new Messages(count, sum, chain);
    }
}
