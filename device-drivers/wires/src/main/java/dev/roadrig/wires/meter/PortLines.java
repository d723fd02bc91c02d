package dev.roadrig.wires.meter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Lines from a port: kept for a dialogue until somebody takes them as they come. */
public final class PortLines implements MeterPort.Taker {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int MOST_KEPT = 10_000;

    private final MeterPort port;
    private final StringBuilder line = new StringBuilder();
    private final Deque<String> kept = new ArrayDeque<>();
    private @Nullable Taker taker;

    /** Takes lines on the port's thread. */
    public interface Taker {
        /** @param texts lines whose ends came together, in order; never empty */
        void lines(long nanos, List<String> texts);
    }

    /** Takes over what the port hears. */
    public PortLines(MeterPort port) {
        this.port = port;
        port.give(this);
    }

    @Override
    public synchronized void take(long nanos, byte[] bytes) {
        List<String> ended = new ArrayList<>();
        for (char c : new String(bytes, ISO_8859_1).toCharArray()) {
            if (c == '\n' || c == '\r') {
                end(ended);
            } else if (line.length() < LONGEST_LINE) {
                line.append(c);
            }
        }
        Taker now = taker;
        if (now == null) {
            ended.stream().limit(MOST_KEPT - kept.size()).forEach(kept::add);
        } else if (!ended.isEmpty()) {
            now.lines(nanos, ended);
        }
    }

    private void end(List<String> ended) {
        if (line.length() > 0) {
            ended.add(line.toString());
            line.setLength(0);
        }
    }

    /**
     * Waits for a line; those before it are used up too.
     *
     * @return all of them, the wanted one last; empty when it has not come by the deadline
     */
    public List<String> until(Predicate<String> wanted, Deadline deadline) throws RunFault, InterruptedException {
        List<String> come = new ArrayList<>();
        boolean found = port.ticker().await(() -> port.gone() || took(wanted, come), deadline);
        port.check();
        return found ? come : List.of();
    }

    private synchronized boolean took(Predicate<String> wanted, List<String> come) {
        while (!kept.isEmpty()) {
            String next = kept.removeFirst();
            come.add(next);
            if (wanted.test(next)) {
                return true;
            }
        }
        return false;
    }

    /** Forgets what is kept, and a line that has begun. */
    public synchronized void forget() {
        kept.clear();
        line.setLength(0);
    }

    /** Gives all lines from now on, and those that are kept, to a taker. */
    public synchronized void give(Taker next) {
        taker = next;
        if (!kept.isEmpty()) {
            List<String> come = List.copyOf(kept);
            kept.clear();
            next.lines(port.ticker().nanos(), come);
        }
    }

    public void write(String text, Deadline deadline) throws RunFault, InterruptedException {
        port.write(text.getBytes(ISO_8859_1), deadline);
    }
}
