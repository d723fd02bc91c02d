package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.CameraFrames;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.foxglove.Log;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One walk over a log: the stamp that holds, and what is told of it. */
final class LogWalk {
    private static final Pattern WORD = Pattern.compile("\\b(FATAL|ERROR|WARN(?:ING)?|INFO|DEBUG)\\b");

    private final DriveTopic topic;
    private final DriveWriter writer;
    private final String file;
    private final Tally notes = new Tally();
    private final Tally dropped = new Tally();
    private @Nullable LogStamp last;

    LogWalk(DriveTopic topic, DriveWriter writer, String file) {
        this.topic = topic;
        this.writer = writer;
        this.file = file;
    }

    void see(String line, int number) throws RigFault {
        if (line.isBlank()) {
            return;
        }
        LogStamp before = last;
        Optional<LogStamp> own =
                LogStamp.of(line).filter(stamp -> before == null || before.monotonic() == stamp.monotonic());
        if (own.isEmpty() && before == null) {
            dropped.add("lines before the first with a stamp", number);
            return;
        }
        if (own.isEmpty()) {
            notes.add("lines without a stamp of their own, which have that of the line before", number);
        }
        LogStamp stamp = own.orElse(before);
        if (stamp == null) {
            return;
        }
        last = stamp;
        long nanos = stamp.nanos() + (stamp.monotonic() ? Stamps.SYNTHETIC_UTC_NANOS : 0);
        writer.write(topic, nanos, message(nanos, stamp, own.isPresent() ? stamp.text() : line, number));
    }

    private Log message(long nanos, LogStamp stamp, String text, int number) {
        return Log.newBuilder()
                .setTimestamp(CameraFrames.stamp(nanos))
                .setLevel(stamp.level() >= 0 ? level(stamp.level()) : level(text))
                .setMessage(text)
                .setName(topic.topic().substring(topic.topic().lastIndexOf('/') + 1))
                .setFile(file)
                .setLine(number)
                .build();
    }

    /** Of syslog: 0 to 2 are fatal, 3 an error, 4 a warning, 7 debugging. */
    private static Log.Level level(int level) {
        return switch (level) {
            case 0, 1, 2 -> Log.Level.FATAL;
            case 3 -> Log.Level.ERROR;
            case 4 -> Log.Level.WARNING;
            case 7 -> Log.Level.DEBUG;
            default -> Log.Level.INFO;
        };
    }

    private static Log.Level level(String text) {
        Matcher word = WORD.matcher(text);
        if (!word.find()) {
            return Log.Level.UNKNOWN;
        }
        return word.group(1).startsWith("WARN") ? Log.Level.WARNING : Log.Level.valueOf(word.group(1));
    }

    /** What the stamps count from, in words. */
    String timeBase() {
        LogStamp stamp = last;
        return stamp != null && !stamp.monotonic()
                ? "UTC as the board had it; dates without a zone are read as UTC"
                : "seconds since the board booted (monotonic), " + Stamps.SYNTHETIC;
    }

    List<String> notes() {
        return notes.told();
    }

    List<String> dropped() {
        return dropped.told();
    }
}
