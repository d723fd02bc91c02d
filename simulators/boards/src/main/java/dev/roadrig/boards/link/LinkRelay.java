package dev.roadrig.boards.link;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.record.AskedLink;
import dev.roadrig.scenarios.record.Sink;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The link between board and cloud: a relay of byte streams in user space that holds every segment back by rate, delay,
 * jitter and outages, never early, and records what was asked and what it achieved. On a byte stream a loss can only be
 * a stall, and is recorded as one. Before the drive starts the conditions of its first moment hold.
 */
public final class LinkRelay implements AutoCloseable {
    private static final long WINDOW_NANOS = 1_000_000_000L;
    private static final long NOT_STARTED = Long.MAX_VALUE / 4;

    private final String name;
    private final Ticker ticker;
    private final Sink sink;
    private final LinkProfile profile;
    private final InetSocketAddress target;
    private final ServerSocket server;
    private final Thread acceptor;
    private final LinkShaper up;
    private final LinkShaper down;
    private final LinkLedger ledger = new LinkLedger();
    private final Set<LinkFlow> flows = ConcurrentHashMap.newKeySet();
    private final List<Ticker.Scheduled> scheduled = new ArrayList<>();
    private final long windowStartNanos;
    private volatile long driveZeroNanos = NOT_STARTED;
    private volatile long lastTallyNanos;
    private volatile boolean closed;
    private long nextFlow;

    /**
     * Opens a relay on a free loopback port.
     *
     * @param route names its threads {@code rr-NAME-link-*}, and says where it leads
     * @param profile the conditions over the drive
     * @param seed decides losses and jitter
     * @param ticker the run's clock
     * @param sink takes what was asked and achieved
     * @throws RigFault when no port can be opened
     */
    public static LinkRelay open(Route route, LinkProfile profile, long seed, Ticker ticker, Sink sink)
            throws RigFault {
        try {
            return new LinkRelay(route, profile, seed, ticker, sink);
        } catch (IOException e) {
            throw new RigFault(
                    "link.port",
                    "The link cannot listen on the loopback address: " + e.getMessage()
                            + ". Check the host's limits on open files and ports.");
        }
    }

    /**
     * Where a relay leads.
     *
     * @param name of the board
     * @param target the service behind the link
     * @param windowStartNanos where the played window begins, since the drive's start
     */
    public record Route(String name, InetSocketAddress target, long windowStartNanos) {}

    private LinkRelay(Route route, LinkProfile profile, long seed, Ticker ticker, Sink sink) throws IOException {
        this.name = route.name();
        this.target = route.target();
        this.windowStartNanos = route.windowStartNanos();
        this.profile = profile.from(windowStartNanos);
        this.ticker = ticker;
        this.sink = sink;
        this.up = new LinkShaper(this.profile, Direction.UP, seed);
        this.down = new LinkShaper(this.profile, Direction.DOWN, seed);
        this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        this.acceptor = new Thread(this::accept, "rr-" + name + "-link-accept");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    /** The loopback port on which it listens. */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * Ties the conditions to the timeline and begins to record them.
     *
     * @param zeroNanos where the window's start lies on the timeline
     */
    public void start(long zeroNanos) {
        lastTallyNanos = zeroNanos;
        driveZeroNanos = zeroNanos;
        for (LinkProfile.Step step : profile.steps()) {
            long at = zeroNanos + step.driveOffsetNanos();
            schedule(at, () -> record(windowStartNanos + step.driveOffsetNanos(), step.state(), at));
        }
        schedule(zeroNanos + WINDOW_NANOS, () -> tally(zeroNanos + WINDOW_NANOS));
    }

    private void tally(long atNanos) {
        sink.write(atNanos, ledger.take(WINDOW_NANOS));
        lastTallyNanos = atNanos;
        schedule(atNanos + WINDOW_NANOS, () -> tally(atNanos + WINDOW_NANOS));
    }

    private void schedule(long atNanos, Runnable task) {
        synchronized (scheduled) {
            if (!closed) {
                scheduled.add(ticker.at(atNanos, task));
            }
        }
    }

    private void record(long driveOffsetNanos, LinkState state, long atNanos) {
        sink.write(atNanos, AskedLink.message(driveOffsetNanos, state));
    }

    private void accept() {
        while (true) {
            Socket board;
            try {
                board = server.accept();
            } catch (IOException e) {
                return;
            }
            try {
                open(board);
            } catch (IOException e) {
                // The cloud's port refused it; open() has closed the board's side, which is how the board learns of it.
            }
        }
    }

    private void open(Socket board) throws IOException {
        board.setTcpNoDelay(true);
        Socket cloud = new Socket();
        try {
            cloud.setTcpNoDelay(true);
            cloud.connect(target, 5_000);
        } catch (IOException e) {
            board.close();
            cloud.close();
            throw e;
        }
        var flow = new LinkFlow(this, nextFlow++, board, cloud);
        flows.add(flow);
        flow.start("rr-" + name + "-link-" + flow.number());
        if (closed) {
            flow.close();
        }
    }

    /** Since the window's start; far before it, where its first state holds, until the drive starts. */
    long windowNanos(long timelineNanos) {
        return timelineNanos - driveZeroNanos;
    }

    LinkShaper shaper(Direction direction) {
        return direction == Direction.UP ? up : down;
    }

    Ticker ticker() {
        return ticker;
    }

    LinkLedger ledger() {
        return ledger;
    }

    Sink sink() {
        return sink;
    }

    void ended(LinkFlow flow) {
        flows.remove(flow);
        up.forget(flow.number());
        down.forget(flow.number());
    }

    /** Ends every connection and thread, and records the last window. */
    @Override
    public void close() {
        synchronized (scheduled) {
            if (closed) {
                return;
            }
            closed = true;
            scheduled.forEach(Ticker.Scheduled::cancel);
        }
        try {
            server.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        for (LinkFlow flow : List.copyOf(flows)) {
            flow.close();
        }
        ThreadEnd.await(acceptor);
        if (driveZeroNanos != NOT_STARTED) {
            long now = ticker.nanos();
            sink.write(now, ledger.take(now - lastTallyNanos));
        }
    }
}
