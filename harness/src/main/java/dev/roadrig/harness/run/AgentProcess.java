package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshProcess;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The board's agent as a process on the board: started over SSH, ready when it names its port, watched until closed. */
final class AgentProcess implements SshProcess.Listener, AutoCloseable {
    private static final Pattern READY = Pattern.compile("roadrig-agent ready port=(\\d{1,5})\\b.*");
    private static final int KEPT_LINES = 40;

    private final String board;
    private final Consumer<RunFault> faults;
    private final Deque<String> lines = new ArrayDeque<>();
    private int port;
    private boolean closing;
    private SshProcess.@Nullable End end;
    private @Nullable SshProcess process;

    private AgentProcess(String board, Consumer<RunFault> faults) {
        this.board = board;
        this.faults = faults;
    }

    /**
     * Starts the agent and waits until it is ready.
     *
     * @param faults told when it ends without being asked to, after it was ready
     * @throws BoardFault {@code agent.failed} with what it said, when it ends before it is ready
     */
    static AgentProcess start(
            String board, SshLink link, String commandLine, Consumer<RunFault> faults, Ticker ticker, Deadline deadline)
            throws RunFault, InterruptedException {
        var agent = new AgentProcess(board, faults);
        agent.process = link.start(commandLine, agent, deadline);
        ticker.await(() -> agent.port() > 0 || agent.ended(), deadline);
        if (agent.port() == 0) {
            agent.close();
            throw agent.notReady(commandLine);
        }
        return agent;
    }

    /** An end that was told is the board's own word; a lost connection shows nothing of the agent. */
    private synchronized RunFault notReady(String commandLine) {
        String sentence = "The agent on " + board + " was not ready: it "
                + (end == null ? "said nothing in time" : end.how()) + ". It was started with `" + commandLine
                + "`; its own words are in the evidence.";
        return end != null && end.told()
                ? new BoardFault("agent.failed", sentence, evidence())
                : new UnknownFault("agent.not-ready", sentence, evidence());
    }

    /** Where the agent listens on the board; 0 until it is ready. */
    synchronized int port() {
        return port;
    }

    synchronized boolean ended() {
        return end != null;
    }

    synchronized Evidence evidence() {
        return new Evidence("the agent's last lines", String.join("\n", lines));
    }

    @Override
    public synchronized void line(String text, boolean error) {
        lines.add(text);
        if (lines.size() > KEPT_LINES) {
            lines.remove();
        }
        Matcher ready = READY.matcher(text);
        if (ready.matches()) {
            port = Integer.parseInt(ready.group(1));
        }
    }

    @Override
    public void ended(SshProcess.End how) {
        boolean unasked;
        synchronized (this) {
            end = how;
            unasked = port > 0 && !closing && how.told();
        }
        if (unasked) {
            faults.accept(new BoardFault(
                    "agent.dead",
                    "The agent on " + board + " " + how.how() + " in the middle of the run, and nobody asked it to."
                            + " Its own words are in the evidence.",
                    evidence()));
        }
    }

    /** From now on its end is no fault. */
    synchronized void expectEnd() {
        closing = true;
    }

    /** From now on its end is a fault again; false where it has ended already. */
    synchronized boolean goOn() {
        closing = false;
        return end == null;
    }

    /**
     * Waits for its end.
     *
     * @throws UnknownFault {@code agent.stays} when it has not ended by the deadline
     */
    void awaitEnd(Ticker ticker, Deadline deadline) throws RunFault, InterruptedException {
        if (!ticker.await(this::ended, deadline)) {
            throw new UnknownFault(
                    "agent.stays",
                    "The agent on " + board + " was killed and has not ended by the deadline.",
                    evidence());
        }
    }

    @Override
    public void close() {
        expectEnd();
        SshProcess p = process;
        if (p != null) {
            p.close();
        }
    }
}
