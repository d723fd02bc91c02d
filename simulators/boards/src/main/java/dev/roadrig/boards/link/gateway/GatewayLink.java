package dev.roadrig.boards.link.gateway;

import dev.roadrig.boards.link.packet.CarrierPlan;
import dev.roadrig.boards.link.packet.LateCarrier;
import dev.roadrig.boards.link.packet.PacketCarrier;
import dev.roadrig.boards.link.packet.PacketDiary;
import dev.roadrig.boards.link.packet.PacketPlay;
import dev.roadrig.boards.link.packet.PacketTally;
import dev.roadrig.boards.link.packet.TraceLogs;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.record.Sink;
import dev.roadrig.scenarios.time.Ticker;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The link of a run whose board stands behind a {@link Gateway}: packets pass as they are until the drive starts, and then
 * by the scenario's conditions, each way by itself, on the drive's timeline. Real TCP sees real losses. What was asked and
 * what became of the packets goes into the record.
 */
public final class GatewayLink implements AutoCloseable {
    private final GatewaySpec spec;
    private final Ticker ticker;
    private final Consumer<RigFault> broken;
    private final Map<Direction, LateCarrier> carriers = new EnumMap<>(Direction.class);
    private final Gateway gateway;
    private final PacketDiary diary;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile long beginNanos = Long.MAX_VALUE;
    private volatile TraceLogs logs = TraceLogs.none();

    /**
     * Puts the gateway before the board; packets pass as they are.
     *
     * @param sink takes what was asked and achieved
     * @param broken told when packets no longer pass, or the rig itself loses some: the run's conditions are no longer those
     *     that were asked
     * @throws RigFault when the host does not let it; nothing is changed then
     */
    public static GatewayLink open(GatewaySpec spec, Ticker ticker, Sink sink, Consumer<RigFault> broken)
            throws RigFault {
        return new GatewayLink(spec, ticker, sink, broken);
    }

    private GatewayLink(GatewaySpec spec, Ticker ticker, Sink sink, Consumer<RigFault> broken) throws RigFault {
        this.spec = spec;
        this.ticker = ticker;
        this.broken = broken;
        this.diary = new PacketDiary(ticker, sink, this::tally, this::watch);
        this.gateway = Gateway.open(spec, new Ends(), ticker);
    }

    /** What the gateway asks for. */
    private final class Ends implements Gateway.Carriers {
        @Override
        public PacketCarrier open(Direction direction, PacketCarrier.Outlet outlet) {
            var carrier = new LateCarrier(outlet);
            carriers.put(direction, carrier);
            return carrier;
        }

        @Override
        public long beginNanos() {
            return beginNanos;
        }

        @Override
        public void flow(long number, String words) {
            diary.flow(number, words);
        }

        @Override
        public void broken(RigFault fault) {
            broken.accept(fault);
        }
    }

    /** This host as the board sees it. */
    public InetAddress address() {
        return spec.gateway();
    }

    /** Where the board's packets go, and what earlier gateways had left and this one took back, a sentence each. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        words.add(spec.board().getHostAddress() + " on " + spec.boardInterface() + " through " + gateway.tunName()
                + spec.uplink().map(out -> ", and on to the world by " + out).orElse("") + "; port "
                + spec.controlPort() + " passes outside; IPv6 is blocked.");
        words.addAll(gateway.leftovers());
        return List.copyOf(words);
    }

    /**
     * Ties the conditions to the timeline, on which they begin at a moment to come, and begins to record.
     *
     * @param zeroNanos where the plan's window starts on the timeline
     * @throws RigFault {@code link.log} when a log cannot be made
     */
    public void start(PacketPlay plan, long zeroNanos) throws RigFault {
        if (plan.profile().isPresent() && plan.logs().isPresent()) {
            logs = TraceLogs.open(plan.logs().get(), plan.profile().get(), zeroNanos - plan.windowStartNanos(), ticker);
            diary.log(logs);
        }
        plan.profile()
                .ifPresent(profile -> carriers.forEach((direction, carrier) -> {
                    String name = "rr-" + spec.name() + "-gateway-" + (direction == Direction.UP ? "up" : "down");
                    var carried = new CarrierPlan(name, profile, direction, plan.seed(), plan.windowStartNanos(), 0);
                    carrier.begin(carried, ticker, diary.watch(direction), zeroNanos);
                }));
        if (plan.profile().isPresent()) {
            beginNanos = zeroNanos;
        }
        diary.start(plan.profile(), plan.windowStartNanos(), zeroNanos);
    }

    /** What has passed so far. */
    public PacketTally tally() {
        return gateway.tally();
    }

    /** What became of the packets until now, before the drive and in it, for people. */
    public String account() {
        PacketTally tally = tally();
        return tally.upDelivered() + " of " + tally.up() + " packets passed up, " + tally.downDelivered() + " of "
                + tally.down() + " down" + (tally.refused() == 0 ? "" : "; the kernel refused " + tally.refused())
                + (tally.strangers() == 0 ? "" : "; " + tally.strangers() + " of other addresses were not carried")
                + (tally.blockedIpv6() == 0 ? "" : "; " + tally.blockedIpv6() + " of IPv6 were blocked");
    }

    private void watch(PacketTally tally) {
        Optional<RigFault> lost = lost(tally);
        if (lost.isPresent() && told.compareAndSet(false, true)) {
            broken.accept(lost.get());
        }
    }

    /** What this host itself lost, which is no condition of the link. */
    private Optional<RigFault> lost(PacketTally tally) {
        if (tally.overrun() > 0) {
            return Optional.of(GatewayLoss.overrun(spec.name(), gateway.tunName(), tally));
        }
        long outOfMemory = diary.outOfMemory();
        return outOfMemory == 0 ? logs.fault() : Optional.of(GatewayLoss.memory(spec.name(), outOfMemory, tally));
    }

    /**
     * Looks whether every packet went and still goes this way.
     *
     * @throws RigFault {@code gateway.bypassed} when rules were taken away, {@code gateway.overrun} or
     *     {@code gateway.memory} when this host lost packets by itself, or why packets no longer pass
     */
    public void check() throws RigFault {
        PacketTally tally = tally();
        Optional<RigFault> fault = gateway.fault().or(() -> lost(tally));
        if (fault.isPresent()) {
            throw fault.get();
        }
        gateway.check();
    }

    /**
     * Writes what became of the last packets, and takes the gateway away.
     *
     * @throws RigFault when something of the host could not be taken back; it stays noted
     */
    @Override
    public void close() throws RigFault {
        try {
            diary.close();
        } finally {
            try {
                gateway.close();
            } finally {
                logs.close();
            }
        }
    }
}
