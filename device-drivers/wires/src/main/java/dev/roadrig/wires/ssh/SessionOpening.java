package dev.roadrig.wires.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import dev.roadrig.scenarios.time.Deadline;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Opens a session's channel, for a command or for SFTP. A server frees a session some time after its channel is closed, and
 * until then refuses one more than it allows: a refused one is asked for again for a moment, since nothing was begun.
 */
final class SessionOpening<C extends Channel> {
    /** Said by the library of the answer to the opening alone; what is asked for over an open channel fails in other words. */
    private static final String REFUSED = "channel is not opened.";

    private static final Duration FREED = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofMillis(5);

    /**
     * The library then neither asks for an answer to what is asked for nor looks for it, which it does each 10 ms, and gives an
     * opening up that nobody answers for 20 s.
     */
    private static final int UNANSWERED = 0;

    private final SshLink link;
    private final Fresh<C> fresh;
    /** Whether the server is known to grant what is asked for. */
    private final AtomicBoolean granted;
    /** The one that the server has not refused. */
    private volatile @Nullable C last;

    private volatile boolean connected;

    /** A channel that is ready to be opened, each time another. */
    private interface Fresh<C extends Channel> {
        C channel() throws JSchException;
    }

    private SessionOpening(SshLink link, AtomicBoolean granted, Fresh<C> fresh) {
        this.link = link;
        this.granted = granted;
        this.fresh = fresh;
    }

    /**
     * One that runs a command. A server that has run one over a connection is not asked whether it runs the next.
     *
     * @param out takes its output, on the library's own thread, so that it can't fill up and hold the command
     * @param err takes its errors likewise
     */
    static SessionOpening<ChannelExec> ofCommand(SshLink link, String commandLine, OutputStream out, OutputStream err) {
        return new SessionOpening<>(link, link.runsCommands(), () -> {
            var channel = (ChannelExec) link.session().openChannel("exec");
            channel.setCommand(commandLine.getBytes(StandardCharsets.UTF_8));
            channel.setOutputStream(out);
            channel.setErrStream(err);
            return channel;
        });
    }

    /** One that starts the SFTP server. */
    static SessionOpening<ChannelSftp> ofFiles(SshLink link) {
        return new SessionOpening<>(
                link, new AtomicBoolean(), () -> (ChannelSftp) link.session().openChannel("sftp"));
    }

    /** Blocks for as long as the server does not answer. */
    C connect() throws JSchException, InterruptedException {
        Deadline freed = link.ticker().in(FREED);
        while (true) {
            C channel = fresh.channel();
            last = channel;
            try {
                channel.connect(granted.get() ? UNANSWERED : Integer.MAX_VALUE);
                granted.set(true);
                connected = true;
                return channel;
            } catch (JSchException e) {
                if (!REFUSED.equals(e.getMessage())) {
                    throw e;
                }
                last = null;
                if (!link.isUp() || freed.passed(link.ticker())) {
                    throw e;
                }
            }
            boolean unused =
                    link.ticker().await(() -> !link.isUp(), link.ticker().in(AGAIN));
        }
    }

    /** Whether the server gave a session, and what was asked for in it did not begin. */
    boolean hasFailedInside() {
        return last != null && !connected;
    }

    /** The exit code of what was asked for, where the server has told it. */
    OptionalInt exitCode() {
        C channel = last;
        return channel == null || channel.getExitStatus() < 0
                ? OptionalInt.empty()
                : OptionalInt.of(channel.getExitStatus() & 0xff);
    }

    /** Ends the last channel politely, where there is one; from any thread. */
    void abort() {
        C channel = last;
        if (channel != null) {
            link.abort(channel);
        }
    }
}
