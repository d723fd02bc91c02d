package dev.roadrig.harness.cli;

import dev.roadrig.harness.run.Progress;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintStream;
import java.util.Locale;

/** Tells a person at a terminal, or a log, how a run goes: a line a phase, and a bar while the drive is replayed. */
final class LineProgress implements Progress {
    private static final int BAR = 30;
    private static final int LOG_EVERY = 50;

    private final PrintStream out;
    private final boolean terminal;
    private final Ticker ticker;
    private final String board;
    private boolean onBar;
    private int nextLogged = LOG_EVERY;

    /**
     * @param terminal whether a line can be written over
     * @param ticker for the time of each line since the command began
     */
    LineProgress(PrintStream out, boolean terminal, Ticker ticker, String board) {
        this.out = out;
        this.terminal = terminal;
        this.ticker = ticker;
        this.board = board;
    }

    @Override
    public synchronized void phase(String name, String detail) {
        leaveBar();
        line(name, detail);
    }

    @Override
    public synchronized void replay(int sent, int total, String linkState) {
        String link = linkState.isEmpty() ? "" : "  link " + linkState;
        if (terminal) {
            int filled = total == 0 ? 0 : (int) ((long) sent * BAR / total);
            out.print("\r" + stamp() + head("replay") + "#".repeat(filled) + "-".repeat(BAR - filled)
                    + String.format(Locale.ROOT, " %d/%d%-20s", sent, total, link));
            out.flush();
            onBar = true;
        } else if (sent >= nextLogged) {
            line("replay", sent + " of " + total + " frames" + link);
            nextLogged = (sent / LOG_EVERY + 1) * LOG_EVERY;
        }
    }

    @Override
    public synchronized void fault(RunFault fault) {
        leaveBar();
        line("fault", String.valueOf(fault.getMessage()));
    }

    private void leaveBar() {
        if (onBar) {
            out.println();
            onBar = false;
        }
    }

    private void line(String name, String detail) {
        out.println(stamp() + head(name) + dev.roadrig.reports.text.PlainText.line(detail));
    }

    private String head(String name) {
        return String.format(Locale.ROOT, "%-12s %-9s ", board, name);
    }

    private String stamp() {
        return String.format(Locale.ROOT, "%6.1f s  ", ticker.nanos() / 1e9);
    }
}
