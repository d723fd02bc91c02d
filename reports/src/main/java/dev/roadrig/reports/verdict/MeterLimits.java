package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.MeterTable;
import dev.roadrig.reports.join.MeterTable.Account;
import dev.roadrig.reports.join.ReadingRow;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Statistic.Kind;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What a meter of the rig's cannot carry: then there is a reason, and no figure. */
final class MeterLimits {
    /** A window holds so many samples, or its mean is that of too few moments. */
    private static final int LEAST_SAMPLES = 20;

    private MeterLimits() {}

    /** The meter that took readings; empty for the agent's own sensors. */
    static Optional<MeterTable> meter(List<ReadingRow> rows, Scope scope) {
        return rows.isEmpty()
                ? Optional.empty()
                : scope.run().meters().stream()
                        .filter(m -> m.name().equals(rows.get(0).meter()))
                        .findFirst();
    }

    /** Why no figure is made of readings of one name; empty when one is. */
    static Optional<String> refusal(List<ReadingRow> rows, Scope scope) {
        var meters = new TreeSet<>(rows.stream().map(ReadingRow::meter).toList());
        if (meters.size() > 1) {
            return Optional.of("Two meters report " + rows.get(0).name() + " ("
                    + String.join(" and ", meters).replaceFirst("^ and ", "the agent and ")
                    + "). Give one of them another `rail` in the rack file, or leave one out of its `meter`.");
        }
        return meter(rows, scope).flatMap(meter -> lost(meter, scope));
    }

    /** Of all that it took while the drive was played: what was lost before, when a host is busiest, is no part of it. */
    static Optional<Account> account(MeterTable meter, Scope scope) {
        return meter.within(scope.startNanos(), scope.endNanos());
    }

    private static Optional<String> lost(MeterTable meter, Scope scope) {
        Optional<Account> account = account(meter, scope);
        if (account.isEmpty()) {
            return Optional.of("The meter " + meter.name() + " has no account of what it lost in the record.");
        }
        double share = account.get().lostShare();
        double most = meter.about().getMostLostShare();
        return share <= most
                ? Optional.empty()
                : Optional.of("The meter " + meter.name() + " lost " + Figures.percent(share) + " of its samples ("
                        + account.get().lost() + ") during the drive, and " + Figures.percent(most)
                        + " is the most allowed. Give it a port and a processor of its own, or raise `most-lost` in the"
                        + " rack file.");
    }

    /** Why so few readings carry no statistic; extremes of few readings say nothing of what was between them. */
    static Optional<String> tooSlow(Requirement r, List<ReadingRow> fresh) {
        if (fresh.isEmpty() || fresh.get(0).meter().isEmpty() || fresh.size() >= LEAST_SAMPLES) {
            return Optional.empty();
        }
        String what = r.statistic().kind() == Kind.MEAN ? "mean" : r.statistic().word();
        return Optional.of("The meter " + fresh.get(0).meter() + " took " + fresh.size()
                + " new samples in the window, and a " + what + " needs " + LEAST_SAMPLES
                + ". Use a faster meter, or a longer window.");
    }

    /** A reading with what the meter's stated calibration leaves open. */
    static Sample sample(double value, Optional<MeterTable> meter) {
        if (meter.isEmpty()) {
            return Sample.exact(value);
        }
        MeterAbout about = meter.get().about();
        double half = Math.abs(value) * Math.max(0, about.getGainError()) + Math.max(0, about.getOffsetWatts());
        return half == 0
                ? Sample.exact(value)
                : new Sample(
                        value,
                        value - half,
                        value + half,
                        "the calibration of the meter " + meter.get().name());
    }
}
