package dev.roadrig.boards.adb;

import dev.roadrig.boards.os.Call;
import dev.roadrig.boards.os.Command.CommandFault;
import dev.roadrig.boards.os.SystemClock;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/**
 * What a board logs, a line every {@value #EVERY_MILLIS} ms from its boot on. {@code logcat} prints it as Android's does
 * (logcat.cpp): all of it; with {@code -T COUNT} that many of the old lines, one at least; with {@code -T TIME} those of that
 * time and later.
 */
final class AndroidLog {
    private static final int EVERY_MILLIS = 200;
    private static final long EVERY_NANOS = Duration.ofMillis(EVERY_MILLIS).toNanos();
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss.SSS", Locale.ROOT);
    private static final DateTimeFormatter SINCE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSSSSS][.SSSSSS][.SSS]", Locale.ROOT);

    private final Ticker ticker;
    private final long begunNanos;
    private final LocalDateTime begun;

    AndroidLog(Ticker ticker, SystemClock clock) {
        this.ticker = ticker;
        begunNanos = ticker.nanos();
        begun = LocalDateTime.ofInstant(clock.wall(), ZoneOffset.UTC);
    }

    /** Prints until it is killed. */
    int logcat(Call call) throws IOException, InterruptedException {
        for (long line = first(call.arguments()); ; line++) {
            boolean unused = ticker.await(() -> false, new Deadline(begunNanos + line * EVERY_NANOS));
            call.print("%s  1000  1001 I DashCam : frame %d%n"
                    .formatted(STAMP.format(begun.plusNanos(line * EVERY_NANOS)), line));
        }
    }

    private long first(List<String> arguments) throws CommandFault {
        int option = arguments.indexOf("-T");
        if (option < 0) {
            return 1;
        }
        String from = arguments.get(option + 1);
        if (from.matches("[0-9]{1,9}")) {
            long logged = (ticker.nanos() - begunNanos) / EVERY_NANOS;
            return Math.max(1, logged + 1 - Math.max(1, Integer.parseInt(from)));
        }
        try {
            LocalDateTime since = LocalDateTime.parse(begun.getYear() + "-" + from, SINCE);
            long nanos = Duration.between(begun, since).toNanos();
            return Math.max(1, Math.floorDiv(nanos + EVERY_NANOS - 1, EVERY_NANOS));
        } catch (DateTimeParseException e) {
            throw new CommandFault(1, "-T '" + from + "' not in time format.");
        }
    }
}
