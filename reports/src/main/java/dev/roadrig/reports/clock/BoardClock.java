package dev.roadrig.reports.clock;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A board's clock over one run, as epochs. A new boot starts a new epoch, and so does a step of the clock; nothing is
 * ever fitted or interpolated across them.
 */
public final class BoardClock {
    /** A delay that comes out so little below zero is the rounding of two rates, not a lie. */
    private static final long ROUNDING_NANOS = 1_000;

    private final List<ClockEpoch> epochs;
    private final int steps;
    private final int refused;

    private BoardClock(List<ClockEpoch> epochs, int steps, int refused) {
        this.epochs = List.copyOf(epochs);
        this.steps = steps;
        this.refused = refused;
    }

    /** Fits every epoch of a run's exchanges, in any order. */
    public static BoardClock of(List<ExchangeRow> exchanges) {
        Map<String, List<ExchangeRow>> boots = new LinkedHashMap<>();
        int refused = 0;
        for (ExchangeRow e : sorted(exchanges)) {
            if (e.t4() < e.t1() || e.delayNanos() < -ROUNDING_NANOS) {
                refused++;
            } else {
                boots.computeIfAbsent(e.bootId(), id -> new ArrayList<>()).add(e);
            }
        }
        List<ClockEpoch> epochs = new ArrayList<>();
        int steps = 0;
        for (List<ExchangeRow> boot : boots.values()) {
            List<List<ExchangeRow>> pieces = splitAtSteps(boot);
            steps += pieces.size() - 1;
            for (int i = 0; i < pieces.size(); i++) {
                long from = i == 0 ? Long.MIN_VALUE : pieces.get(i).get(0).t1();
                long to = i == pieces.size() - 1
                        ? Long.MAX_VALUE
                        : last(pieces.get(i)).t4();
                epochs.add(LowDelayFit.fit(pieces.get(i), from, to));
            }
        }
        return new BoardClock(epochs, steps, refused);
    }

    /** All epochs, boot by boot in time order. */
    public List<ClockEpoch> epochs() {
        return epochs;
    }

    /** How often the clock jumped within a boot. */
    public int steps() {
        return steps;
    }

    /** Exchanges with impossible stamps (an answer before its question); none of them is used. */
    public int refused() {
        return refused;
    }

    /**
     * The epoch that brings a stamp onto the timeline.
     *
     * @param bootId of the stamp; empty when the board does not say, which is enough where there was one boot only
     * @param timelineNanos a moment near the stamp on the timeline
     * @return empty when no exchange was made in that boot, or the clock stepped around that moment
     */
    public Optional<ClockEpoch> epoch(String bootId, long timelineNanos) {
        boolean oneBoot = epochs.stream().map(ClockEpoch::bootId).distinct().count() == 1;
        return epochs.stream()
                .filter(e -> e.bootId().equals(bootId) || (bootId.isEmpty() && oneBoot))
                .filter(e -> e.covers(timelineNanos))
                .findFirst();
    }

    /** The epoch that rests on the most exchanges; empty without exchanges. */
    public Optional<ClockEpoch> longest() {
        return epochs.stream().max(Comparator.comparingInt(ClockEpoch::exchanges));
    }

    /**
     * An exchange proves that the offset was at most t2 - t1 and at least t3 - t4. Between exchanges it can drift by
     * the greatest skew and no more; where no drift joins the proofs, the clock has jumped.
     */
    private static List<List<ExchangeRow>> splitAtSteps(List<ExchangeRow> boot) {
        List<List<ExchangeRow>> pieces = new ArrayList<>();
        long base = boot.get(0).t2() - boot.get(0).t1();
        double high = 0;
        double low = 0;
        long before = 0;
        for (ExchangeRow e : boot) {
            double provenHigh = (e.t2() - e.t1()) - base;
            double provenLow = (e.t3() - e.t4()) - base;
            double drift = ClockEpoch.MOST_SKEW * Math.max(0, e.t4() - before) + ROUNDING_NANOS;
            if (pieces.isEmpty() || provenLow > high + drift || provenHigh < low - drift) {
                pieces.add(new ArrayList<>());
                high = provenHigh;
                low = provenLow;
            } else {
                high = Math.min(high + drift, provenHigh);
                low = Math.max(low - drift, provenLow);
            }
            before = e.t1();
            last(pieces).add(e);
        }
        return pieces;
    }

    private static List<ExchangeRow> sorted(List<ExchangeRow> exchanges) {
        return exchanges.stream()
                .sorted(Comparator.comparingLong(ExchangeRow::t1))
                .toList();
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }
}
