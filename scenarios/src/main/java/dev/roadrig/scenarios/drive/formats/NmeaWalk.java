package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.fault.RigFault;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One walk over a log in NMEA 0183: the day, and the moment that is open. */
final class NmeaWalk {
    private static final long HALF_DAY = 12 * 3_600 * Stamps.NANOS;
    private static final Set<String> USED = Set.of("GGA", "RMC", "VTG", "ZDA");
    private final TextLines lines;
    private final DriveWriter writer;
    private final Tally dropped = new Tally();
    private LocalDate day;
    private @Nullable NmeaEpoch epoch;
    private long lastTime = -1;
    private long unchecked;

    NmeaWalk(TextLines lines, DriveWriter writer, LocalDate day) {
        this.lines = lines;
        this.writer = writer;
        this.day = day;
    }

    List<String> dropped() {
        return dropped.told();
    }

    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (unchecked > 0) {
            notes.add(unchecked + " sentences without a checksum are taken as they are");
        }
        return notes;
    }

    void see() throws RigFault {
        Optional<NmeaSentence> sentence = NmeaSentence.of(lines.text());
        if (lines.text().isBlank()) {
            return;
        }
        if (sentence.isEmpty()) {
            dropped.add("lines that are no sentences", lines.line());
        } else if (NmeaSentence.isCorrupt(lines.text())) {
            dropped.add("sentences with a wrong checksum", lines.line());
        } else if (!USED.contains(sentence.get().type())) {
            dropped.add(sentence.get().type() + " sentences", lines.line());
        } else {
            unchecked += sentence.get().checked() ? 0 : 1;
            take(sentence.get());
        }
    }

    private void take(NmeaSentence sentence) throws RigFault {
        try {
            // VTG has no time of its own: it is of the moment before it.
            OptionalLong time = sentence.type().equals("VTG") ? OptionalLong.empty() : sentence.timeOfDay(0);
            NmeaEpoch open = epoch;
            if (time.isPresent() && (open == null || open.timeOfDay() != time.getAsLong())) {
                endOfEpoch();
                open = new NmeaEpoch(time.getAsLong());
                epoch = open;
                if (lastTime - time.getAsLong() > HALF_DAY) {
                    day = day.plusDays(1);
                }
                lastTime = time.getAsLong();
            }
            if (open == null) {
                dropped.add("sentences before the receiver had a time", lines.line());
                return;
            }
            Optional<LocalDate> date = date(sentence, lines);
            day = date.orElse(day);
            open.take(sentence);
        } catch (IllegalArgumentException e) {
            throw lines.bad(String.valueOf(e.getMessage()));
        }
    }

    void endOfEpoch() throws RigFault {
        NmeaEpoch open = epoch;
        if (open != null) {
            long midnight = Math.multiplyExact(day.atStartOfDay(ZoneOffset.UTC).toEpochSecond(), Stamps.NANOS);
            open.write(writer, midnight + open.timeOfDay());
        }
        epoch = null;
    }

    /** The date of a sentence; empty where it has none. */
    static Optional<LocalDate> date(NmeaSentence sentence, TextLines lines) {
        try {
            return switch (sentence.type()) {
                case "RMC" -> sentence.date(8);
                case "ZDA" -> sentence.dateInThree(1);
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            throw lines.bad(String.valueOf(e.getMessage()));
        }
    }
}
