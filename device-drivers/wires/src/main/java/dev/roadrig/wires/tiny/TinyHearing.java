package dev.roadrig.wires.tiny;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.tiny.TinyLine;
import dev.roadrig.wires.console.ConsoleLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ears on a board's port: whole lines of the board's own with the times when they ended, until somebody takes them. */
final class TinyHearing implements Console.Listener {
    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_LINES = 100_000;
    private static final int PRINTABLE_FROM = 0x20;
    private static final int PRINTABLE_TO = 0x7e;

    private final TinyWire wire;
    private final Ticker ticker;
    private final ConsoleLog log = new ConsoleLog(8 * 1024);
    private final StringBuilder open = new StringBuilder();
    private final Deque<Heard> lines = new ArrayDeque<>();
    private long noise;
    private @Nullable RunFault lost;

    /** A line of the board's. */
    record Heard(long nanos, TinyLine line) {}

    TinyHearing(TinyWire wire, Ticker ticker) {
        this.wire = wire;
        this.ticker = ticker;
    }

    @Override
    public synchronized void received(long nanos, byte[] bytes) {
        log.received(nanos, bytes);
        for (byte signed : bytes) {
            int b = signed & 0xff;
            if (b == '\n' || b == '\r') {
                end(nanos);
            } else if (b != 0) {
                noise += b >= PRINTABLE_FROM && b <= PRINTABLE_TO ? 0 : 1;
                // What is so long is no line of this protocol: its end is kept, since that is where the next one
                // begins.
                if (open.length() < LONGEST_LINE) {
                    open.append((char) b);
                }
            }
        }
        ticker.signal();
    }

    private void end(long nanos) {
        if (open.length() > 0) {
            if (lines.size() == MOST_LINES) {
                lines.removeFirst();
            }
            wire.boards(open.toString()).ifPresent(text -> lines.addLast(new Heard(nanos, new TinyLine(text))));
            open.setLength(0);
        }
    }

    @Override
    public synchronized void lost(RunFault fault) {
        lost = fault;
        ticker.signal();
    }

    /** The next line; what came whole before the port went away comes first. */
    synchronized Optional<Heard> next() {
        return Optional.ofNullable(lines.pollFirst());
    }

    synchronized boolean waiting() {
        return !lines.isEmpty() || lost != null;
    }

    synchronized @Nullable RunFault lost() {
        return lines.isEmpty() ? lost : null;
    }

    /** Bytes that are no text, since the port was opened. */
    synchronized long noise() {
        return noise;
    }

    /** Bytes that came, since the port was opened. */
    synchronized long seenBytes() {
        return log.seenBytes();
    }

    Evidence evidence() {
        return log.evidence();
    }
}
