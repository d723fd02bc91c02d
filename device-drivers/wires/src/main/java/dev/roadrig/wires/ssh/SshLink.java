package dev.roadrig.wires.ssh;

import com.jcraft.jsch.Channel;
import com.jcraft.jsch.Session;
import dev.roadrig.ports.Files;
import dev.roadrig.ports.Shell;
import dev.roadrig.ports.Uplink;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.thread.OwnedThread;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One authenticated SSH connection to a board, kept open with many channels over it. A board's control and its data go
 * over two of these, so that a forwarded port under load does not hold up a command.
 */
public final class SshLink implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration CLOSE_LOOK = Duration.ofNanos(200_000);
    private static final Duration POLITE = Duration.ofSeconds(1);

    /** A cut link closes its channels a moment before it says so itself. */
    static final Duration SETTLES = Duration.ofSeconds(1);

    private final SshTarget target;
    private final Session session;
    private final SshSocket socket;
    private final Ticker ticker;
    private final Channels channels;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean runsCommands = new AtomicBoolean();
    private final List<Consumer<RunFault>> lostListeners = new ArrayList<>();
    private final List<Runnable> watched = new ArrayList<>();
    private @Nullable RunFault lost;

    private SshLink(SshTarget target, Session session, SshSocket socket, Ticker ticker) {
        this.target = target;
        this.session = session;
        this.socket = socket;
        this.ticker = ticker;
        channels = new Channels(target.board(), ticker);
        look();
    }

    /**
     * Connects: the SSH banner read, the pinned host key seen and the user logged in, all by the deadline. A board that
     * does not answer is tried again until then; a wrong host key or login never is.
     *
     * @throws RunFault {@code ssh.host-key}, {@code ssh.login}, {@code ssh.not-ssh}, {@code ssh.algorithms} as the
     *     rig's; {@code ssh.no-answer} with every try as evidence
     */
    public static SshLink connect(SshTarget target, Ticker ticker, Deadline deadline)
            throws RunFault, InterruptedException {
        SshTries.Answer answer = new SshTries(target, ticker).until(deadline);
        return new SshLink(target, answer.session(), answer.socket(), ticker);
    }

    /** Commands, each on a channel of its own. */
    public Shell shell() {
        return new SshShell(this);
    }

    /** Files by SFTP. */
    public Files files() {
        return new SshFiles(this);
    }

    /** The way from the board back to ports of this host, by remote forwards. */
    public Uplink uplink() {
        return new SshUplink(this);
    }

    /** Makes a port on the board's loopback reachable at a port of this host's loopback. */
    public SshTunnel forward(int boardPort, Deadline deadline) throws RunFault, InterruptedException {
        return SshTunnel.open(this, boardPort, deadline);
    }

    /** Connects to a port on the board's loopback. */
    public SshStream stream(int boardPort, Deadline deadline) throws RunFault, InterruptedException {
        return SshStream.open(this, boardPort, deadline);
    }

    /** Starts a command that goes on; its lines and its end are told to the listener. */
    public SshProcess start(String commandLine, SshProcess.Listener listener, Deadline deadline)
            throws RunFault, InterruptedException {
        return SshProcess.start(this, commandLine, listener, deadline);
    }

    /** Calls back once when the link is lost, unless it is closed before; on the ticker's thread, must not block. */
    public void onLost(Consumer<RunFault> listener) {
        RunFault fault;
        synchronized (lostListeners) {
            fault = lost;
            if (fault == null) {
                lostListeners.add(listener);
            }
        }
        if (fault != null) {
            listener.accept(fault);
        }
    }

    public boolean isUp() {
        return session.isConnected() && !closed.get();
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        within(POLITE, "close", session::disconnect);
        settle();
    }

    SshTarget target() {
        return target;
    }

    Session session() {
        return session;
    }

    Ticker ticker() {
        return ticker;
    }

    /** Those that may be opened on it. */
    Channels channels() {
        return channels;
    }

    /** Whether the board's server has taken a command over it. */
    AtomicBoolean runsCommands() {
        return runsCommands;
    }

    /** Waits until the board's server has closed a channel, which the library tells nobody. */
    void awaitClosed(Channel channel, Deadline deadline) throws InterruptedException {
        while (!channel.isClosed() && isUp() && !deadline.passed(ticker)) {
            boolean unused = ticker.await(channel::isClosed, deadline.or(ticker.in(CLOSE_LOOK)));
        }
    }

    /** Has a task look at its channel now and then, on the ticker's thread, until it is taken off. */
    void watch(Runnable look) {
        synchronized (watched) {
            watched.add(look);
        }
    }

    void unwatch(Runnable look) {
        synchronized (watched) {
            watched.remove(look);
        }
    }

    /** Ends a channel politely, and the whole link where not even that is taken. */
    void abort(Channel channel) {
        within(POLITE, "abort", channel::disconnect);
    }

    /** What an exception of the library means now. */
    RunFault fault(String what, Exception e) {
        if (!session.isConnected()) {
            return lostFault(what);
        }
        return new UnknownFault(
                "ssh.failed", "%s at %s: %s failed: %s.".formatted(target.board(), target.address(), what, e));
    }

    RunFault lostFault(String what) {
        synchronized (lostListeners) {
            if (lost != null) {
                return lost;
            }
        }
        return new RigFault(
                "ssh.lost",
                "The SSH connection to %s at %s was cut (%s). Check the board's network, then run `roadrig rack check`."
                        .formatted(target.board(), target.address(), what));
    }

    private void within(Duration span, String role, Runnable work) {
        var thread = OwnedThread.start(target.threads() + "-ssh-" + role, ticker, work);
        if (!thread.join(span)) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void look() {
        if (closed.get()) {
            return;
        }
        settle();
        if (session.isConnected()) {
            ticker.at(ticker.nanos() + LOOK_EVERY.toNanos(), this::look);
            return;
        }
        RunFault fault = lostFault("no answer to keep-alives, or closed by the far side");
        List<Consumer<RunFault>> told;
        synchronized (lostListeners) {
            lost = fault;
            told = List.copyOf(lostListeners);
            lostListeners.clear();
        }
        told.forEach(listener -> listener.accept(fault));
    }

    private void settle() {
        List<Runnable> now;
        synchronized (watched) {
            now = List.copyOf(watched);
        }
        now.forEach(Runnable::run);
    }
}
