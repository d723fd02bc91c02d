package dev.roadrig.agent.placement;

import dev.roadrig.agent.placement.Cloud.Answered;
import dev.roadrig.agent.placement.Cloud.Failed;
import dev.roadrig.agent.placement.Cloud.Reply;
import dev.roadrig.agent.placement.CloudTry.Outcome;
import dev.roadrig.agent.placement.Edge.Event;
import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.scenario.Placement.Mode;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Decides for each frame where it is inferred. A frame that waits for the cloud holds nothing up: at most
 * {@link #MOST_OPEN} of them wait, and each is handed to the edge when its deadline passes. The link counts as down
 * after {@link #MISSES_TO_DOWN} frames in a row without an answer in time, until a probe is answered in time.
 *
 * <p>A request whose deadline has passed stays open for a while, so that a late answer is seen and recorded; it counts
 * as open until it is answered or cancelled, so that a dead connection never holds more than two pictures.
 *
 * @param <Q> a frame's request
 * @param <A> the cloud's answer
 */
public final class Placer<Q, A> implements AutoCloseable {
    /** Requests to the cloud that may be open at a time. */
    public static final int MOST_OPEN = 2;

    /** Frames in a row without an answer in time until the link counts as down. */
    public static final int MISSES_TO_DOWN = 2;

    /** How long after its deadline an answer is still waited for, to be recorded as late. */
    static final Duration GRACE = Duration.ofSeconds(2);

    private final Ticker ticker;
    private final LongSupplier boardNanos;
    private final Cloud<Q, A> cloud;
    private final Edge<Q, A> edge;
    private final Placement placement;
    private final LinkProbe probe;
    private final Set<Asked> open = new HashSet<>();
    private boolean up = true;
    private boolean closed;
    private int missesInRow;

    /**
     * @param ticker times deadlines; its tasks call the edge
     * @param boardNanos the board's clock, which stamps what is sent and answered
     * @param cloud owned: closed with the placer
     * @param placement which uses the cloud
     */
    public Placer(Ticker ticker, LongSupplier boardNanos, Cloud<Q, A> cloud, Edge<Q, A> edge, Placement placement) {
        if (!placement.usesCloud() || placement.cloudDeadline().isZero()) {
            throw new IllegalArgumentException("a placer is for the cloud and needs a deadline above zero");
        }
        this.ticker = ticker;
        this.boardNanos = boardNanos;
        this.cloud = cloud;
        this.edge = edge;
        this.placement = placement;
        this.probe = new LinkProbe(ticker, cloud, placement.cloudDeadline());
    }

    /**
     * Takes a frame.
     *
     * @param receivedNanos when it came, on the ticker's timeline: its deadline counts from here
     */
    public void submit(Q request, long receivedNanos) {
        Asked asked =
                new Asked(request, receivedNanos + placement.cloudDeadline().toNanos());
        Outcome skipped;
        synchronized (this) {
            skipped = !up
                    ? Outcome.SKIPPED_LINK_DOWN
                    : open.size() >= MOST_OPEN ? Outcome.SKIPPED_BUSY : Outcome.NOT_TRIED;
            if (skipped == Outcome.NOT_TRIED) {
                open.add(asked);
            }
        }
        if (skipped == Outcome.NOT_TRIED) {
            asked.send();
        } else {
            withoutCloud(
                    request,
                    CloudTry.skipped(skipped),
                    skipped == Outcome.SKIPPED_BUSY
                            ? MOST_OPEN + " requests to the cloud are open already"
                            : "the link to the cloud is down");
        }
    }

    private void withoutCloud(Q request, CloudTry tried, String why) {
        if (placement.mode() == Mode.CLOUD) {
            edge.fail(request, tried, why);
        } else {
            edge.infer(request, tried);
        }
    }

    /** A frame had no answer in time. */
    private void missed(Q request) {
        int misses;
        synchronized (this) {
            misses = ++missesInRow;
            if (!up || closed || missesInRow < MISSES_TO_DOWN) {
                return;
            }
            up = false;
        }
        edge.event(Event.LINK_DOWN, request, misses + " frames in a row had no answer of the cloud in time");
        probe.start(rounds -> linkUp(request, rounds));
    }

    private void linkUp(Q last, int probes) {
        synchronized (this) {
            up = true;
            missesInRow = 0;
        }
        edge.event(Event.LINK_UP, last, "probe " + probes + " was answered in time");
    }

    /** Whether frames go to the cloud now. */
    public synchronized boolean linkIsUp() {
        return up;
    }

    /** Requests to the cloud that are open, late ones included. */
    public synchronized int open() {
        return open.size();
    }

    /** Cancels what is open; frames that still wait fail. */
    @Override
    public void close() {
        Set<Asked> left;
        synchronized (this) {
            closed = true;
            left = Set.copyOf(open);
        }
        probe.close();
        left.forEach(Asked::giveUp);
        cloud.close();
    }

    /** One frame that the cloud was asked about. */
    private final class Asked {
        private final Q request;
        private final long deadlineNanos;
        private final long sentNanos = boardNanos.getAsLong();
        private Ticker.Scheduled timer = () -> false;
        private Cloud.Call call = () -> {};
        private boolean settled;
        private boolean ended;

        Asked(Q request, long deadlineNanos) {
            this.request = request;
            this.deadlineNanos = deadlineNanos;
        }

        void send() {
            Cloud.Call sent = cloud.infer(request, this::replied);
            synchronized (this) {
                call = sent;
                if (!ended) {
                    timer = ticker.at(deadlineNanos, this::deadline);
                }
            }
        }

        /** True for the one caller who decides what becomes of the frame. */
        private synchronized boolean settle() {
            boolean first = !settled;
            settled = true;
            return first;
        }

        private void deadline() {
            if (settle()) {
                missed(request);
                withoutCloud(
                        request,
                        new CloudTry(Outcome.DEADLINE_MISSED, sentNanos, 0),
                        "the cloud did not answer within "
                                + placement.cloudDeadline().toMillis() + " ms");
            }
            synchronized (this) {
                if (!ended) {
                    timer = ticker.at(deadlineNanos + GRACE.toNanos(), this::cancel);
                }
            }
        }

        private void cancel() {
            Cloud.Call under;
            synchronized (this) {
                under = call;
            }
            under.cancel();
        }

        private void replied(Reply<A> reply) {
            long nanos = boardNanos.getAsLong();
            long late = ticker.nanos() - deadlineNanos;
            end();
            boolean inTime = settle();
            if (reply instanceof Answered<A> answered) {
                if (inTime) {
                    answered(answered.answer(), nanos);
                } else {
                    edge.event(Event.LATE_ANSWER, request, "the cloud answered " + late / 1_000_000 + " ms too late");
                }
            } else if (inTime && reply instanceof Failed<A> failed) {
                // A connection that is gone shows at once what a deadline would show later.
                if (failed.unreachable()) {
                    missed(request);
                }
                withoutCloud(request, new CloudTry(Outcome.FAILED, sentNanos, 0), failed.why());
            }
        }

        private void answered(A answer, long nanos) {
            synchronized (Placer.this) {
                missesInRow = 0;
            }
            edge.answer(request, answer, new CloudTry(Outcome.ANSWERED, sentNanos, nanos));
        }

        private void end() {
            Ticker.Scheduled pending;
            synchronized (this) {
                ended = true;
                pending = timer;
            }
            boolean unused = pending.cancel();
            synchronized (Placer.this) {
                open.remove(this);
            }
        }

        private void giveUp() {
            if (settle()) {
                edge.fail(request, new CloudTry(Outcome.FAILED, sentNanos, 0), "the placement was changed or ended");
            }
            cancel();
        }
    }
}
