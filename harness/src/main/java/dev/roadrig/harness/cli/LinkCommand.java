package dev.roadrig.harness.cli;

import dev.roadrig.boards.link.packet.LogCheck;
import dev.roadrig.boards.link.packet.TraceLink;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.link.MmLinkLog;
import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.link.QueuePlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig link}: the link by itself. */
@Command(
        name = "link",
        description = "The emulated link by itself.",
        mixinStandardHelpOptions = true,
        subcommands = {LinkServeCommand.class, LinkCommand.Verify.class, LinkProbeCommand.class})
final class LinkCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do with a link: serve, verify, probe.");
    }

    /** {@code roadrig link verify}: the model of a trace link against a log of mahimahi's. */
    @Command(
            name = "verify",
            description = {
                "Plays the arrivals of a log of mahimahi's mm-link through Roadrig's model of a trace link, and holds every"
                        + " opportunity, departure and drop of the log against it, in order.",
                "Exits 0 when all are the same, 1 with the first row that differs."
            },
            mixinStandardHelpOptions = true)
    static final class Verify implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "LOG", description = "a log of mm-link's, uplink or downlink")
        private Path log = Path.of("up.log");

        @Option(
                names = "--trace",
                paramLabel = "TRACE",
                required = true,
                description = "the packet-delivery trace that mm-link played")
        private Path trace = Path.of("up.trace");

        @Option(
                names = "--queue",
                paramLabel = "QUEUE",
                description = "infinite, droptail:packets=100, droptail:bytes=60000, droptail:packets=20,bytes=15000,"
                        + " drophead:packets=50 (default: what the log's head names)")
        private @Nullable String queue;

        @Option(
                names = "--packet-bytes",
                paramLabel = "N",
                description = "what an opportunity carries (default: ${DEFAULT-VALUE}, as in mm-link's code)")
        private int packetBytes = TraceLink.MM_LINK_PACKET_BYTES;

        @Override
        public Integer call() {
            if (packetBytes < 1) {
                throw new BadInput(
                        "An opportunity carries 1 byte or more, not " + packetBytes + ". Write --packet-bytes 1504.");
            }
            PacketTrace packets = PacketTrace.read(trace);
            LogCheck.Result result;
            QueuePlan plan;
            try (MmLinkLog rows = MmLinkLog.open(log)) {
                plan = QueuePlan.parse(
                        queue != null
                                ? queue
                                : rows.queue()
                                        .orElseThrow(() -> new BadInput(
                                                log + " names no queue in its head. Say which it was with --queue.")));
                if (plan.kind() == QueuePlan.Kind.CODEL) {
                    throw new BadInput("CoDel drops packets for how long they waited, which a log in whole milliseconds"
                            + " does not say. What can be verified is infinite, droptail and drophead.");
                }
                result = LogCheck.of(rows, packets, plan, packetBytes);
            }
            PrintWriter out = spec.commandLine().getOut();
            Columns.of(List.of(
                            List.of("log", log + ", " + result.lastMillis() + " ms"),
                            List.of(
                                    "trace",
                                    String.format(
                                            Locale.ROOT,
                                            "%s, %d opportunities in %d ms, %.3f Mbit/s in the mean",
                                            trace,
                                            packets.chances(),
                                            packets.periodMillis(),
                                            packets.bitsPerSecond(packetBytes) / 1e6)),
                            List.of("queue", plan.text()),
                            List.of(
                                    "same",
                                    result.arrivals() + " arrivals, " + result.opportunities() + " opportunities, "
                                            + result.departures() + " departures, " + result.dropped()
                                            + " packets dropped"),
                            List.of("differs", result.difference().orElse("nothing"))))
                    .forEach(out::println);
            return result.difference().isPresent() ? 1 : 0;
        }
    }
}
