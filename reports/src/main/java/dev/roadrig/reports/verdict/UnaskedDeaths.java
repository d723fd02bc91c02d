package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.reports.join.RunTable.FaultSpan;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.BoardEvent.Kind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which deaths of a board nobody ordered. An ordered fault excuses one death of each kind that it causes, from its begin
 * until the agent is ready again after its end; a second reboot in that time is the board's own. Panics, watchdogs and
 * memory running out are never ordered.
 */
public final class UnaskedDeaths {
    private static final Set<Kind> DEATHS =
            EnumSet.of(Kind.REBOOT, Kind.PANIC, Kind.WATCHDOG, Kind.OUT_OF_MEMORY, Kind.AGENT_DEAD);
    private static final Set<Kind> OF_POWER = EnumSet.of(Kind.REBOOT, Kind.AGENT_DEAD);
    private static final Map<String, Set<Kind>> CAUSES = Map.of(
            "power-cut", OF_POWER,
            "brown-out", OF_POWER,
            "ignition", OF_POWER,
            "reboot", OF_POWER,
            "agent-kill", EnumSet.of(Kind.AGENT_DEAD));

    private UnaskedDeaths() {}

    /** In time order. */
    public static List<At<BoardEvent>> of(RunTable run) {
        List<At<BoardEvent>> deaths = new ArrayList<>(run.events().stream()
                .filter(e -> DEATHS.contains(e.message().getKind()))
                .toList());
        for (FaultSpan span : run.orderedFaults()) {
            long ready = readyAfter(run, span.fromNanos());
            long until = span.toNanos() == Long.MAX_VALUE ? ready : Math.max(ready, span.toNanos());
            for (Kind kind : CAUSES.getOrDefault(span.kind(), Set.of())) {
                deaths.stream()
                        .filter(e -> e.message().getKind() == kind)
                        .filter(e -> e.nanos() >= span.fromNanos() && e.nanos() <= until)
                        .findFirst()
                        .ifPresent(deaths::remove);
            }
        }
        return deaths;
    }

    private static long readyAfter(RunTable run, long nanos) {
        return run.events().stream()
                .filter(e -> e.message().getKind() == Kind.AGENT_READY && e.nanos() > nanos)
                .mapToLong(At::nanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
