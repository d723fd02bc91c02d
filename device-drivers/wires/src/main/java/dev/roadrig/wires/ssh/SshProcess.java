package dev.roadrig.wires.ssh;

import com.jcraft.jsch.ChannelExec;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A command that goes on at the board, such as its agent: an exec channel kept open. */
public final class SshProcess implements AutoCloseable {
    private final SshLink link;
    private final ChannelExec channel;
    private final Channels.Permit permit;
    private final Listener listener;
    private final LineOutput out;
    private final LineOutput err;
    private final Runnable look = this::look;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile OptionalInt exitCode = OptionalInt.empty();
    private volatile @Nullable Deadline settled;

    private SshProcess(
            SshLink link,
            ChannelExec channel,
            Channels.Permit permit,
            Listener listener,
            LineOutput out,
            LineOutput err) {
        this.link = link;
        this.channel = channel;
        this.permit = permit;
        this.listener = listener;
        this.out = out;
        this.err = err;
    }

    /** Hears a process. Called on threads of the link; must not block. */
    public interface Listener {
        /**
         * One line of output without its end.
         *
         * @param error whether it came on standard error
         */
        void line(String text, boolean error);

        /** The command ended by itself, or its connection was lost; called once, after its last line. */
        void ended(End end);
    }

    /**
     * What is known of a command's end.
     *
     * @param told whether the board's server closed the channel over a connection that stayed up, with a status or
     *     without one: then the command is over. Otherwise the connection was lost, which tells nothing of the command.
     * @param code 0 to 255; empty when a signal ended it, when the server passed nothing on, and when nothing was told
     * @param how to go on after "the command", such as "was killed by signal KILL"
     */
    public record End(boolean told, OptionalInt code, String how) {}

    static SshProcess start(SshLink link, String commandLine, Listener listener, Deadline deadline)
            throws RunFault, InterruptedException {
        return start(link, link.channels().take(deadline), commandLine, listener, deadline);
    }

    /** @param permit which it gives back at its end, and where it does not start */
    static SshProcess start(
            SshLink link, Channels.Permit permit, String commandLine, Listener listener, Deadline deadline)
            throws RunFault, InterruptedException {
        var out = new LineOutput(line -> listener.line(line, false));
        var err = new LineOutput(line -> listener.line(line, true));
        var opening = SessionOpening.ofCommand(link, commandLine, out, err);
        boolean started = false;
        try {
            ChannelExec channel =
                    SshCall.run(link, "start of " + commandLine, deadline, opening::connect, opening::abort);
            var process = new SshProcess(link, channel, permit, listener, out, err);
            started = true;
            link.watch(process.look);
            return process;
        } finally {
            if (!started) {
                permit.close();
            }
        }
    }

    public boolean isRunning() {
        return !ended.get();
    }

    /** Its exit code; empty while it runs, and when a signal or the connection ended it. */
    public OptionalInt exitCode() {
        return exitCode;
    }

    /** Waits for its end; false when the deadline passed first. */
    public boolean awaitEnd(Deadline deadline) throws InterruptedException {
        return link.ticker().await(ended::get, deadline);
    }

    /**
     * Sends a signal, where the board's server passes signals on (OpenSSH does, dropbear and others may not).
     *
     * @param name without SIG, such as TERM
     */
    public void signal(String name, Deadline deadline) throws RunFault, InterruptedException {
        SshCall.run(
                link,
                "signal " + name,
                deadline,
                () -> {
                    channel.sendSignal(name);
                    return true;
                },
                channel::disconnect);
    }

    /** Writes to its standard input; lost where the connection is, which is told by whoever uses that next. */
    void say(String text) {
        try {
            OutputStream input = channel.getOutputStream();
            input.write(text.getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            // As above.
        }
    }

    /** Ends its standard input. */
    void endInput() {
        try {
            channel.getOutputStream().close();
        } catch (IOException e) {
            // As above.
        }
    }

    /** Waits until the board's server has closed its channel, as it does when the command is over. */
    void awaitClosed(Deadline deadline) throws InterruptedException {
        link.awaitClosed(channel, deadline);
    }

    /** Whether the board's server has closed its channel. */
    boolean isClosed() {
        return channel.isClosed();
    }

    /** Leaves it: closes the channel, without a word to the listener. */
    @Override
    public void close() {
        if (ended.compareAndSet(false, true)) {
            link.unwatch(look);
            link.abort(channel);
            permit.close();
        }
    }

    private void look() {
        if (!channel.isClosed() || !settled() || !ended.compareAndSet(false, true)) {
            return;
        }
        link.unwatch(look);
        permit.close();
        out.end();
        err.end();
        End end = end();
        exitCode = end.code();
        listener.ended(end);
        link.ticker().signal();
    }

    /** A channel without a status was closed by the board, or by a link that has not yet said that it is lost. */
    private boolean settled() {
        if (channel.getExitStatus() >= 0 || channel.getExitSignal() != null || !link.isUp()) {
            return true;
        }
        Deadline until = settled;
        if (until == null) {
            until = link.ticker().in(SshLink.SETTLES);
            settled = until;
        }
        return until.passed(link.ticker());
    }

    private End end() {
        int code = channel.getExitStatus();
        if (code >= 0) {
            return new End(true, OptionalInt.of(code & 0xff), "ended with exit code " + (code & 0xff));
        }
        String signal = channel.getExitSignal();
        if (signal != null) {
            return new End(true, OptionalInt.empty(), "was killed by signal " + signal);
        }
        return link.isUp()
                ? new End(true, OptionalInt.empty(), "ended without an exit code")
                : new End(false, OptionalInt.empty(), "was no longer heard: the connection was lost");
    }
}
