package dev.roadrig.wires.console;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.Wording;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The last bytes that a console said, kept as evidence. */
public final class ConsoleLog implements Console.Listener {
    private static final int DEFAULT_BYTES = 64 * 1024;
    private static final int EVIDENCE_LINES = 60;

    private final byte[] ring;
    private long written;

    public ConsoleLog() {
        this(DEFAULT_BYTES);
    }

    /** @param capacityBytes how much is kept */
    public ConsoleLog(int capacityBytes) {
        if (capacityBytes < 1) {
            throw new IllegalArgumentException("keeps at least one byte");
        }
        ring = new byte[capacityBytes];
    }

    @Override
    public synchronized void received(long nanos, byte[] bytes) {
        for (byte b : bytes) {
            ring[(int) (written++ % ring.length)] = b;
        }
    }

    /** Bytes seen since the log began, kept or not. */
    public synchronized long seenBytes() {
        return written;
    }

    /** The last lines as text, without escape sequences; the first may be torn. */
    public List<String> tail(int lines) {
        List<String> all = text().lines().toList();
        return all.subList(Math.max(0, all.size() - lines), all.size());
    }

    /** What goes with a fault. */
    public Evidence evidence() {
        return new Evidence("the console's last lines", String.join("\n", tail(EVIDENCE_LINES)));
    }

    private synchronized String text() {
        int kept = (int) Math.min(written, ring.length);
        byte[] bytes = new byte[kept];
        for (int i = 0; i < kept; i++) {
            bytes[i] = ring[(int) ((written - kept + i) % ring.length)];
        }
        String text = new String(new EscapeFilter().filter(bytes), StandardCharsets.UTF_8);
        return kept < written ? Wording.CUT + text : text;
    }
}
