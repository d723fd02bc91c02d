package dev.roadrig.wires.console;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ears on a console: what came since somebody last took it, and since when it has been still. */
final class ConsoleHearing implements Console.Listener {
    /** Code of what was typed to a console that is away or went away, or would have been. */
    static final String AWAY = "console.away";

    private static final int LARGEST = 8 << 20;

    private final Ticker ticker;
    private final EscapeFilter escapes = new EscapeFilter();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private long lastNanos;
    private boolean overrun;
    private boolean away;
    private boolean wentAway;
    private @Nullable RunFault lost;

    ConsoleHearing(Ticker ticker) {
        this.ticker = ticker;
        lastNanos = ticker.nanos();
    }

    @Override
    public synchronized void received(long nanos, byte[] bytes) {
        byte[] text = escapes.filter(bytes);
        int room = LARGEST - heard.size();
        heard.write(text, 0, Math.min(room, text.length));
        overrun |= text.length > room;
        lastNanos = nanos;
    }

    @Override
    public synchronized void lost(RunFault fault) {
        lost = fault;
        ticker.signal();
    }

    @Override
    public synchronized void away() {
        away = true;
        wentAway = true;
        // What was asked is so no longer; an answer that has come is one, and what comes next may be heard before the
        // return.
        heard.write('\n');
        ticker.signal();
    }

    @Override
    public synchronized void back(Duration span) {
        away = false;
        lastNanos = ticker.nanos();
        ticker.signal();
    }

    synchronized boolean isAway() {
        return away;
    }

    /** Whether the console went away since {@link #forgetAway}: what was in front of it then need not be now. */
    synchronized boolean wentAway() {
        return wentAway;
    }

    /** A console that is away still counts as one that went. */
    synchronized void forgetAway() {
        wentAway = away;
    }

    /** @param log evidence */
    void throwIfAway(ConsoleLog log) throws RigFault {
        if (wentAway()) {
            throw new RigFault(
                    AWAY,
                    "The console went away since the login on it, so nothing more is typed: what is in front of it now may be a boot loader. Log in again first.",
                    log.evidence());
        }
    }

    void throwIfLost() throws RunFault {
        RunFault fault = lost();
        if (fault != null) {
            throw fault;
        }
    }

    /** All that came since the last call. */
    synchronized byte[] take() {
        byte[] bytes = heard.toByteArray();
        heard.reset();
        return bytes;
    }

    /** The last line that came and was not taken, without the kernel's lines. */
    synchronized String tail() {
        String text = KernelLines.removedFrom(heard.toString(StandardCharsets.ISO_8859_1));
        int line = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
        return text.substring(line + 1);
    }

    synchronized boolean contains(String wanted) {
        return heard.toString(StandardCharsets.ISO_8859_1).contains(wanted);
    }

    synchronized long stillNanos() {
        return ticker.nanos() - lastNanos;
    }

    /** Counts as a sound, so that silence is measured from here. */
    synchronized void restartSilence() {
        lastNanos = ticker.nanos();
    }

    synchronized @Nullable RunFault lost() {
        return lost;
    }

    synchronized boolean overrun() {
        return overrun;
    }
}
