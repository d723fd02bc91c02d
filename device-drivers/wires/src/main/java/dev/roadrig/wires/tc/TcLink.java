package dev.roadrig.wires.tc;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.thread.OwnedThread;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * A link that a board's own kernel makes on one of its interfaces, told over the board's shell: netem and tbf for what
 * leaves, the same for what comes by way of an intermediate interface. Losses are drawn by the kernel and not by the
 * scenario's seed, and what leaves is held back rather than lost where the board sends too fast. An outage holds what is
 * queued and loses what comes, where a gateway keeps it while there is room. The control connection goes past it. From before the first change until everything is taken back a dead-man on the board takes it back by
 * itself when this host falls silent.
 */
public final class TcLink implements AutoCloseable {
    private static final long NOT_STARTED = Long.MAX_VALUE / 4;

    /** A word to the dead-man that would be on its way when a change is due waits for the change, which is a word too. */
    private static final long MAKES_WAY_NANOS = Duration.ofMillis(300).toNanos();

    private static final String OURS = "taken back by the harness";

    private final TcPlace place;
    private final TcPlan plan;
    private final List<LinkProfile.Step> steps;
    private final TcSetup setup;
    private final BoardEnd board;
    private final Ticker ticker;
    private final Listener listener;
    private final List<String> made;
    private final OwnedThread thread;
    private volatile long zeroNanos = NOT_STARTED;
    private volatile boolean closing;
    private volatile Optional<RunFault> lost = Optional.empty();
    private boolean closed;
    private int next = 1;

    /** Hears what becomes of the link; called on the link's thread. */
    public interface Listener {
        /** A state came to hold. */
        void edge(TcEdge edge);

        /** The link is not what was asked any more; the last call. */
        void lost(RunFault fault);
    }

    private TcLink(Making making, BoardEnd board, TcSetup setup) {
        place = making.place();
        plan = making.plan();
        steps = making.profile().steps();
        ticker = making.ticker();
        listener = making.listener();
        this.setup = setup;
        this.board = board;
        made = plan.make(setup.probe(), steps.get(0).state());
        thread = OwnedThread.start("rr-" + place.board() + "-tc", ticker, this::play);
    }

    private record Making(TcPlace place, TcPlan plan, LinkProfile profile, Ticker ticker, Listener listener) {}

    /**
     * Makes the link on a board, in its profile's first state.
     *
     * @param profile the conditions from the played window's start on
     * @param shell of root on the board; a connection that is kept for control
     * @throws dev.roadrig.scenarios.fault.BadInput for conditions that tc cannot say
     * @throws RigFault {@code tc.refused} where the board cannot, with the reasons; {@code tc.in-use}
     */
    public static TcLink open(TcPlace place, LinkProfile profile, Shell shell, Ticker ticker, Listener listener)
            throws RunFault, InterruptedException {
        TcLimits.require(place, profile);
        var plan = new TcPlan(place, profile);
        TcSetup setup = TcSetup.of(place, shell, ticker);
        setup.require(place, plan);
        var board = new BoardEnd(place, setup.probe().tc(), shell, ticker);
        LinkState first = profile.steps().get(0).state();
        String pid = board.arm("interface " + place.interfaceName() + "\nsince "
                + ticker.utcAnchor().plusNanos(ticker.nanos()).truncatedTo(ChronoUnit.SECONDS)
                + " by the harness's clock\nharness process "
                + ProcessHandle.current().pid());
        try {
            board.make(setup.probe().intermediate(), plan.make(setup.probe(), first));
        } catch (RunFault | InterruptedException e) {
            takeBack(board, pid, e);
            throw e;
        }
        return new TcLink(new Making(place, plan, profile, ticker, listener), board, setup);
    }

    private static void takeBack(BoardEnd board, String pid, Exception first) throws InterruptedException {
        try {
            Sections unused = board.disarm("taken back: it could not be made whole, dead-man " + pid);
        } catch (RunFault e) {
            first.addSuppressed(e);
        }
    }

    /** Which tc made it, and where. */
    public String words() {
        return "tc on " + place.interfaceName() + " of the board itself, "
                + setup.probe().version();
    }

    /** What an earlier harness had left on the board, and what became of it. */
    public Optional<String> found() {
        return setup.found();
    }

    /**
     * Ties the conditions to the timeline.
     *
     * @param zeroNanos where the window's start lies on the timeline
     */
    public void start(long zeroNanos) {
        this.zeroNanos = zeroNanos;
        ticker.signal();
    }

    private void play() {
        long beatAt = ticker.nanos();
        long known = NOT_STARTED;
        try {
            while (!closing) {
                long zero = zeroNanos;
                if (zero != known) {
                    known = zero;
                    listener.edge(new TcEdge(steps.get(0), zero, zero, zero, made));
                }
                long stepAt = next < steps.size() ? zero + steps.get(next).driveOffsetNanos() : NOT_STARTED;
                long at = stepAt - beatAt < MAKES_WAY_NANOS ? stepAt : beatAt;
                if (ticker.await(() -> closing || zeroNanos != zero, new Deadline(at))) {
                    continue;
                }
                if (at == stepAt) {
                    change(stepAt);
                } else {
                    board.change(List.of());
                }
                beatAt = ticker.nanos() + place.between().toNanos();
            }
        } catch (RunFault e) {
            lose(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            var fault = new RigFault(
                    "tc.unheard",
                    "What becomes of the link of " + place.board() + " was not taken down: " + e
                            + ". This is a fault of the harness; report it with the trace.");
            fault.initCause(e);
            lose(fault);
        }
    }

    private void lose(RunFault fault) {
        lost = Optional.of(fault);
        if (!closing) {
            listener.lost(fault);
        }
    }

    /**
     * Asks the board whether its link is still the one asked. To be called once the last judged frame is through, while
     * the run's faults still count and before {@link #close()}: a link that was taken back unseen, since the last word,
     * would otherwise have judged a drive without one.
     *
     * @throws RunFault {@code tc.gone} where it was taken back, and whatever ended the link before
     */
    public void check() throws RunFault, InterruptedException {
        if (lost.isPresent()) {
            throw lost.get();
        }
        board.change(List.of());
    }

    private void change(long dueNanos) throws RunFault, InterruptedException {
        LinkState from = steps.get(next - 1).state();
        LinkProfile.Step to = steps.get(next);
        long sent = ticker.nanos();
        List<String> commands = plan.change(setup.probe(), from, to.state());
        board.change(commands);
        long answered = ticker.nanos();
        Duration lag = plan.lag(setup.probe(), from, to.state());
        listener.edge(new TcEdge(to, dueNanos, sent, answered, lag, commands));
        next++;
    }

    /**
     * Takes everything back and holds the board's {@code tc qdisc show} against the one before.
     *
     * @throws RunFault {@code tc.not-restored} where they differ, or where nobody saw it; {@code tc.gone} where another
     *     took it back before; what ended the link before
     */
    @Override
    public void close() throws RunFault {
        if (closed) {
            return;
        }
        closed = true;
        closing = true;
        ticker.signal();
        thread.join(BoardEnd.ANSWER);
        boolean interrupted = Thread.interrupted();
        try {
            Sections said = board.disarm(OURS);
            verify(QdiscShow.parse(said.get("qdiscs")));
            if (!said.get("done").lines().findFirst().equals(Optional.of(OURS))) {
                throw board.gone(new Evidence("its note", said.get("done")));
            }
            if (lost.isPresent()) {
                throw lost.get();
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void verify(QdiscShow now) throws RigFault {
        List<String> differences = now.differences(setup.probe().qdiscs());
        if (!differences.isEmpty() || !now.of(setup.probe().intermediate()).isEmpty()) {
            throw new RigFault(
                    "tc.not-restored",
                    "The queues of " + place.board()
                            + " are not what they were before its link was made by tc. Take the"
                            + " rest back by hand: tc qdisc del dev " + place.interfaceName()
                            + " root; tc qdisc del dev "
                            + place.interfaceName() + " ingress; ip link del "
                            + setup.probe().intermediate() + ".",
                    new Evidence("what differs", String.join("\n", differences)));
        }
    }
}
