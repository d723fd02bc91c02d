package dev.roadrig.wires.ssh;

import com.jcraft.jsch.ChannelExec;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * Commands over one SSH connection, each on an exec channel of its own without a terminal. The command that is left at
 * its deadline may go on at the board: closing a channel kills nothing there.
 */
public final class SshShell implements Shell {
    /** More output than this is a file to fetch and not an answer. */
    private static final int LARGEST_OUTPUT = 16 << 20;

    /** A command that closes its output and goes on is looked at seldom again after this. */
    private static final Duration CLOSELY = Duration.ofMillis(20);

    private final SshLink link;

    public SshShell(SshLink link) {
        this.link = link;
    }

    @Override
    public Result run(String commandLine, Deadline deadline) throws RunFault, InterruptedException {
        Channels.Permit permit = link.channels().take(deadline);
        try {
            return onChannel(commandLine, deadline);
        } finally {
            permit.close();
        }
    }

    private Result onChannel(String commandLine, Deadline deadline) throws RunFault, InterruptedException {
        var out = new CappedOutput(LARGEST_OUTPUT, link.ticker()::signal);
        var err = new CappedOutput(LARGEST_OUTPUT, link.ticker()::signal);
        var opening = SessionOpening.ofCommand(link, commandLine, out, err);
        ChannelExec channel = SshCall.run(
                link, "start of " + commandLine, deadline, () -> withoutInput(opening.connect()), opening::abort);
        boolean ended = false;
        try {
            ended = awaitEnd(channel, out, err, deadline);
        } finally {
            if (!channel.isClosed()) {
                link.abort(channel);
            }
        }
        if (!ended) {
            throw unfinished("did not end by the deadline", "shell.no-answer", commandLine, out, err);
        }
        if (out.full() || err.full()) {
            throw unfinished("wrote more than " + LARGEST_OUTPUT + " bytes", "shell.output", commandLine, out, err);
        }
        return result(commandLine, channel, out, err);
    }

    /** The library tells nobody that a channel is closed, and closes the command's output a moment before. */
    private boolean awaitEnd(ChannelExec channel, CappedOutput out, CappedOutput err, Deadline deadline)
            throws InterruptedException {
        BooleanSupplier over = () -> channel.isClosed() || out.full() || err.full();
        if (link.ticker().await(() -> over.getAsBoolean() || out.ended(), deadline)) {
            link.awaitClosed(channel, deadline.or(link.ticker().in(CLOSELY)));
        }
        return link.ticker().await(over, deadline);
    }

    /**
     * Ends the command's input: one that reads it ends and does not wait for the deadline. The library's own stream of input
     * has a thread, and a command that ends before that starts is lost with an exception: once in some thousand commands.
     */
    private static ChannelExec withoutInput(ChannelExec channel) {
        try {
            channel.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already, and reads nothing any more; that the link is lost is seen by whoever waits.
        }
        return channel;
    }

    private Result result(String commandLine, ChannelExec channel, CappedOutput out, CappedOutput err)
            throws RunFault, InterruptedException {
        int code = channel.getExitStatus();
        if (code >= 0) {
            return new Result(code & 0xff, out.text(), err.text());
        }
        if (link.ticker().await(() -> !link.isUp(), link.ticker().in(SshLink.SETTLES))) {
            throw link.lostFault("while it ran: " + commandLine);
        }
        String signal = channel.getExitSignal();
        String how = signal == null ? "ended without an exit code" : "was killed by signal " + signal;
        throw unfinished(how, "shell.no-status", commandLine, out, err);
    }

    private RunFault unfinished(String how, String code, String commandLine, CappedOutput out, CappedOutput err) {
        if (!link.isUp()) {
            return link.lostFault("while it ran: " + commandLine);
        }
        return new UnknownFault(
                code,
                "On %s, '%s' %s. Run it by hand, or give it more time."
                        .formatted(link.target().board(), commandLine, how),
                new Evidence("its output so far", out.tail()),
                new Evidence("its errors so far", err.tail()));
    }
}
