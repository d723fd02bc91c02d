package dev.roadrig.harness.reproduce;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.record.AskedLink;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.spec.Spec;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The link as a record had it. A link's trace may have changed since the run, the record has not; after the record's end
 * the trace is all that is known. The seed is that of the record's own repetition.
 */
final class RecordedConditions {
    private final RunRecord record;
    private final NavigableMap<Long, LinkAsked> asked = new TreeMap<>();
    private final long knownUntil;
    private final int repetition;

    RecordedConditions(RunRecord record, RunTable run) {
        this.record = record;
        record.entries(LinkAsked.class)
                .forEach(entry -> asked.put(entry.message().getDriveOffsetNs(), entry.message()));
        repetition = Math.max(1, run.start().getRepetition());
        long played = run.driveStartNanos().map(zero -> run.lastNanos() - zero).orElse(0L);
        knownUntil = run.start().getDrive().getWindowStartNs() + Math.max(0, played);
    }

    /** The scenario with the record's seed, its link as its file has it. */
    Scenario seeded(Scenario scenario, Spec spec) {
        return scenario.judgedBy(spec, scenario.seed(repetition));
    }

    /** The scenario with the record's seed and link. */
    Scenario of(Scenario scenario, Spec spec) {
        return seeded(scenario, spec)
                .under(scenario.window(), link(scenario.network()), scenario.faults(), scenario.text());
    }

    private @Nullable LinkProfile link(@Nullable LinkProfile traced) {
        if (traced == null || asked.isEmpty()) {
            return traced;
        }
        Map<Long, LinkState> steps = new TreeMap<>();
        asked.forEach((at, message) -> steps.put(at, state(record, message, traced.at(at))));
        traced.steps().stream()
                .filter(step -> step.driveOffsetNanos() > knownUntil || step.driveOffsetNanos() < asked.firstKey())
                .forEach(step -> steps.put(step.driveOffsetNanos(), step.state()));
        return traced.retaining(steps);
    }

    private static LinkState state(RunRecord record, LinkAsked asked, LinkState traced) {
        try {
            return AskedLink.state(asked, traced);
        } catch (IllegalArgumentException e) {
            throw new BadInput(
                    record.path() + ": the link asked at " + asked.getDriveOffsetNs() + " ns of the drive is none: "
                            + e.getMessage() + ".",
                    e);
        }
    }
}
