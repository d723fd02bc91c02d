package dev.roadrig.harness.cli;

import dev.roadrig.boards.link.CarriedLedger;
import dev.roadrig.boards.link.packet.UdpRelay;
import dev.roadrig.boards.link.serve.WatchedFile;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.MmLinkLogWriter;
import dev.roadrig.scenarios.link.PacketPlan;
import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.NetworkFile;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** {@code roadrig link serve --udp}: datagrams through the link, until Ctrl-C. */
final class DatagramServe {
    /** Of one stretch of the count. */
    private static final long WINDOW_NANOS = 10_000_000_000L;

    private final Ticker ticker;
    private final PrintWriter out;
    private final InetSocketAddress to;
    private volatile long lastCountNanos;

    /** @param to where datagrams go on to */
    DatagramServe(Ticker ticker, PrintWriter out, InetSocketAddress to) {
        this.ticker = ticker;
        this.out = out;
        this.to = to;
    }

    private void tellRefusal() {
        say(text(to) + " refuses datagrams: its host says that nobody listens there. Start what is to listen.");
    }

    /**
     * Logs in mm-link's format that are asked for.
     *
     * @param files by direction; none where none is asked for
     * @param command that is named in their heads
     */
    record Logs(Map<Direction, Path> files, String command) {}

    /**
     * Serves a link with a file's conditions, and what the file becomes; where a log is written, with what the file is.
     *
     * @throws RigFault when the port cannot be had
     */
    void serve(InetSocketAddress listen, Conditions conditions, Logs logs) throws RigFault {
        LinkProfile first = NetworkFile.read(conditions.file());
        Map<Direction, MmLinkLogWriter> writers = logs(first, conditions.file(), logs);
        try {
            DatagramTally tally = tally(first, writers);
            UdpRelay relay = open(listen, first, conditions.seed(), tally);
            if (writers.isEmpty()) {
                serve(relay, conditions.file(), tally);
            } else {
                begin(relay);
                logs.files().forEach((way, file) -> say("logs  " + file));
                UntilEnded.serve(
                        () -> say("plays " + conditions.file() + " as it is; ends with Ctrl-C"),
                        () -> end(relay, tally, writers));
            }
        } finally {
            writers.values().forEach(MmLinkLogWriter::close);
        }
    }

    /** What is played, and what decides losses, jitter and faults. */
    record Conditions(Path file, long seed) {}

    /** Counts from now on. */
    DatagramTally tally(LinkProfile first, Map<Direction, MmLinkLogWriter> writers) {
        var tally = new DatagramTally(new CarriedLedger(false, traced(first)), writers, this::tellRefusal);
        tally.asked(first, ticker.nanos());
        count(tally, ticker.nanos());
        return tally;
    }

    private void begin(UdpRelay relay) {
        say("link  udp " + text(relay.address()) + " to " + text(to));
    }

    /** Serves an open relay until it is ended, and closes it, whatever comes. */
    void serve(UdpRelay relay, Path file, DatagramTally tally) {
        Consumer<LinkProfile> play = profile -> {
            tally.asked(profile, ticker.nanos());
            relay.play(profile, ticker);
        };
        var use = new WatchedFile.Use<LinkProfile>(NetworkFile::read, play, this::say);
        boolean ended = false;
        try (WatchedFile<?> watched = WatchedFile.open(file, use, ticker)) {
            begin(relay);
            ended = true;
            UntilEnded.serve(
                    () -> say("plays " + watched.file() + ", and what it becomes; ends with Ctrl-C"),
                    () -> end(relay, tally, Map.of()));
        } finally {
            if (!ended) {
                close(relay);
            }
        }
    }

    private static Set<Direction> traced(LinkProfile profile) {
        Set<Direction> traced = EnumSet.noneOf(Direction.class);
        for (Direction direction : Direction.values()) {
            if (trace(profile, direction).isPresent()) {
                traced.add(direction);
            }
        }
        return traced;
    }

    private static Optional<PacketTrace> trace(LinkProfile profile, Direction direction) {
        PacketPlan plan = profile.packets();
        return direction == Direction.UP ? plan.upTrace() : plan.downTrace();
    }

    private Map<Direction, MmLinkLogWriter> logs(LinkProfile profile, Path file, Logs logs) {
        logs.files().forEach((way, log) -> {
            if (trace(profile, way).isEmpty()) {
                throw new BadInput("A log of mm-link's tells the chances of a packet trace, and " + file
                        + " has none for this direction. Write `trace: {up: FILE, down: FILE}` there, or leave out the"
                        + " log " + log + ".");
            }
        });
        long utcMillis = ticker.utcAnchor().plusNanos(ticker.nanos()).toEpochMilli();
        Map<Direction, MmLinkLogWriter> writers = new EnumMap<>(Direction.class);
        logs.files().forEach((way, log) -> {
            PacketPlan plan = profile.packets();
            var head = new MmLinkLogWriter.Head(
                    way,
                    String.valueOf(file.getFileName()),
                    logs.command(),
                    way == Direction.UP ? plan.up() : plan.down(),
                    utcMillis);
            writers.put(way, MmLinkLogWriter.open(log, head, ticker));
        });
        return writers;
    }

    private void count(DatagramTally tally, long atNanos) {
        ticker.at(atNanos + WINDOW_NANOS, () -> {
            tally.take(atNanos + WINDOW_NANOS, WINDOW_NANOS);
            lastCountNanos = atNanos + WINDOW_NANOS;
            count(tally, atNanos + WINDOW_NANOS);
        });
        lastCountNanos = Math.max(lastCountNanos, atNanos);
    }

    UdpRelay open(InetSocketAddress listen, LinkProfile profile, long seed, DatagramTally tally) throws RigFault {
        try {
            return UdpRelay.open(new UdpRelay.Place("rr-link-udp", listen, to), profile, seed, ticker, tally);
        } catch (IOException e) {
            throw new RigFault(
                    "link.port",
                    "The link cannot listen on " + text(listen) + ": " + e.getMessage()
                            + ". Choose another port with --listen, or 0 for a free one.");
        }
    }

    private void end(UdpRelay relay, DatagramTally tally, Map<Direction, MmLinkLogWriter> logs) {
        long overrun = relay.overrun();
        close(relay);
        long now = ticker.nanos();
        tally.take(now, now - lastCountNanos);
        tally.lines(now).forEach(out::println);
        if (overrun > 0) {
            out.println(overrun + " more were lost by this host before the link saw them: its sockets were full. Nobody"
                    + " asked for these losses; send in smaller bursts.");
        }
        for (MmLinkLogWriter log : logs.values()) {
            log.close();
            log.fault().ifPresent(fault -> out.println("A log is not whole: " + fault + "."));
        }
        out.flush();
    }

    private void close(UdpRelay relay) {
        try {
            relay.close();
        } catch (IOException e) {
            say("The link's port did not close: " + e.getMessage() + ".");
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
