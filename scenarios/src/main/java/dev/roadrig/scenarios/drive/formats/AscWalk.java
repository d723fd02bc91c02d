package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One walk over a Vector ASC file: what its head said, and how far the clock is. */
final class AscWalk {
    private static final String CUT = "last lines that were cut while they were written";

    private final TextLines lines;
    private final CanChannels buses;
    private static final Pattern EVENT = Pattern.compile("\\s*(\\S+) +(\\S.*)");
    private static final Pattern END = Pattern.compile("End TriggerBlock\\s*", Pattern.CASE_INSENSITIVE);

    private final Tally dropped = new Tally();
    private boolean based;
    private boolean decimal;
    private boolean relative;
    private boolean dated;
    private long start = Stamps.SYNTHETIC_UTC_NANOS;
    private long offset;

    AscWalk(TextLines lines, CanChannels buses) {
        this.lines = lines;
        this.buses = buses;
    }

    /** What the stamps count from, in words. */
    String timeBase() {
        return (dated
                        ? "the file's date plus the measurement's seconds; the date has no zone and is read as UTC"
                        : "the measurement's seconds, " + Stamps.SYNTHETIC + ", since the file has no date")
                + (relative ? "; stamps were relative to the line before" : "");
    }

    List<String> dropped() {
        return dropped.told();
    }

    /** Takes the line where the lines stand. */
    void see() throws RigFault {
        String text = lines.text().strip();
        Matcher event = EVENT.matcher(text);
        if (text.isEmpty() || text.startsWith("//")) {
            return;
        }
        if (isHead(text) || END.matcher(text).matches()) {
            return;
        }
        OptionalLong stamp = event.matches() ? Stamps.nanos(event.group(1)) : OptionalLong.empty();
        if (stamp.isEmpty() && !lines.isWhole()) {
            dropped.add(CUT, lines.line());
            return;
        }
        if (stamp.isEmpty()) {
            throw lines.bad(text, "is neither of the head nor an event, which begins with its seconds");
        }
        if (!based) {
            throw lines.bad("an event before the line 'base hex|dec timestamps absolute|relative'");
        }
        offset = relative ? offset + stamp.getAsLong() : stamp.getAsLong();
        event(event.group(2));
    }

    private boolean isHead(String text) {
        Matcher date = AscHeader.DATE.matcher(text);
        Matcher begin = AscHeader.BEGIN.matcher(text);
        Matcher base = AscHeader.BASE.matcher(text);
        if (base.matches()) {
            based = true;
            decimal = base.group(1).toLowerCase(Locale.ROOT).equals("dec");
            relative = base.group(2).toLowerCase(Locale.ROOT).equals("relative");
            return true;
        }
        if (date.matches() || begin.matches()) {
            // A trigger block's date is that of its stamps; the file's own may be when it was converted.
            String written = date.matches() ? date.group(1) : begin.group(1);
            OptionalLong utc = AscHeader.utcNanos(written);
            if (utc.isPresent()) {
                start = utc.getAsLong();
                dated = true;
            } else if (!written.isBlank()) {
                throw lines.bad(
                        written, "is no date such as Sat Sep 30 15:06:13.191 2017, in English or German months");
            }
            return true;
        }
        return text.toLowerCase(Locale.ROOT).matches("(no )?internal events logged");
    }

    private void event(String text) throws RigFault {
        Optional<AscFrame> frame;
        try {
            frame = AscFrame.of(text.split(" +"), decimal);
        } catch (IllegalArgumentException e) {
            if (!lines.isWhole()) {
                dropped.add(CUT, lines.line());
                return;
            }
            throw lines.bad(String.valueOf(e.getMessage()));
        }
        if (frame.isPresent()) {
            CanFrame message = frame.get().message();
            buses.write(frame.get().bus(), Math.addExact(start, offset), message);
        } else {
            dropped.add(AscFrame.kind(text), lines.line());
        }
    }
}
