package dev.roadrig.reports.join;

import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import java.util.List;
import java.util.Optional;

/**
 * A meter of the rig's in one run.
 *
 * @param account the last one; empty when the run ended before there was any
 * @param gaps when it took nothing, in time order
 */
public record MeterTable(MeterAbout about, Optional<MeterAccount> account, List<Gap> gaps) {
    public MeterTable {
        gaps = List.copyOf(gaps);
    }

    /** No samples of a rail, in nanoseconds on the timeline. */
    public record Gap(String rail, long fromNanos, long toNanos) {}

    public String name() {
        return about.getMeter();
    }

    /** Lost of all that the instrument took, 0 to 1; empty without an account or a sample. */
    public Optional<Double> lostShare() {
        return account.filter(a -> a.getTaken() + a.getLost() > 0)
                .map(a -> (double) a.getLost() / (a.getTaken() + a.getLost()));
    }

    /** Whether a rail's gap reaches into a window. */
    public boolean gapIn(String rail, long fromNanos, long toNanos) {
        return gaps.stream().anyMatch(gap -> gap.rail().equals(rail) && gap.fromNanos() < toNanos && fromNanos < gap.toNanos());
    }
}
