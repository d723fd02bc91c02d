package dev.roadrig.wires.tc;

import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What netem is told of one direction, in the words of tc-netem(8). The rate, and whether there is one, is not its business. */
final class NetemWords {
    /** What waits out its delay is no queue: of the queue before the link the rate's own stage takes care. */
    static final int LIMIT_PACKETS = 1_000_000;

    private NetemWords() {}

    /** Whether tbf alone would do: neither delay nor loss nor faults; an outage needs none of these. */
    static boolean needed(WayState state) {
        return !state.delay().isZero() || !state.jitter().none() || chancy(state);
    }

    /** Whether something befalls packets one by one, so that they must come one by one. */
    static boolean chancy(WayState state) {
        return !state.loss().none() || !state.faults().equals(PacketFaults.NONE);
    }

    /** The settings after {@code netem}. What is not said is reset by the kernel, so that each state is told whole. */
    static List<String> of(WayState state) {
        List<String> words = new ArrayList<>(List.of("limit", String.valueOf(LIMIT_PACKETS)));
        if (!state.delay().isZero() || !state.jitter().none()) {
            words.addAll(delay(state.delay(), state.jitter()));
        }
        words.addAll(loss(state.loss()));
        PacketFaults faults = state.faults();
        share(words, "reorder", faults.reordered());
        share(words, "duplicate", faults.duplicated());
        share(words, "corrupt", faults.corrupted());
        return words;
    }

    private static List<String> delay(Duration delay, Jitter jitter) {
        List<String> words = new ArrayList<>(List.of("delay", time(delay.toNanos())));
        if (jitter.none()) {
            return words;
        }
        boolean uniform = jitter.distribution() == Jitter.Distribution.UNIFORM;
        // Without a distribution's table netem draws evenly from -J to J, whose deviation is J / sqrt(3).
        double spread = jitter.deviation().toNanos() * (uniform ? Math.sqrt(3) : 1);
        words.add(time(Math.round(spread)));
        if (jitter.correlation() > 0) {
            words.add(percent(jitter.correlation()));
        }
        if (!uniform) {
            words.addAll(List.of("distribution", jitter.distribution().word()));
        }
        return words;
    }

    private static List<String> loss(Loss loss) {
        if (loss.none()) {
            return List.of();
        }
        if (loss instanceof Loss.GilbertElliott bursts) {
            return List.of(
                    "loss",
                    "gemodel",
                    percent(bursts.enter()),
                    percent(bursts.leave()),
                    percent(bursts.lostInBad()),
                    percent(bursts.lostInGood()));
        }
        return List.of("loss", percent(loss.share()));
    }

    private static void share(List<String> words, String name, double share) {
        if (share > 0) {
            words.addAll(List.of(name, percent(share)));
        }
    }

    /** In microseconds, tc's own unit. */
    private static String time(long nanos) {
        return Math.round(nanos / 1e3) + "us";
    }

    private static String percent(double share) {
        return new BigDecimal(share)
                        .movePointRight(2)
                        .round(new MathContext(7))
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
