package dev.roadrig.wires.rfc2217;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether a server that has fallen silent is to be asked for a sign of life, and whether it owes one for too long. It is
 * asked only once nothing came for a while and what was written has had its time on the line; and silence is held against
 * it only if it has answered the same question before.
 */
final class Heartbeat {
    /** Of silence, before a question; as TCP's own keep-alive. */
    static final Duration SILENCE = Duration.ofSeconds(8);
    /** An answer may take so many of the address's time-outs: a network that stumbles is not an end. */
    static final int PATIENCE = 4;

    private static final int BITS_OF_A_BYTE = 10;

    private final long patienceNanos;
    private int baud = 9600;
    private long heardNanos;
    private long lineFreeNanos;
    private long askedNanos;
    private boolean waiting;
    private boolean wroteAny;
    private boolean answersAtAll;
    private int owed;

    /** @param timeout how long one answer may take */
    Heartbeat(Duration timeout, long nowNanos) {
        patienceNanos = timeout.multipliedBy(PATIENCE).toNanos();
        heardNanos = nowNanos;
        lineFreeNanos = nowNanos;
    }

    synchronized void baud(int inForce) {
        baud = inForce;
    }

    /** Bytes are on their way to the line, which passes them at its rate: a server may read no more until then. */
    synchronized void wrote(long nowNanos, int bytes) {
        wroteAny = true;
        lineFreeNanos =
                Math.max(lineFreeNanos, nowNanos) + TimeUnit.SECONDS.toNanos((long) BITS_OF_A_BYTE * bytes) / baud;
    }

    /** Whether anything was: a server whose port does not pass it on may read nothing behind it, a question neither. */
    synchronized boolean wroteAny() {
        return wroteAny;
    }

    /** Something came, whatever it was: the server lives. */
    synchronized void heard(long nowNanos) {
        heardNanos = nowNanos;
        waiting = false;
    }

    /** The question went out. */
    synchronized void asked(long nowNanos) {
        askedNanos = nowNanos;
        waiting = true;
        owed++;
    }

    /** An answer to the question came. @return false when it was not asked here */
    synchronized boolean answered() {
        if (owed == 0) {
            return false;
        }
        owed--;
        answersAtAll = true;
        return true;
    }

    /** Whether to ask now. */
    synchronized boolean due(long nowNanos) {
        return answersAtAll && !waiting && nowNanos - Math.max(heardNanos, lineFreeNanos) >= SILENCE.toNanos();
    }

    /** For how long nothing came, when an answer is owed for too long; else zero. */
    synchronized Duration overdue(long nowNanos) {
        boolean late = answersAtAll && waiting && nowNanos - Math.max(askedNanos, lineFreeNanos) >= patienceNanos;
        return late ? Duration.ofNanos(nowNanos - heardNanos) : Duration.ZERO;
    }
}
