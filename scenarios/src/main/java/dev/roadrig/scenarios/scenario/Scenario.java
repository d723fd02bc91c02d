package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.spec.Spec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A drive, a window of it, a model, its placement, conditions, faults, a spec and a seed. Immutable and fully checked;
 * every path is absolute.
 *
 * @param name the scenario's name
 * @param file the file it was read from
 * @param drive a folder or an .mcap
 * @param window the part of the drive that is played
 * @param model the model's card
 * @param placement where inference runs
 * @param network the network's conditions, or null when nothing shapes it
 * @param faults in order of their begin
 * @param feed how frames reach the board
 * @param join how results are joined to frames
 * @param spec what must hold
 * @param repeat how many repetitions, 1 or more
 * @param seed the seed; repetition i uses (seed, i)
 * @param reproduces the failure that the scenario is there to show, or null
 * @param text the resolved file as text, as the record keeps it
 */
public record Scenario(
        String name,
        Path file,
        Path drive,
        Window window,
        ModelCard model,
        Placement placement,
        @Nullable LinkProfile network,
        List<FaultOrder> faults,
        Feed feed,
        Join join,
        Spec spec,
        int repeat,
        long seed,
        @Nullable Symptom reproduces,
        String text) {
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    public Scenario {
        faults = List.copyOf(faults);
        if (repeat < 1) {
            throw new IllegalArgumentException("a scenario is repeated at least once");
        }
    }

    /**
     * The seed of one repetition, from the scenario's seed and its number alone; the first one's is the seed itself.
     *
     * @param repetition counts from 1
     */
    public long seed(int repetition) {
        return (seed ^ (repetition - 1) * GOLDEN) & Long.MAX_VALUE;
    }

    /**
     * The same with another window and other conditions, and the file's text as it then is. A fault that says nothing without
     * one that was left out, such as an ignition's on without its off, is left out too.
     */
    public Scenario under(Window window, @Nullable LinkProfile network, List<FaultOrder> faults, String text) {
        return new Scenario(
                name,
                file,
                drive,
                window,
                model,
                placement,
                network,
                IgnitionOrders.possible(faults),
                feed,
                join,
                spec,
                repeat,
                seed,
                reproduces,
                text);
    }

    /** The same under another spec, with another seed. */
    public Scenario judgedBy(Spec otherSpec, long otherSeed) {
        return new Scenario(
                name,
                file,
                drive,
                window,
                model,
                placement,
                network,
                faults,
                feed,
                join,
                otherSpec,
                repeat,
                otherSeed,
                reproduces,
                text);
    }

    /** The same with a failure to show. */
    public Scenario reproducing(Symptom symptom) {
        return new Scenario(
                name, file, drive, window, model, placement, network, faults, feed, join, spec, repeat, seed, symptom,
                text);
    }

    /**
     * A part of a drive, since the drive's start.
     *
     * @param from inclusive
     * @param to exclusive; the drive's end where it is later than that
     */
    public record Window(Duration from, Duration to) {
        public static final Window WHOLE = new Window(Duration.ZERO, Duration.ofNanos(Long.MAX_VALUE));

        public Window {
            if (from.isNegative() || to.compareTo(from) <= 0) {
                throw new IllegalArgumentException("a window ends after it begins");
            }
        }

        public boolean holds(long driveOffsetNanos) {
            return driveOffsetNanos >= from.toNanos() && driveOffsetNanos < to.toNanos();
        }
    }

    /** How frames reach the board: in the request, or from the board's own storage. */
    public enum Feed {
        PUSHED("pushed"),
        PRELOADED("preloaded");

        private final String word;

        Feed(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** The named rule by which results are joined to frames. */
    public enum Join {
        FRAME_ID("frame-id"),
        TIMESTAMP("timestamp"),
        ONLY_ONE_IN_FLIGHT("only-one-in-flight");

        private final String word;

        Join(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
