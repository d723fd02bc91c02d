package dev.roadrig.boards.link.gateway;

import dev.roadrig.boards.link.packet.PacketCarrier;
import dev.roadrig.boards.link.packet.PacketTally;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.time.OwnWait;
import dev.roadrig.scenarios.time.RunQueue;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The gateway before a board: every IPv4 packet from the board and to it, but those of the control port, passes through
 * this process, one carrier each way; IPv6 is blocked both ways, and counted. The board needs nothing but this host as
 * its default route. Needs root. What it changes on the host is noted before and taken back by {@link #close()}; after a process that was killed, by the next
 * gateway's start or by {@link Leftovers}.
 */
public final class Gateway implements AutoCloseable {
    private final GatewaySpec spec;
    private final Ticker ticker;
    private final Carriers carriers;
    private final TunDevice tun;
    private final HostChange change;
    private final List<String> leftovers;
    private final PacketCarrier up;
    private final PacketCarrier down;
    private final Thread reader;
    private final FlowNumbers flows;
    private final AtomicLong upRead = new AtomicLong();
    private final AtomicLong downRead = new AtomicLong();
    private final AtomicLong upDelivered = new AtomicLong();
    private final AtomicLong downDelivered = new AtomicLong();
    private final AtomicLong strangers = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong blockedIpv6 = new AtomicLong();
    private volatile Optional<RigFault> fault = Optional.empty();

    /** Makes the carrier of one direction. */
    @FunctionalInterface
    public interface Carriers {
        /**
         * Opens a carrier.
         *
         * @param outlet where it lets packets go
         */
        PacketCarrier open(Direction direction, PacketCarrier.Outlet outlet);

        /**
         * From when on the timeline packets go through the carriers, and flows and their packets are counted. Those that
         * come before pass as they are.
         */
        default long beginNanos() {
            return Long.MIN_VALUE;
        }

        /** A conversation got its number. On the thread that reads packets. */
        default void flow(long number, String words) {}

        /** Packets no longer pass. Told once, on the thread that read them. */
        default void broken(RigFault fault) {}
    }

    /**
     * Puts a gateway before a board, after taking back what gateways of ended processes left.
     *
     * @param carriers makes the two carriers, which the gateway owns
     * @param ticker of the run; says when the carriers begin, and bounds the waits for commands
     * @throws RigFault when the host does not let it; nothing is changed then
     */
    public static Gateway open(GatewaySpec spec, Carriers carriers, Ticker ticker) throws RigFault {
        return open(spec, carriers, ticker, StateFolder.place());
    }

    /**
     * The same with its notes in another folder, which only this user may write into.
     *
     * @param state the folder; made if need be
     */
    public static Gateway open(GatewaySpec spec, Carriers carriers, Ticker ticker, Path state) throws RigFault {
        Host host = new LinuxHost(ticker);
        StateFolder folder = new StateFolder(state);
        List<String> removed = new Leftovers(host, folder).remove();
        HostChange change = HostChange.make(spec, host, folder);
        try {
            return new Gateway(spec, carriers, ticker, change, removed);
        } catch (RuntimeException | Error e) {
            giveUp(change, e);
            throw e;
        }
    }

    private static void giveUp(HostChange change, Throwable why) {
        try {
            change.undo();
        } catch (RigFault e) {
            why.addSuppressed(e);
        } finally {
            change.tun().close();
        }
    }

    private Gateway(GatewaySpec spec, Carriers carriers, Ticker ticker, HostChange change, List<String> leftovers) {
        this.spec = spec;
        this.ticker = ticker;
        this.carriers = carriers;
        this.flows = new FlowNumbers((number, key) -> carriers.flow(number, key.words()));
        this.change = change;
        this.tun = change.tun();
        this.leftovers = List.copyOf(leftovers);
        this.up = carriers.open(Direction.UP, (flow, packet) -> deliver(packet, upDelivered));
        try {
            this.down = carriers.open(Direction.DOWN, (flow, packet) -> deliver(packet, downDelivered));
        } catch (RuntimeException | Error e) {
            up.close();
            throw e;
        }
        this.reader = new Thread(this::read, "rr-" + spec.name() + "-gateway-tun");
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (RunQueue queue = RunQueue.ofThisThread()) {
            var wait = new OwnWait(ticker, queue::nanos);
            Optional<byte[]> next = tun.read(wait);
            while (next.isPresent()) {
                carry(next.get(), wait);
                next = tun.read(wait);
            }
        } catch (RigFault e) {
            broken(e);
        } catch (RuntimeException e) {
            broken(new RigFault(
                    "gateway.broken",
                    "The gateway of " + spec.name() + " failed on a packet: " + e
                            + ". This is a defect of Roadrig; no packet passes any more.",
                    new Evidence("where", Arrays.toString(e.getStackTrace()))));
            throw e;
        }
    }

    private void broken(RigFault why) {
        fault = Optional.of(why);
        carriers.broken(why);
    }

    private void carry(byte[] packet, OwnWait wait) {
        Optional<PacketHeader> header = PacketHeader.read(packet, spec.board());
        if (header.isEmpty()) {
            (PacketHeader.version(packet) == 6 ? blockedIpv6 : strangers).incrementAndGet();
            return;
        }
        boolean isUp = header.get().direction() == Direction.UP;
        (isUp ? upRead : downRead).incrementAndGet();
        if (ticker.nanos() < carriers.beginNanos()) {
            deliver(packet, isUp ? upDelivered : downDelivered);
        } else {
            (isUp ? up : down).carry(flows.of(header.get().flow()), packet, wait.nanos());
        }
    }

    private void deliver(byte[] packet, AtomicLong count) {
        (tun.write(packet) ? count : refused).incrementAndGet();
    }

    /** The interface through which the packets go. */
    public String tunName() {
        return tun.name();
    }

    /** What earlier gateways had left and this one took back before it started, a sentence each. */
    public List<String> leftovers() {
        return leftovers;
    }

    /** Why packets no longer pass; empty while they do. */
    public Optional<RigFault> fault() {
        return fault;
    }

    /** What has passed so far. */
    public PacketTally tally() {
        return new PacketTally(
                upRead.get(),
                downRead.get(),
                upDelivered.get(),
                downDelivered.get(),
                strangers.get(),
                refused.get(),
                blockedIpv6.get(),
                tun.overrun());
    }

    /**
     * Looks whether what leads the board's packets here is as this gateway made it.
     *
     * @throws RigFault {@code gateway.bypassed} when somebody took it away, so that packets went around the link
     */
    public void check() throws RigFault {
        change.check();
    }

    /**
     * Leads the board's packets as before, and ends both carriers and the tun.
     *
     * @throws RigFault when something could not be taken back; it stays noted for {@link Leftovers}
     */
    @Override
    public void close() throws RigFault {
        try {
            change.undo();
        } finally {
            tun.close();
            ThreadEnd.await(reader);
            up.close();
            down.close();
        }
    }
}
