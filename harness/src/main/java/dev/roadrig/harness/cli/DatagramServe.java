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
    private final Tally tally = new Tally();

    DatagramServe(Ticker ticker, PrintWriter out) {
        this.ticker = ticker;
        this.out = out;
    }

    /** What went through. */
    private static final class Tally implements CarrierWatch {
        private final Map<LossCause, Long> lost = new EnumMap<>(LossCause.class);
        private long passed;
        private long bytes;
        private long latestNanos;

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

        synchronized List<List<String>> rows() {
            return List.of(
                    List.of("datagrams", "bytes", "lost by chance", "no room", "over the MTU", "latest"),
                    List.of(
                            Long.toString(passed),
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
    void serve(InetSocketAddress listen, InetSocketAddress to, Path file, long seed) throws RigFault {
        LinkProfile first = NetworkFile.read(file);
        UdpRelay relay = open(new UdpRelay.Place("rr-link-udp", listen, to), first, seed);
        var use =
                new WatchedFile.Use<LinkProfile>(NetworkFile::read, profile -> relay.play(profile, ticker), this::say);
        try (WatchedFile<?> watched = WatchedFile.open(file, use, ticker)) {
            say("link  udp " + relay.address().getAddress().getHostAddress() + ":"
                    + relay.address().getPort() + " to " + to.getHostString() + ":" + to.getPort());
            UntilEnded.serve(
                    () -> say("plays " + watched.file() + ", and what it becomes; ends with Ctrl-C"), () -> end(relay));
        }
    }

    private UdpRelay open(UdpRelay.Place place, LinkProfile profile, long seed) throws RigFault {
        try {
            return UdpRelay.open(place, profile, seed, ticker, tally);
        } catch (IOException e) {
            throw new RigFault(
                    "link.port",
                    "The link cannot listen on " + place.listen() + ": " + e.getMessage()
                            + ". Choose another port with --listen, or 0 for a free one.");
        }
    }

    private void end(UdpRelay relay) {
        try {
            relay.close();
        } catch (IOException e) {
            say("The link's port did not close: " + e.getMessage() + ".");
        }
        Columns.of(tally.rows()).forEach(out::println);
        out.flush();
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
