package dev.roadrig.boards.link.packet;

import dev.roadrig.boards.link.LinkRates;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.record.Sink;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The way of a board's datagrams in a run: a relay through which they pass as they are until the drive starts, and then by
 * the scenario's conditions on the drive's timeline, lost by the same dice as on any backend. A rate is shared with the relay of
 * streams beside it, where there is one: who comes first is sent first.
 */
public final class DatagramLink implements AutoCloseable {
    private final UdpRelay.Place place;
    private final Ticker ticker;
    private final Consumer<RigFault> broken;
    private final Map<Direction, LateCarrier> carriers = new EnumMap<>(Direction.class);
    private final Map<Direction, AtomicLong> came = counts();
    private final Map<Direction, AtomicLong> passed = counts();
    private final AtomicBoolean told = new AtomicBoolean();
    private final PacketDiary diary;
    private final UdpRelay relay;
    private volatile TraceLogs logs = TraceLogs.none();

    /**
     * What a run is told.
     *
     * @param sink takes what was asked and achieved
     * @param alone false where a relay of streams beside it writes what is asked
     * @param broken told when the rig itself loses datagrams, or a log
     */
    public record Told(Sink sink, boolean alone, Consumer<RigFault> broken) {}

    /**
     * Opens the relay; datagrams pass as they are.
     *
     * @throws RigFault {@code link.port} when the port cannot be had
     */
    public static DatagramLink open(UdpRelay.Place place, Told told, Ticker ticker) throws RigFault {
        try {
            return new DatagramLink(place, told, ticker);
        } catch (IOException e) {
            throw new RigFault(
                    "link.port",
                    "The link cannot listen for the board's datagrams on " + text(place.listen()) + ": "
                            + e.getMessage() + ". Choose another port in the board's `uplink: {udp: ...}`.");
        }
    }

    private DatagramLink(UdpRelay.Place place, Told told, Ticker ticker) throws IOException {
        this.place = place;
        this.ticker = ticker;
        this.broken = told.broken();
        this.diary = new PacketDiary(ticker, told.sink(), this::tally, this::watch, told.alone());
        this.relay = UdpRelay.open(place, new Ends(), ticker);
    }

    private static Map<Direction, AtomicLong> counts() {
        return new EnumMap<>(Map.of(Direction.UP, new AtomicLong(), Direction.DOWN, new AtomicLong()));
    }

    private static void count(Map<Direction, AtomicLong> counts, Direction direction) {
        AtomicLong count = counts.get(direction);
        if (count != null) {
            count.incrementAndGet();
        }
    }

    private static long read(Map<Direction, AtomicLong> counts, Direction direction) {
        AtomicLong count = counts.get(direction);
        return count == null ? 0 : count.get();
    }

    private final class Ends implements UdpRelay.Ends {
        @Override
        public PacketCarrier open(Direction direction, PacketCarrier.Outlet outlet) {
            var carrier = new LateCarrier(outlet);
            carriers.put(direction, carrier);
            return carrier;
        }

        @Override
        public void came(Direction direction) {
            count(came, direction);
        }

        @Override
        public void passed(Direction direction) {
            count(passed, direction);
        }

        @Override
        public void flow(long number, SocketAddress sender) {
            int port = sender instanceof InetSocketAddress address ? address.getPort() : 0;
            diary.flow(number, "udp " + port + " to " + text(place.target()));
        }

        @Override
        public void refused(long flow) {
            // What passed the link and nobody listened for is the target's affair.
        }
    }

    /** Where the board sends to. */
    public InetSocketAddress address() {
        return relay.address();
    }

    /**
     * Ties the conditions to the timeline, on which they begin at a moment to come, and begins to record.
     *
     * @param zeroNanos where the play's window starts on the timeline
     * @param shared the rates of the relay of streams beside it; empty where there is none
     * @throws RigFault {@code link.log} when a log cannot be made
     */
    public void start(PacketPlay play, long zeroNanos, Optional<LinkRates> shared) throws RigFault {
        if (play.profile().isPresent()) {
            if (play.logs().isPresent()) {
                logs = TraceLogs.open(
                        play.logs().get(), play.profile().get(), zeroNanos - play.windowStartNanos(), ticker);
            }
            diary.log(logs);
            carriers.forEach((direction, carrier) -> {
                String name = place.threads() + (direction == Direction.UP ? "-up" : "-down");
                var plan = new CarrierPlan(
                        name,
                        play.profile().get(),
                        direction,
                        play.seed(),
                        play.windowStartNanos(),
                        UdpRelay.HEAD_BYTES,
                        shared);
                carrier.begin(plan, ticker, diary.watch(direction), zeroNanos);
            });
        }
        diary.start(play.profile(), play.windowStartNanos(), zeroNanos);
    }

    private PacketTally tally() {
        return new PacketTally(
                read(came, Direction.UP),
                read(came, Direction.DOWN),
                read(passed, Direction.UP),
                read(passed, Direction.DOWN),
                0,
                0,
                0,
                relay.overrun());
    }

    /** What became of the datagrams until now, for people. */
    public String account() {
        return "datagrams to " + text(place.target()) + ": " + read(passed, Direction.UP) + " of "
                + read(came, Direction.UP) + " passed up, " + read(passed, Direction.DOWN) + " of "
                + read(came, Direction.DOWN) + " down";
    }

    private void watch(PacketTally tally) {
        Optional<RigFault> wrong = wrong(tally);
        if (wrong.isPresent() && told.compareAndSet(false, true)) {
            broken.accept(wrong.get());
        }
    }

    private Optional<RigFault> wrong(PacketTally tally) {
        if (diary.outOfMemory() > 0) {
            return Optional.of(DatagramLoss.memory(diary.outOfMemory(), tally));
        }
        return tally.overrun() > 0 ? Optional.of(DatagramLoss.overrun(tally)) : logs.fault();
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Closes the port, writes what became of the last datagrams, of which one may have been on its way, and closes the logs. */
    @Override
    public void close() throws IOException {
        try {
            relay.close();
        } finally {
            try {
                diary.close();
            } finally {
                logs.close();
            }
        }
    }
}
