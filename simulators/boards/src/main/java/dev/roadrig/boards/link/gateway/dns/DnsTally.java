package dev.roadrig.boards.link.gateway.dns;

import java.util.Map;

/**
 * What a name server has seen since it was opened.
 *
 * @param outcomes how many queries ended so; an outcome without any is not in it
 * @param malformed messages that are no query, over either transport
 * @param strangers datagrams and connections that came from another address than the board's, not answered
 * @param turnedAway connections that were closed at once because too many were open
 * @param expired connections that were closed because their time was over
 */
public record DnsTally(Map<DnsOutcome, Long> outcomes, long malformed, long strangers, long turnedAway, long expired) {
    public DnsTally {
        outcomes = Map.copyOf(outcomes);
    }

    /** How many queries ended so. */
    public long of(DnsOutcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** How many queries were decided. */
    public long queries() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum();
    }
}
