package dev.roadrig.reports.text;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.At;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.record.v1.ConsoleBytes.Direction;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The console as a log to read: each line with the second since the run's start at which its first byte came, {@code <}
 * for what the board said and {@code >} for what was typed. Colour and cursor sequences are left out (the record keeps
 * them); other bytes that are not text are written out.
 */
public final class ConsoleLog {
    /** Control sequences of ECMA-48: CSI, parameters, intermediates, a final byte. */
    private static final Pattern CONTROL_SEQUENCE = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");

    private final StringBuilder out = new StringBuilder();
    private final Line fromBoard = new Line('<');
    private final Line toBoard = new Line('>');

    private ConsoleLog() {}

    /** The log, empty when the console said nothing. */
    public static String of(RunTable run) {
        var log = new ConsoleLog();
        for (At<ConsoleBytes> chunk : run.console()) {
            Line line = chunk.message().getDirection() == Direction.TO_BOARD ? log.toBoard : log.fromBoard;
            if (line == log.toBoard && line.bytes.size() == 0) {
                // A prompt stands before what is typed at it.
                log.fromBoard.end();
            }
            for (byte b : chunk.message().getData().toByteArray()) {
                line.add(b, chunk.nanos());
            }
        }
        // What never ended in a line feed, in the order in which it began.
        Line first = log.fromBoard.sinceNanos <= log.toBoard.sinceNanos ? log.fromBoard : log.toBoard;
        first.end();
        log.fromBoard.end();
        log.toBoard.end();
        return log.out.toString();
    }

    private final class Line {
        private final char mark;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long sinceNanos;

        Line(char mark) {
            this.mark = mark;
        }

        void add(byte b, long nanos) {
            if (bytes.size() == 0) {
                sinceNanos = nanos;
            }
            bytes.write(b);
            // A typed line ends in the carriage return of the Enter key.
            if (b == '\n' || (b == '\r' && mark == '>')) {
                end();
            }
        }

        void end() {
            if (bytes.size() == 0) {
                return;
            }
            String text = CONTROL_SEQUENCE
                    .matcher(bytes.toString(StandardCharsets.UTF_8))
                    .replaceAll("")
                    .stripTrailing();
            bytes.reset();
            if (text.isEmpty() && mark == '>') {
                return;
            }
            String stamp = String.format(Locale.ROOT, "[%10.3f] %c ", sinceNanos / 1e9, mark);
            out.append((stamp + PlainText.lines(text).replace('\n', ' ')).stripTrailing())
                    .append('\n');
        }
    }
}
