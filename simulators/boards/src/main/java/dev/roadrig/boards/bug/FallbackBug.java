package dev.roadrig.boards.bug;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A firmware whose own inference, standing in for the cloud, can stall: an answer is held back once in a spell of
 * inferences on the board that follow each other without a pause. Such a spell is what an outage looks like from inside.
 */
public final class FallbackBug {
    /** Frames of the slowest drives are closer together; whatever is further apart is another spell. */
    private static final long PAUSE_NANOS = 250_000_000;

    private final Plan plan;
    private final SplittableRandom random;
    private long spellFromNanos;
    private long lastNanos = Long.MIN_VALUE / 2;
    private boolean armed;

    /**
     * When it shows.
     *
     * @param after how long a spell must have lasted
     * @param aboveCelsius how hot the chip must be
     * @param share of the spells in which it can show at all, 0 to 1, drawn when a spell begins
     * @param stall how long the answer is held back
     */
    public record Plan(Duration after, double aboveCelsius, double share, Duration stall) {
        public Plan {
            if (after.isNegative() || stall.isNegative() || stall.isZero() || !(share >= 0 && share <= 1)) {
                throw new BadInput("A planted bug has a share from 0 to 100 %, a time after which it shows that is not"
                        + " negative, and a stall above 0.");
            }
        }

        /**
         * Reads {@code after=2s,above=45C,share=15%,stall=1500ms}; what is left out is 0 s, any temperature and 100 %.
         *
         * @throws BadInput when a part is not known, or stall is missing
         */
        public static Plan parse(String text) {
            Map<String, String> parts = new HashMap<>();
            for (String part : text.split(",")) {
                int equals = part.indexOf('=');
                if (equals < 1) {
                    throw bad(text, "\"" + part + "\" has no value");
                }
                String name = part.substring(0, equals).strip();
                if (parts.put(name, part.substring(equals + 1).strip()) != null) {
                    throw bad(text, "\"" + part + "\" says a part twice");
                }
            }
            String stall = parts.remove("stall");
            if (stall == null) {
                throw bad(text, "stall is missing");
            }
            String after = parts.getOrDefault("after", "0 s");
            String above = parts.getOrDefault("above", "-273 C");
            String share = parts.getOrDefault("share", "100 %");
            parts.keySet().removeAll(java.util.Set.of("after", "above", "share"));
            if (!parts.isEmpty()) {
                throw bad(text, "unknown are " + parts.keySet());
            }
            return new Plan(
                    Quantity.parse(after, Dimension.TIME).duration(),
                    Quantity.parse(above, Dimension.TEMPERATURE).value(),
                    Quantity.parse(share, Dimension.SHARE).value(),
                    Quantity.parse(stall, Dimension.TIME).duration());
        }

        private static BadInput bad(String text, String why) {
            return new BadInput("The bug \"" + text + "\" cannot be planted: " + why
                    + ". Write it as after=2s,above=45C,share=15%,stall=1500ms.");
        }
    }

    /** @param seed of the spells in which it shows */
    public FallbackBug(Plan plan, long seed) {
        this.plan = plan;
        this.random = new SplittableRandom(seed);
    }

    /**
     * An answer of the board's own is ready to leave.
     *
     * @param nowNanos on any clock that does not go back
     * @param celsius of the chip
     * @return for how long it is held back, in nanoseconds
     */
    public synchronized long holdNanos(long nowNanos, double celsius) {
        if (nowNanos - lastNanos > PAUSE_NANOS) {
            spellFromNanos = nowNanos;
            armed = random.nextDouble() < plan.share();
        }
        lastNanos = nowNanos;
        boolean shows = armed && nowNanos - spellFromNanos >= plan.after().toNanos() && celsius >= plan.aboveCelsius();
        if (!shows) {
            return 0;
        }
        armed = false;
        lastNanos = nowNanos + plan.stall().toNanos();
        return plan.stall().toNanos();
    }
}
