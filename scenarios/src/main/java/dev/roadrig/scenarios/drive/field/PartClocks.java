package dev.roadrig.scenarios.drive.field;

import dev.roadrig.scenarios.drive.align.Alignment;
import dev.roadrig.scenarios.drive.align.ClockMap;
import dev.roadrig.scenarios.drive.align.SpeedReference;
import dev.roadrig.scenarios.drive.align.UtcSpan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Brings the clocks of a ticket's parts to UTC. The satellites' time is UTC; whatever else is compared with it by what both
 * saw, and where that is not enough, with nothing: a clock that cannot be determined is kept as it is.
 */
final class PartClocks {
    private static final String SHARED = "counts from the same boot as the ";

    private final Map<PartKind, StatedClock> stated;
    private final Optional<ReadPart> reference;
    private final Optional<SpeedReference> speed;
    private final Map<ReadPart, Alignment> found = new LinkedHashMap<>();

    PartClocks(List<ReadPart> parts, Map<PartKind, StatedClock> stated) {
        this.stated = stated;
        this.reference = parts.stream()
                .filter(part -> part.kind() == PartKind.GNSS && part.clock().equals("UTC"))
                .max(Comparator.comparingLong(part -> part.imported().made().messages()));
        this.speed = reference.map(part -> PartSignals.speed(part.mcap(), part.name()));
        parts.forEach(part -> found.put(part, align(part)));
        found.replaceAll((part, alignment) ->
                alignment.isAligned() ? alignment : byBoot(part).orElse(alignment));
    }

    private Alignment align(ReadPart part) {
        if (reference.equals(Optional.of(part))) {
            return Alignment.reference("the satellites' time");
        }
        if (part.kind() == PartKind.KERNEL || part.kind() == PartKind.APPLICATION) {
            return part.isMonotonic()
                    ? PartSignals.log(part.mcap()).align(reference.map(PartClocks::span))
                    : Alignment.none("its dates are of the board's own clock, which nothing in it checks");
        }
        if (speed.isEmpty()) {
            return Alignment.none("no positions with UTC to compare with");
        }
        Path mcap = part.mcap();
        return switch (part.kind()) {
            case CAN -> PartSignals.can(mcap).align(speed.get());
            case VIDEO -> PartSignals.camera(mcap).align(speed.get());
            default -> speed.get().align(PartSignals.speed(mcap, part.name()));
        };
    }

    private static UtcSpan span(ReadPart part) {
        long from = part.imported().made().startUtcNanos();
        return new UtcSpan(from, from + part.imported().made().duration().toNanos());
    }

    /** A monotonic log that says nothing of UTC, beside one that does: both count from the board's boot. */
    private Optional<Alignment> byBoot(ReadPart part) {
        boolean log = part.kind() == PartKind.KERNEL || part.kind() == PartKind.APPLICATION;
        if (!log || !part.isMonotonic()) {
            return Optional.empty();
        }
        return found.entrySet().stream()
                .filter(other ->
                        other.getKey().isMonotonic() && other.getValue().isAligned())
                .filter(other -> other.getKey().kind() == PartKind.KERNEL
                        || other.getKey().kind() == PartKind.APPLICATION)
                .findFirst()
                .map(other -> other.getValue()
                        .because(SHARED + other.getKey().kind().word() + " log "
                                + other.getKey().name()));
    }

    /** The parts with their clocks: as found, else as stated by hand, else not at all. */
    Map<ReadPart, FieldPart> parts() {
        Map<ReadPart, FieldPart> parts = new LinkedHashMap<>();
        found.forEach((part, alignment) -> {
            List<String> remarks = new ArrayList<>();
            parts.put(part, part.with(withStated(part, alignment, remarks), remarks));
        });
        return parts;
    }

    private Alignment withStated(ReadPart part, Alignment alignment, List<String> remarks) {
        StatedClock said = stated.get(part.kind());
        if (said == null) {
            return alignment;
        }
        Optional<ClockMap> clock = said.clock(part.imported().hasOwnZero());
        if (clock.isEmpty()) {
            remarks.add("field.yaml states its clock as " + said.written() + ", which is not used: "
                    + (said.zero()
                            ? "a clock with dates is off by a time, such as +1.250s"
                            : "a clock without dates has its zero at a moment, such as 2018-08-02T16:14:47.9Z"));
            return alignment;
        }
        if (alignment.isAligned()) {
            remarks.add(compared(part, said, clock.get(), alignment));
            return alignment;
        }
        return Alignment.stated("stated in field.yaml, and not checked, since " + alignment.method(), clock.get());
    }

    private static String compared(ReadPart part, StatedClock said, ClockMap clock, Alignment alignment) {
        long at = part.imported().made().startUtcNanos();
        double apart = (clock.offset(at) - alignment.clock().orElseThrow().offset(at)) / 1e9;
        double sigma = alignment.residualNanos() / 1e9;
        return String.format(
                Locale.ROOT,
                "field.yaml states its clock as %s, %.3f s from what was found (residual %.3f s): %s",
                said.written(),
                Math.abs(apart),
                sigma,
                Math.abs(apart) <= 3 * sigma ? "they agree" : "they DIFFER, and what was found is used");
    }
}
