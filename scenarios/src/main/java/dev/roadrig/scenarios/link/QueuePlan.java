package dev.roadrig.scenarios.link;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The queue before a link, as mahimahi's mm-link has them: what waits while the link is busy, and what is dropped.
 *
 * @param kind which packet goes where there is no room
 * @param packets at most so many wait; empty for no such limit
 * @param bytes at most so many wait; empty for no such limit
 */
public record QueuePlan(Kind kind, OptionalLong packets, OptionalLong bytes) {
    /** Which packet is dropped where there is no room. */
    public enum Kind {
        /** None: there is always room. */
        INFINITE,
        /** The one that comes. */
        DROPTAIL,
        /** The one that waits longest. */
        DROPHEAD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final QueuePlan INFINITE = new QueuePlan(Kind.INFINITE, OptionalLong.empty(), OptionalLong.empty());

    /**
     * Reads {@code infinite}, {@code droptail:packets=100}, {@code drophead:bytes=60000}, or both limits separated by a
     * comma.
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
        var plan = new QueuePlan(kind, OptionalLong.empty(), OptionalLong.empty());
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
        if (sides.length < 2 || !sides[1].matches("\\d{1,12}") || Long.parseLong(sides[1]) == 0) {
            throw bad(text, Wording.quote(limit) + " is no limit");
        }
        OptionalLong value = OptionalLong.of(Long.parseLong(sides[1]));
        if (sides[0].equals("packets") && packets.isEmpty()) {
            return new QueuePlan(kind, value, bytes);
        }
        if (sides[0].equals("bytes") && bytes.isEmpty()) {
            return new QueuePlan(kind, packets, value);
        }
        throw bad(text, Wording.quote(limit) + " is no limit, or is there twice");
    }

    private static BadInput bad(String text, String what) {
        return new BadInput("The queue " + Wording.quote(text) + " cannot be: " + what
                + ". Write infinite, droptail:packets=100, droptail:bytes=60000, drophead:packets=50, or both limits:"
                + " droptail:packets=20,bytes=15000.");
    }

    /** Whether so much may wait. */
    public boolean holds(long waitingPackets, long waitingBytes) {
        return (packets.isEmpty() || waitingPackets <= packets.getAsLong())
                && (bytes.isEmpty() || waitingBytes <= bytes.getAsLong());
    }

    /** As the head of mm-link's log has it, such as {@code droptail [packets=100]}. */
    public String text() {
        Optional<String> first = packets.isPresent() ? Optional.of("packets=" + packets.getAsLong()) : Optional.empty();
        Optional<String> second = bytes.isPresent() ? Optional.of("bytes=" + bytes.getAsLong()) : Optional.empty();
        return first.isEmpty() && second.isEmpty()
                ? kind.word()
                : kind.word() + " ["
                        + String.join(
                                ", ",
                                Stream.of(first, second)
                                        .flatMap(Optional::stream)
                                        .toList())
                        + "]";
    }
}
