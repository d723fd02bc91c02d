package dev.roadrig.harness.cli;

import dev.roadrig.boards.link.packet.CarrierWatch;
import dev.roadrig.boards.link.packet.LossCause;
import dev.roadrig.boards.link.packet.UdpRelay;
import dev.roadrig.boards.link.serve.WatchedFile;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.NetworkFile;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code roadrig link serve --udp}: datagrams through the link, until Ctrl-C. */
final class DatagramServe {
    private final Ticker ticker;
    private final PrintWriter out;
    private final InetSocketAddress to;
    private final Tally tally = new Tally(this::tellRefusal);

    /** @param to where datagrams go on to */
    DatagramServe(Ticker ticker, PrintWriter out, InetSocketAddress to) {
        this.ticker = ticker;
        this.out = out;
        this.to = to;
    }

    private void tellRefusal() {
        say(text(to) + " refuses datagrams: its host says that nobody listens there. Start what is to listen.");
    }

    /** What went through. */
    private static final class Tally implements CarrierWatch {
        private final Map<LossCause, Long> lost = new EnumMap<>(LossCause.class);
        private final Runnable atRefusal;
        private long passed;
        private long bytes;
        private long refused;
        private long latestNanos;

        /** @param atRefusal told of the first refusal */
        Tally(Runnable atRefusal) {
            this.atRefusal = atRefusal;
        }

        @Override
        public synchronized void released(int size, long busyNanos, long lateNanos) {
            passed++;
            bytes += size;
            latestNanos = Math.max(latestNanos, lateNanos);
        }

        @Override
        public synchronized void lost(long flow, long index, LossCause cause) {
            lost.merge(cause, 1L, Long::sum);
        }

        @Override
        public synchronized void refused(long flow) {
            if (refused++ == 0) {
                atRefusal.run();
            }
        }

        synchronized List<List<String>> rows() {
            return List.of(
                    List.of(
                            "datagrams",
                            "refused by the target",
                            "bytes",
                            "lost by chance",
                            "no room",
                            "over the MTU",
                            "latest"),
                    List.of(
                            Long.toString(passed - refused),
                            Long.toString(refused),
                            Long.toString(bytes),
                            Long.toString(lost.getOrDefault(LossCause.CHANCE, 0L)),
                            Long.toString(lost.getOrDefault(LossCause.QUEUE, 0L)),
                            Long.toString(lost.getOrDefault(LossCause.MTU, 0L)),
                            String.format(Locale.ROOT, "%.3f ms", latestNanos / 1e6)));
        }
    }

    /**
     * Serves a link with a file's conditions, and what the file becomes.
     *
     * @throws RigFault when the port cannot be had
     */
    void serve(InetSocketAddress listen, Path file, long seed) throws RigFault {
        serve(open(listen, NetworkFile.read(file), seed), file);
    }

    /** Serves an open relay until it is ended, and closes it, whatever comes. */
    void serve(UdpRelay relay, Path file) {
        var use =
                new WatchedFile.Use<LinkProfile>(NetworkFile::read, profile -> relay.play(profile, ticker), this::say);
        boolean ended = false;
        try (WatchedFile<?> watched = WatchedFile.open(file, use, ticker)) {
            say("link  udp " + text(relay.address()) + " to " + text(to));
            ended = true;
            UntilEnded.serve(
                    () -> say("plays " + watched.file() + ", and what it becomes; ends with Ctrl-C"), () -> end(relay));
        } finally {
            if (!ended) {
                close(relay);
            }
        }
    }

    UdpRelay open(InetSocketAddress listen, LinkProfile profile, long seed) throws RigFault {
        try {
            return UdpRelay.open(new UdpRelay.Place("rr-link-udp", listen, to), profile, seed, ticker, tally);
        } catch (IOException e) {
            throw new RigFault(
                    "link.port",
                    "The link cannot listen on " + text(listen) + ": " + e.getMessage()
                            + ". Choose another port with --listen, or 0 for a free one.");
        }
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private void close(UdpRelay relay) {
        try {
            relay.close();
        } catch (IOException e) {
            say("The link's port did not close: " + e.getMessage() + ".");
        }
    }

    private void end(UdpRelay relay) {
        close(relay);
        Columns.of(tally.rows()).forEach(out::println);
        out.flush();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
