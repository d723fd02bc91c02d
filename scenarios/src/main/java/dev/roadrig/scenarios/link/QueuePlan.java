package dev.roadrig.scenarios.link;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The queue before a link, as mahimahi's mm-link has them: what waits while the link is busy, and what is dropped.
 *
 * @param kind which packet goes where there is no room
 * @param packets at most so many wait; empty for no such limit
 * @param bytes at most so many wait; empty for no such limit
 * @param codel when packets are dropped for having waited; of interest to CoDel only
 */
public record QueuePlan(Kind kind, OptionalLong packets, OptionalLong bytes, Codel codel) {
    /** Which packet is dropped where there is no room. */
    public enum Kind {
        /** None: there is always room. */
        INFINITE,
        /** The one that comes. */
        DROPTAIL,
        /** The one that waits longest. */
        DROPHEAD,
        /** The one that comes; and those at the head where packets have waited too long for too long (RFC 8289). */
        CODEL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How long packets may wait.
     *
     * @param target in the long run
     * @param interval over which a wait above the target is borne, about a round trip
     */
    public record Codel(Duration target, Duration interval) {
        /** Of RFC 8289, section 4. */
        public static final Codel USUAL = new Codel(Duration.ofMillis(5), Duration.ofMillis(100));
    }

    public static final QueuePlan INFINITE =
            new QueuePlan(Kind.INFINITE, OptionalLong.empty(), OptionalLong.empty(), Codel.USUAL);

    /**
     * Reads {@code infinite}, {@code droptail:packets=100}, {@code drophead:bytes=60000}, {@code
     * codel:packets=1000,target=5ms,interval=100ms}, or both limits separated by a comma.
     *
     * @throws BadInput with what is wrong and what can be written
     */
    public static QueuePlan parse(String text) {
        String[] parts = text.split(":", 2);
        Kind kind = Arrays.stream(Kind.values())
                .filter(known -> known.word().equals(parts[0]))
                .findFirst()
                .orElseThrow(() -> bad(
                        text,
                        "there is no queue " + Wording.quote(parts[0])
                                + Wording.instead(
                                        parts[0],
                                        Arrays.stream(Kind.values())
                                                .map(Kind::word)
                                                .toList())));
        var plan = new QueuePlan(kind, OptionalLong.empty(), OptionalLong.empty(), Codel.USUAL);
        for (String limit : parts.length < 2 ? List.<String>of() : List.of(parts[1].split(",", -1))) {
            plan = plan.limited(text, limit.strip());
        }
        boolean limited = plan.packets.isPresent() || plan.bytes.isPresent();
        if (limited == (kind == Kind.INFINITE)) {
            throw bad(text, limited ? "an infinite queue has no limit" : "it has no limit");
        }
        return plan;
    }

    private QueuePlan limited(String text, String limit) {
        String[] sides = limit.split("=", 2);
        if (kind == Kind.CODEL && sides.length == 2 && (sides[0].equals("target") || sides[0].equals("interval"))) {
            return waiting(text, sides[0], sides[1]);
        }
        if (sides.length < 2 || !sides[1].matches("\\d{1,12}") || Long.parseLong(sides[1]) == 0) {
            throw bad(text, Wording.quote(limit) + " is no limit");
        }
        OptionalLong value = OptionalLong.of(Long.parseLong(sides[1]));
        if (sides[0].equals("packets") && packets.isEmpty()) {
            return new QueuePlan(kind, value, bytes, codel);
        }
        if (sides[0].equals("bytes") && bytes.isEmpty()) {
            return new QueuePlan(kind, packets, value, codel);
        }
        throw bad(text, Wording.quote(limit) + " is no limit, or is there twice");
    }

    private QueuePlan waiting(String text, String which, String written) {
        Duration time = Quantity.parse(written, Dimension.TIME).duration();
        if (time.isNegative() || time.isZero()) {
            throw bad(text, "its " + which + " is no time");
        }
        return new QueuePlan(
                kind,
                packets,
                bytes,
                which.equals("target") ? new Codel(time, codel.interval()) : new Codel(codel.target(), time));
    }

    private static BadInput bad(String text, String what) {
        return new BadInput("The queue " + Wording.quote(text) + " cannot be: " + what
                + ". Write infinite, droptail:packets=100, droptail:bytes=60000, drophead:packets=50, or both limits:"
                + " droptail:packets=20,bytes=15000; or codel:packets=1000,target=5ms,interval=100ms.");
    }

    /** Whether so much may wait. */
    public boolean holds(long waitingPackets, long waitingBytes) {
        return (packets.isEmpty() || waitingPackets <= packets.getAsLong())
                && (bytes.isEmpty() || waitingBytes <= bytes.getAsLong());
    }

    /** As {@link #parse} reads it. */
    public String written() {
        return kind.word() + (limits().isEmpty() ? "" : ":" + String.join(",", limits()));
    }

    /** As the head of mm-link's log has it, such as {@code droptail [packets=100]}. */
    public String text() {
        return kind.word() + (limits().isEmpty() ? "" : " [" + String.join(", ", limits()) + "]");
    }

    private List<String> limits() {
        List<String> limits = new ArrayList<>();
        packets.ifPresent(most -> limits.add("packets=" + most));
        bytes.ifPresent(most -> limits.add("bytes=" + most));
        if (kind == Kind.CODEL && !codel.equals(Codel.USUAL)) {
            limits.add("target=" + codel.target().toNanos() + "ns");
            limits.add("interval=" + codel.interval().toNanos() + "ns");
        }
        return limits;
    }
}
