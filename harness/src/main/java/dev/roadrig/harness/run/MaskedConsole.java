package dev.roadrig.harness.run;

import com.google.protobuf.ByteString;
import dev.roadrig.harness.rack.SecretBytes;
import dev.roadrig.harness.rack.SecretMask;
import dev.roadrig.scenarios.record.Sink;
import dev.roadrig.scenarios.record.v1.ConsoleBytes;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a console on its way to the record: each byte of a secret is a {@code *}, also where it comes in pieces.
 * No byte moves: what can still become a secret waits, and is written with the time at which it came. A secret with other
 * bytes in its midst, such as a kernel's line, is not found.
 */
final class MaskedConsole implements AutoCloseable {
    /** Longer than between two letters of somebody who types; a harness that is killed loses no more than these bytes. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Sink record;
    private final SecretBytes secrets;
    private final Ticker ticker;
    /** What was not written yet, and of which chunks it is. */
    private byte[] held = {};

    private final Deque<Piece> pieces = new ArrayDeque<>();
    private int state;
    private long lastNanos;
    private Ticker.@Nullable Scheduled flush;

    private record Piece(long nanos, ConsoleBytes chunk, int length) {}

    MaskedConsole(Sink record, SecretBytes secrets, Ticker ticker) {
        this.record = record;
        this.secrets = secrets;
        this.ticker = ticker;
    }

    synchronized void write(long nanos, ConsoleBytes chunk) {
        ByteString data = chunk.getData();
        int before = state;
        boolean clean = true;
        for (int i = 0; i < data.size(); i++) {
            state = secrets.next(state, data.byteAt(i));
            clean &= secrets.ended(state) == 0;
        }
        if (clean && held.length == 0 && secrets.open(state) == 0) {
            record.write(nanos, chunk);
            return;
        }
        int from = held.length;
        held = Arrays.copyOf(held, from + data.size());
        data.copyTo(held, from);
        pieces.add(new Piece(nanos, chunk, data.size()));
        if (!clean) {
            mask(before, from, data);
        }
        pass(Math.min(secrets.open(state), held.length));
        lastNanos = ticker.nanos();
        if (flush == null && held.length > 0) {
            flush = ticker.at(lastNanos + LONGEST_WAIT.toNanos(), this::look);
        }
    }

    /** Goes over the bytes once more, and masks each secret that ends in them. */
    private void mask(int before, int from, ByteString data) {
        int at = before;
        for (int i = 0; i < data.size(); i++) {
            at = secrets.next(at, data.byteAt(i));
            int end = from + i + 1;
            Arrays.fill(held, Math.max(0, end - secrets.ended(at)), end, (byte) '*');
        }
    }

    /** Writes all but so many bytes. */
    private void pass(int keep) {
        int at = 0;
        while (held.length - at > keep) {
            Piece first = pieces.remove();
            int now = Math.min(first.length(), held.length - at - keep);
            ByteString data = ByteString.copyFrom(held, at, now);
            record.write(first.nanos(), first.chunk().toBuilder().setData(data).build());
            at += now;
            if (now < first.length()) {
                pieces.addFirst(new Piece(first.nanos(), first.chunk(), first.length() - now));
            }
        }
        held = Arrays.copyOfRange(held, at, held.length);
    }

    private synchronized void look() {
        flush = null;
        if (held.length == 0) {
            return;
        }
        long due = lastNanos + LONGEST_WAIT.toNanos();
        if (ticker.nanos() >= due) {
            pass(0);
        } else {
            flush = ticker.at(due, this::look);
        }
    }

    /** Writes what waits. */
    @Override
    public synchronized void close() {
        if (flush != null) {
            flush.cancel();
        }
        int open = Math.min(secrets.open(state), held.length);
        if (open >= SecretMask.SHORTEST) {
            // Of a secret that is there in part: nothing comes behind it.
            Arrays.fill(held, held.length - open, held.length, (byte) '*');
        }
        pass(0);
    }
}
