package dev.roadrig.wires.serial;

import dev.roadrig.ports.LineNotice;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Bell;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.TimerSlack;
import dev.roadrig.wires.uart.UartPort;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The thread that owns a port from open to close: polls it, stamps what came, and notices that it went away. */
final class SerialReader {
    /**
     * Latency against load, and how late a stamp may be: 0.01 ms for a moment after a write, 0.05 ms while its reply may
     * still come, 0.2 ms while bytes come, and then a hundredth of how long the console has been still, from 5 to 40 ms.
     * Between two looks it parks, and only at first after a write it spins, for a processor that has gone to sleep wakes
     * late. It never looks without a pause: the library's calls exclude each other, which would keep the writer out.
     */
    private static final long SPIN_NANOS = 300_000;

    private static final long MOMENT_NANOS = 1_000_000;

    private static final long MOMENT_POLL_NANOS = 10_000;
    private static final long REPLY_NANOS = 100_000_000;
    private static final long REPLY_POLL_NANOS = 50_000;
    private static final long BUSY_POLL_NANOS = 200_000;
    private static final long STILL_POLL_NANOS = 5_000_000;
    private static final long STILLEST_POLL_NANOS = 40_000_000;
    private static final long STILL_AFTER_NANOS = 50_000_000;
    private static final int STILL_SHARE = 100;
    /** Half of what the kernel keeps for a reader before it holds the adapter back, which has little room of its own. */
    private static final long QUEUE_BITS = 2048 * 10L;

    private static final long WATCH_NANOS = 100_000_000;
    /** Between two notices of the line: one that is noisy for days must not fill a record. */
    private static final long NOTICE_NANOS = 1_000_000_000;

    private static final int LARGEST_READ = 4096;

    private final UartPort port;
    private final String name;
    private final int baud;
    private final long stillestNanos;
    private final Ticker ticker;
    /** Wakes this thread and no other: whoever waits for the reply is not to be woken by the write. */
    private final Bell written;

    private final Received received;
    private final Consumer<String> lose;
    private volatile boolean stopping;
    private volatile boolean closing = true;
    private volatile boolean open;
    /** When something was last written, so that a reply may come. */
    private volatile long wroteNanos = Long.MIN_VALUE / 2;

    private volatile @Nullable RigFault refused;

    SerialReader(UartPort port, String name, int baud, Ticker ticker, Received received, Consumer<String> lose) {
        this.port = port;
        this.name = name;
        this.baud = baud;
        this.stillestNanos = Math.max(
                STILL_POLL_NANOS, Math.min(STILLEST_POLL_NANOS, QUEUE_BITS * 1_000_000_000L / Math.max(1, baud)));
        this.ticker = ticker;
        this.written = ticker.bell();
        this.received = received;
        this.lose = lose;
    }

    /** Takes what came. */
    interface Received {
        /** Bytes with the time when they came, and how late that may be: since a look found nothing. */
        void take(long nanos, OptionalLong lateNanos, byte[] bytes);

        /** What the port told of its line. */
        void line(long nanos, LineNotice notice);

        /** The port is not there any more: the last call. */
        void gone(String why);
    }

    /** @param close whether to close the port, which must not be done under a write that hangs in it */
    void stop(boolean close) {
        closing = close;
        stopping = true;
        written.ring();
    }

    /** Something is written now: looks closely for the reply. */
    void awaitReply() {
        wroteNanos = ticker.nanos();
        written.ring();
    }

    boolean isOpen() {
        return open;
    }

    void awaitOpen(Deadline deadline) throws RunFault, InterruptedException {
        boolean answered = ticker.await(() -> open || refused != null, deadline);
        RigFault fault = refused;
        if (fault != null) {
            throw fault;
        }
        if (!answered) {
            throw new RigFault(
                    "console.stuck",
                    name + " does not open: the system call hangs. Unplug the adapter and plug it in again.");
        }
    }

    void run() {
        TimerSlack.least();
        if (openPort()) {
            open = true;
            ticker.signal();
            try {
                poll();
            } catch (IOException e) {
                received.gone(String.valueOf(e.getMessage()));
            } catch (InterruptedException e) {
                lose.accept("its reader was interrupted");
            }
        }
        if (!closing) {
            return;
        }
        try {
            port.close();
        } catch (IOException e) {
            // An unplugged port can't be closed; that it is gone was told, and the descriptor goes with the process.
            lose.accept("it does not close: " + e.getMessage());
        }
    }

    private boolean openPort() {
        try {
            port.open();
            if (!port.setParameters(baud)) {
                refused = new RigFault(
                        "console.parameters",
                        "%s did not take %d baud, 8N1. Check the rate and the adapter's driver.".formatted(name, baud));
            }
        } catch (IOException e) {
            refused = SerialDevice.notOpened(name, e);
        } catch (RigFault e) {
            refused = e;
        } catch (InterruptedException e) {
            refused = new RigFault("console.stuck", name + " was interrupted while it opened. Run it again.");
        } catch (RuntimeException e) {
            refused = new RigFault(
                    "console.stuck", "%s did not open: %s. This is a defect of Roadrig: report it.".formatted(name, e));
        }
        ticker.signal();
        return refused == null;
    }

    private long pollNanos(long sinceWrite, long sinceByte) {
        if (sinceWrite < MOMENT_NANOS) {
            return MOMENT_POLL_NANOS;
        }
        if (sinceWrite < REPLY_NANOS) {
            return REPLY_POLL_NANOS;
        }
        if (sinceByte < STILL_AFTER_NANOS) {
            return BUSY_POLL_NANOS;
        }
        long still = Math.min(sinceWrite, sinceByte);
        return Math.min(stillestNanos, Math.max(STILL_POLL_NANOS, still / STILL_SHARE));
    }

    private static OptionalLong since(OptionalLong then, long now) {
        return then.isEmpty() ? then : OptionalLong.of(now - then.getAsLong());
    }

    private void poll() throws IOException, InterruptedException {
        try {
            pollUntilStopped();
        } finally {
            boolean unused = tellOfLine(ticker.nanos());
        }
    }

    /** @return whether there was anything to tell */
    private boolean tellOfLine(long now) throws IOException {
        List<LineNotice> notices = port.lineNotices();
        notices.forEach(notice -> received.line(now, notice));
        return !notices.isEmpty();
    }

    /** Until then, or until something is written. */
    private void awaitNext(long wrote, long now, Deadline next) throws InterruptedException {
        BooleanSupplier news = () -> stopping || wroteNanos != wrote;
        boolean unused = now - wrote < SPIN_NANOS ? written.awaitClosely(news, next) : written.await(news, next);
    }

    private void pollUntilStopped() throws IOException, InterruptedException {
        long nextNotice = ticker.nanos();
        long lastByte = ticker.nanos();
        long nextWatch = lastByte;
        // What waits when the port is opened may have waited for any time.
        OptionalLong nothingAt = OptionalLong.empty();
        while (!stopping) {
            long looked = ticker.nanos();
            int waiting = port.waiting();
            long now = ticker.nanos();
            if (waiting > 0) {
                byte[] bytes = port.read(Math.min(waiting, LARGEST_READ));
                lastByte = now;
                if (bytes.length > 0) {
                    received.take(now, since(nothingAt, now), bytes);
                    continue;
                }
            } else {
                nothingAt = OptionalLong.of(looked);
            }
            if (now >= nextWatch) {
                nextWatch = now + WATCH_NANOS;
                port.watch();
                if (now >= nextNotice && tellOfLine(now)) {
                    nextNotice = now + NOTICE_NANOS;
                }
            }
            long wrote = wroteNanos;
            long poll = pollNanos(now - wrote, now - lastByte);
            awaitNext(wrote, now, new Deadline(now + poll));
        }
    }
}
