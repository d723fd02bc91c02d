package dev.roadrig.wires.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.JSchException;
import dev.roadrig.scenarios.time.Deadline;
import java.time.Duration;
import java.util.OptionalInt;
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

    private final SshLink link;
    private final Fresh<C> fresh;
    /** The one that the server has not refused. */
    private volatile @Nullable C last;

    private volatile boolean connected;

    /** A channel that is ready to be opened, each time another. */
    interface Fresh<C extends Channel> {
        C channel() throws JSchException;
    }

    SessionOpening(SshLink link, Fresh<C> fresh) {
        this.link = link;
        this.fresh = fresh;
    }

    /** Blocks for as long as the server does not answer. */
    C connect() throws JSchException, InterruptedException {
        Deadline freed = link.ticker().in(FREED);
        while (true) {
            C channel = fresh.channel();
            last = channel;
            try {
                channel.connect(Integer.MAX_VALUE);
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
