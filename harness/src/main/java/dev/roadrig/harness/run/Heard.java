package dev.roadrig.harness.run;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a console said for a moment, and whether that is text. */
final class Heard implements Console.Listener {
    private static final Duration LOOK = Duration.ofMillis(20);
    /** After which an answer is taken for a whole one. */
    private static final Duration STILL = Duration.ofMillis(300);

    /** A wrong baud makes most bytes no text; a prompt with colours, or a word in an old code page, a few. */
    private static final double MOST_STRANGE = 0.25;

    private static final String OF_TERMINALS = "\t\r\n\b\f\u0007\u001b";
    private static final int MOST_KEPT = 4096;
    private static final int MOST_SHOWN = 60;

    private final Ticker ticker;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private long lastNanos;
    private boolean gone;

    Heard(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public synchronized void received(long nanos, byte[] bytes) {
        lastNanos = nanos;
        said.write(bytes, 0, Math.min(bytes.length, MOST_KEPT - said.size()));
    }

    @Override
    public synchronized void lost(RunFault fault) {
        gone = true;
    }

    /** Listens until something was said and it is still again, or the time is over. */
    void await(Deadline deadline) throws InterruptedException {
        while (!isOver() && !deadline.passed(ticker)) {
            boolean unused = ticker.await(() -> false, ticker.in(LOOK).or(deadline));
        }
    }

    private synchronized boolean isOver() {
        return gone || (said.size() > 0 && ticker.nanos() - lastNanos > STILL.toNanos());
    }

    /** In bytes; of a console that says much, the first 4096. */
    synchronized int count() {
        return said.size();
    }

    /** Which share of the characters is none of a text, 0 to 1; NaN where nothing came. */
    double strange() {
        int[] characters = text().codePoints().toArray();
        long strange = text().codePoints()
                .filter(c -> c == 0xFFFD || (Character.isISOControl(c) && OF_TERMINALS.indexOf(c) < 0))
                .count();
        return (double) strange / characters.length;
    }

    boolean isGarbage() {
        return strange() > MOST_STRANGE;
    }

    private synchronized String text() {
        return said.toString(StandardCharsets.UTF_8);
    }

    /** The end of the last line that is not empty; empty where there is none. */
    String lastLine() {
        String kept = text();
        // A line that was kept whole is no cut one.
        boolean isCut = count() >= MOST_KEPT && !kept.endsWith("\n") && !kept.endsWith("\r");
        String heard = isCut ? kept + Wording.CUT : kept;
        String line = heard.lines()
                .map(each -> each.replaceAll("\\p{Cntrl}+", " ").strip())
                .filter(each -> !each.isEmpty())
                .reduce("", (before, last) -> last);
        return Wording.lastOf(line, MOST_SHOWN);
    }
}
