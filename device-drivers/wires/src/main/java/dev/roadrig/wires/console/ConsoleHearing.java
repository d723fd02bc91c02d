package dev.roadrig.wires.console;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Ears on a console: what came since somebody last took it, and since when it has been still. */
final class ConsoleHearing implements Console.Listener {
    private static final int LARGEST = 8 << 20;

    private final Ticker ticker;
    private final EscapeFilter escapes = new EscapeFilter();
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private long lastNanos;
    private boolean overrun;
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
