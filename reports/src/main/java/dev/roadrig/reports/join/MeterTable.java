package dev.roadrig.reports.join;

import dev.roadrig.scenarios.record.v1.MeterAbout;
import java.util.List;
import java.util.Optional;

/**
 * A meter of the rig's in one run.
 *
 * @param accounts in time order, each since the run began
 * @param gaps when it took nothing, in time order
 */
public record MeterTable(MeterAbout about, List<Account> accounts, List<Gap> gaps) {
    public MeterTable {
        accounts = List.copyOf(accounts);
        gaps = List.copyOf(gaps);
    }

    /** Samples of the instrument up to a moment. */
    public record Account(long nanos, long taken, long lost) {
        /** What came after an earlier one. */
        Account since(Account earlier) {
            return new Account(nanos, taken - earlier.taken, lost - earlier.lost);
        }

        /** Lost of all, 0 to 1; all where there is none. */
        public double lostShare() {
            return taken + lost == 0 ? 1 : (double) lost / (taken + lost);
        }
    }

    /** No samples of a rail, in nanoseconds on the timeline. */
    public record Gap(String rail, long fromNanos, long toNanos) {}

    public String name() {
        return about.getMeter();
    }

    /** What it took and lost in a window, by the accounts around it; empty when there is none. */
    public Optional<Account> within(long fromNanos, long toNanos) {
        Account before = accounts.stream()
                .filter(a -> a.nanos() <= fromNanos)
                .reduce((a, b) -> b)
                .orElse(new Account(0, 0, 0));
        return accounts.stream()
                .filter(a -> a.nanos() >= toNanos)
                .findFirst()
                .or(() -> accounts.stream().reduce((a, b) -> b))
                .map(after -> after.since(before));
    }

    /** Whether a rail's gap reaches into a window. */
    public boolean gapIn(String rail, long fromNanos, long toNanos) {
        return gaps.stream()
                .anyMatch(gap -> gap.rail().equals(rail) && gap.fromNanos() < toNanos && fromNanos < gap.toNanos());
    }
}
