package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.formats.Mdf4File.Storage;
import dev.roadrig.scenarios.fault.BadInput;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged MDF4 files: each is read, or ends in {@link BadInput} that names it, in bounded time and memory. */
class Mdf4FuzzTest {
    private static final long FIRST_SEED = 20261126;
    private static final long MOST_BYTES = 32 << 20;
    private static final long[] TELLING = {
        0,
        1,
        2,
        -1,
        8,
        64,
        255,
        256,
        65_535,
        65_536,
        1L << 20,
        1L << 31,
        (1L << 32) - 1,
        1L << 40,
        Long.MAX_VALUE,
        1L << 63
    };

    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void two_thousand_damaged_files_are_read_or_end_in_bad_input() throws Exception {
        fuzz(2_000);
    }

    @Test
    @Tag("fuzz")
    void a_hundred_thousand_damaged_files_are_read_or_end_in_bad_input() throws Exception {
        fuzz(100_000);
    }

    private void fuzz(int inputs) throws Exception {
        List<byte[]> corpus = new ArrayList<>();
        for (Storage storage : Storage.values()) {
            corpus.add(Mdf4Samples.fixed(storage));
            corpus.add(Mdf4Samples.signalData(storage));
            corpus.add(Mdf4Samples.mixed(1, storage == Storage.ONE_BLOCK, storage));
        }
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int read = 0;
        Path file = folder.resolve("damaged.mf4");
        for (int i = 0; i < inputs; i++) {
            String seed = "seed " + (FIRST_SEED + i);
            Files.write(file, damaged(corpus, new SplittableRandom(FIRST_SEED + i)));
            long before = threads.getCurrentThreadAllocatedBytes();
            try (var writer = new DriveWriter(folder.resolve("damaged.mcap"))) {
                new Mdf4Importer().write(file, writer);
                writer.finish(Map.of());
                read++;
            } catch (BadInput e) {
                assertThat(e).as(seed).hasMessageContaining("damaged.mf4");
            } catch (RuntimeException | Error e) {
                throw new AssertionError(seed, e);
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as(seed)
                    .isLessThan(MOST_BYTES);
            Files.deleteIfExists(folder.resolve("damaged.mcap"));
        }
        System.out.println(inputs + " damaged MDF4 files of " + corpus.size() + " sound ones: " + read + " read");
        assertThat(read).isBetween(1, inputs - 1);
    }

    private static byte[] damaged(List<byte[]> corpus, SplittableRandom random) {
        byte[] file = corpus.get(random.nextInt(corpus.size())).clone();
        int times = 1 + random.nextInt(4);
        for (int i = 0; i < times; i++) {
            int at = 64 + random.nextInt(file.length - 72);
            switch (random.nextInt(5)) {
                case 0 -> file[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> file[at] = (byte) random.nextInt();
                case 2 -> number(file, at / 8 * 8, TELLING[random.nextInt(TELLING.length)]);
                // A link to somewhere else, mostly to a block.
                case 3 -> number(file, at / 8 * 8, random.nextInt(file.length / 8) * 8L);
                default -> {
                    if (random.nextInt(4) == 0 && file.length > 400) {
                        file = Arrays.copyOf(file, 200 + random.nextInt(file.length - 200));
                    }
                }
            }
        }
        return file;
    }

    private static void number(byte[] file, int at, long number) {
        System.arraycopy(Mdf4File.le(number, 8), 0, file, at, 8);
    }
}
