package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.CameraFrames;
import dev.roadrig.scenarios.drive.foxglove.Log;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the runner's log: seconds since it was started, who speaks, and what.
 *
 * @param nanos since the runner was started
 */
record MlperfLine(long nanos, String speaker, String text) {
    private static final Pattern LINE = Pattern.compile("(\\d{5,9}\\.\\d{3}) ([a-z0-9-]{1,32}): (.*)");
    private static final Pattern SESSION = Pattern.compile("m-session-start-id\\[(\\d{14})]");
    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    static Optional<MlperfLine> of(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            return Optional.empty();
        }
        OptionalLong nanos = Stamps.nanos(line.group(1));
        return nanos.isEmpty()
                ? Optional.empty()
                : Optional.of(new MlperfLine(nanos.getAsLong(), line.group(2), line.group(3)));
    }

    /** When the session began by its id, a local time without a zone read as UTC, nanoseconds since 1970. */
    OptionalLong sessionStart() {
        Matcher session = SESSION.matcher(text);
        if (!session.matches()) {
            return OptionalLong.empty();
        }
        try {
            long seconds = LocalDateTime.parse(session.group(1), ID).toEpochSecond(ZoneOffset.UTC);
            boolean inRange = seconds >= 0 && seconds < 8_000_000_000L;
            return inRange ? OptionalLong.of(seconds * Stamps.NANOS) : OptionalLong.empty();
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether the energy monitor says that its trace begins here. */
    boolean beginsTrace() {
        return speaker.equals("emon") && text.equals("m-trace[on]");
    }

    Log message(long utcNanos, int line) {
        return Log.newBuilder()
                .setTimestamp(CameraFrames.stamp(utcNanos))
                .setLevel(text.startsWith("e-") ? Log.Level.ERROR : Log.Level.INFO)
                .setName(speaker)
                .setMessage(text)
                .setFile(MlperfImporter.LOG)
                .setLine(line)
                .build();
    }
}
