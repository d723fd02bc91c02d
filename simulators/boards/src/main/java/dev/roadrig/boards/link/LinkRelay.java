package dev.roadrig.boards.link;

import dev.roadrig.boards.link.stream.StreamRelay;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.record.AskedLink;
import dev.roadrig.scenarios.record.Sink;
import dev.roadrig.scenarios.record.v1.LinkStall;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The link between board and cloud: a relay of byte streams in user space that holds every segment back by rate, delay,
 * jitter and outages, never early, and records what was asked and what it achieved. On a byte stream a loss can only be
 * a stall, and is recorded as one. Before the drive starts the conditions of its first moment hold.
 */
public final class LinkRelay implements AutoCloseable {
    private static final long WINDOW_NANOS = 1_000_000_000L;
    /** Where the drive lies as long as nobody knows: so late that only its first state holds. */
    private static final long NOT_STARTED = Long.MAX_VALUE / 4;

    private final Ticker ticker;
    private final Sink sink;
    private final LinkProfile profile;
    private final StreamRelay relay;
    private final LinkRates rates;
    private final LinkShaper up;
    private final LinkShaper down;
    private final LinkLedger ledger = new LinkLedger();
    private final CarriedLedger carried = new CarriedLedger(true, Set.of());
    private final Pending pending;
    private final long windowStartNanos;
    private volatile @Nullable Long driveZeroNanos;
    private volatile long lastTallyNanos;
    private final AtomicBoolean closed = new AtomicBoolean();

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
        this.windowStartNanos = route.windowStartNanos();
        this.profile = profile.from(windowStartNanos);
        this.ticker = ticker;
        this.sink = sink;
        this.pending = new Pending(ticker);
        this.rates = LinkRates.of(this.profile, windowStartNanos);
        this.up = new LinkShaper(this.profile, Direction.UP, seed, rates.up());
        this.down = new LinkShaper(this.profile, Direction.DOWN, seed, rates.down());
        var place = new StreamRelay.Place(
                "rr-" + route.name() + "-link",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                route.target());
        this.relay = StreamRelay.open(
                place, (flow, direction) -> new LinkPolicy(this, shaper(direction), flow.number()), ticker);
    }

    /** The rates that it sends at, for what goes over the same link beside it. */
    public LinkRates rates() {
        return rates;
    }

    /** The loopback port on which it listens. */
    public int port() {
        return relay.address().getPort();
    }

    /**
     * Ties the conditions to the timeline and begins to record them. What has waited since before for a moment of the drive
     * goes at that moment.
     *
     * @param zeroNanos where the window's start lies on the timeline
     */
    public void start(long zeroNanos) {
        lastTallyNanos = zeroNanos;
        driveZeroNanos = zeroNanos;
        relay.reconsider();
        for (LinkProfile.Step step : profile.steps()) {
            long at = zeroNanos + step.driveOffsetNanos();
            pending.at(at, () -> record(windowStartNanos + step.driveOffsetNanos(), step.state(), at));
        }
        pending.at(zeroNanos + WINDOW_NANOS, () -> tally(zeroNanos + WINDOW_NANOS));
    }

    private void tally(long atNanos) {
        write();
        pending.at(atNanos + WINDOW_NANOS, () -> tally(atNanos + WINDOW_NANOS));
    }

    /** What was counted until now, which on a busy host is later than the second's end. */
    private void write() {
        long now = Math.max(lastTallyNanos, ticker.nanos());
        long windowNanos = now - lastTallyNanos;
        lastTallyNanos = now;
        sink.write(now, ledger.take(windowNanos));
        carried.take(windowNanos).forEach(part -> sink.write(now, part));
    }

    private void record(long driveOffsetNanos, LinkState state, long atNanos) {
        sink.write(atNanos, AskedLink.message(driveOffsetNanos, state));
    }

    void recordStall(long atNanos, LinkPolicy policy, long segment, long stallNanos) {
        sink.write(
                atNanos,
                LinkStall.newBuilder()
                        .setFlow(Long.toString(policy.flow()))
                        .setUp(policy.direction() == Direction.UP)
                        .setSegment(segment)
                        .setStallNs(stallNanos)
                        .build());
    }

    /** Where the window's start lies on the timeline; null until the drive starts. */
    @Nullable
    Long zeroNanos() {
        return driveZeroNanos;
    }

    /**
     * Since the window's start; far before it, where its first state holds, until the drive starts.
     *
     * @param zeroNanos as above
     */
    static long windowNanos(long timelineNanos, @Nullable Long zeroNanos) {
        return timelineNanos - (zeroNanos == null ? NOT_STARTED : zeroNanos);
    }

    /** How many bytes wait in it. */
    long heldBytes() {
        return relay.heldBytes();
    }

    private LinkShaper shaper(Direction direction) {
        return direction == Direction.UP ? up : down;
    }

    /** @param arrivalNanos since the window's start */
    void offered(Direction direction, int bytes, long arrivalNanos, LinkShaper.Departure departure) {
        if (arrivalNanos >= 0) {
            carried.offered(since(direction, arrivalNanos), bits(bytes));
            if (!departure.never()) {
                Since conditions = since(direction, departure.sentNanos());
                carried.tried(conditions);
                if (departure.stallNanos() > 0) {
                    carried.lost(conditions);
                }
            }
        }
    }

    /** When something was to be let go, when it was, and how long it may have waited before to be read. */
    record Let(long dueNanos, long nowNanos, long waitedNanos) {}

    void left(Direction direction, int bytes, LinkShaper.Departure departure, Let let) {
        ledger.left(direction, bytes, departure, let.nowNanos() - let.dueNanos() + let.waitedNanos());
        if (departure.sentNanos() >= 0) {
            carried.left(new Exit(
                    since(direction, departure.sentNanos()),
                    bytes,
                    bits(bytes),
                    begin() + departure.sentNanos(),
                    departure.busyNanos(),
                    departure.queued(),
                    departure.stallNanos() > 0,
                    let.dueNanos(),
                    let.nowNanos(),
                    let.waitedNanos()));
        }
    }

    private Since since(Direction direction, long windowNanos) {
        return new Since(direction, begin() + profile.since(windowNanos));
    }

    /** As above, of a drive that has started. */
    private long begin() {
        return Objects.requireNonNull(driveZeroNanos);
    }

    private static long bits(int bytes) {
        return 8L * (bytes + LinkShaper.HEADER_BYTES);
    }

    /** Ends every connection and thread, and records the last window. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        pending.close();
        relay.close();
        if (driveZeroNanos != null) {
            write();
        }
    }
}
