package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.drive.align.Alignment;
import dev.roadrig.scenarios.drive.align.ClockMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A part of a ticket that was read.
 *
 * @param kind such as can
 * @param file in the bundle
 * @param form in words
 * @param clock UTC, PTS or monotonic
 * @param firstNanos its first stamp on its own clock, since 1970 or since that clock's zero
 * @param lastNanos the last
 * @param alignment what is known of its clock against UTC
 * @param notes what was mended, dropped or contradicts, in words
 */
public record FieldPart(
        String kind,
        String file,
        String form,
        String clock,
        long messages,
        long firstNanos,
        long lastNanos,
        Alignment alignment,
        List<String> notes) {
    public FieldPart {
        notes = List.copyOf(notes);
    }

    /** Whether its clock is UTC by name, right or wrong, and not one with a zero of its own. */
    public boolean isUtc() {
        return clock.equals("UTC");
    }

    /**
     * What is added to its clock to come to UTC, nanoseconds at its first stamp: for a clock with a zero of its own that is
     * the moment of the zero. Empty where it could not be determined.
     */
    public Optional<Long> offsetNanos() {
        return alignment.clock().map(map -> map.offset(firstNanos));
    }

    /** As facts of a file. */
    Map<String, String> facts() {
        var facts = new TreeMap<String, String>();
        facts.put("kind", kind);
        facts.put("file", file);
        facts.put("form", form);
        facts.put("clock", clock);
        facts.put("messages", String.valueOf(messages));
        facts.put("first-ns", String.valueOf(firstNanos));
        facts.put("last-ns", String.valueOf(lastNanos));
        facts.put("basis", alignment.basis().name().toLowerCase(Locale.ROOT));
        facts.put("method", alignment.method());
        facts.put("points", String.valueOf(alignment.points()));
        facts.put("residual-ns", String.valueOf(alignment.residualNanos()));
        alignment.skewNote().ifPresent(note -> facts.put("skew-note", note));
        alignment.clock().ifPresent(map -> {
            facts.put("local-ns", String.valueOf(map.localNanos()));
            facts.put("utc-ns", String.valueOf(map.utcNanos()));
            facts.put("skew", String.valueOf(map.skew()));
        });
        return facts;
    }

    /** Back from facts. Throws {@link IllegalArgumentException} where they are none. */
    static FieldPart of(Map<String, String> facts) {
        Optional<ClockMap> map = facts.containsKey("utc-ns")
                ? Optional.of(new ClockMap(
                        number(facts, "local-ns"), number(facts, "utc-ns"), Double.parseDouble(text(facts, "skew"))))
                : Optional.empty();
        return new FieldPart(
                text(facts, "kind"),
                text(facts, "file"),
                text(facts, "form"),
                text(facts, "clock"),
                number(facts, "messages"),
                number(facts, "first-ns"),
                number(facts, "last-ns"),
                new Alignment(
                        Alignment.Basis.valueOf(text(facts, "basis").toUpperCase(Locale.ROOT)),
                        text(facts, "method"),
                        (int) number(facts, "points"),
                        map,
                        number(facts, "residual-ns"),
                        Optional.ofNullable(facts.get("skew-note"))),
                List.of());
    }

    private static String text(Map<String, String> facts, String name) {
        String value = facts.get(name);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        return value;
    }

    private static long number(Map<String, String> facts, String name) {
        return Long.parseLong(text(facts, name));
    }
}
