package dev.roadrig.harness.cli;

import dev.roadrig.harness.replay.McapReplayLog;
import dev.roadrig.harness.replay.Outlet;
import dev.roadrig.harness.replay.Outlets;
import dev.roadrig.harness.replay.Pace;
import dev.roadrig.harness.replay.ReplayLog;
import dev.roadrig.harness.replay.ReplayPlan;
import dev.roadrig.harness.replay.ReplayPlayer;
import dev.roadrig.harness.replay.ReplaySummary;
import dev.roadrig.scenarios.drive.RecordedMessages;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig drive play}: a recording played in time. */
@Command(
        name = "play",
        description = {
            "Plays any recording in time: every message of every channel in the order of its stamps, due at the replay's begin"
                    + " plus its time in the drive by the rate, however late the consumer was with those before.",
            "Tells at the end, topic by topic, what became of every message (recorded is sent, dropped, filtered and not"
                    + " reached together), how late it was sent, and by how much the replay drifted."
        },
        mixinStandardHelpOptions = true)
final class DrivePlayCommand implements Callable<Integer> {
    private static final int BAD_INPUT = 2;
    private static final int ERROR = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(paramLabel = "DRIVE.mcap", description = "what to play; import other forms first")
    private Path source = Path.of("drive.mcap");

    @Mixin
    private PlayOptions options = new PlayOptions();

    @Option(
            names = "--into",
            paramLabel = "CONSUMER",
            defaultValue = "none",
            description = "none (measures only), json or raw on the standard output, or udp://HOST:PORT, a datagram a"
                    + " message (default: ${DEFAULT-VALUE})")
    private String into = "none";

    @Option(names = "--step", description = "waits for Enter before each message, or for a topic and Enter")
    private boolean step;

    @Option(
            names = "--virtual",
            description = "on a clock that jumps from message to message: same order, same log, no waiting")
    private boolean virtual;

    @Option(
            names = "--log",
            paramLabel = "FILE.mcap",
            description = "writes what became of every single message: due, sent, lateness; never written over")
    private @Nullable Path log;

    @Option(names = "--json", description = "prints the account as JSON")
    private boolean json;

    @Override
    public Integer call() throws RigFault, IOException, InterruptedException {
        ReplayPlan plan = options.plan();
        if (Files.isDirectory(source)) {
            throw new BadInput(
                    source + " is a folder. Make an .mcap of it with `roadrig drive import`, and play that.");
        }
        if (step && virtual) {
            throw new BadInput("--step waits for a person, and --virtual for nothing. Give one of them.");
        }
        try (RecordedMessages recording = RecordedMessages.open(source);
                Ticker real = new RealTicker("replay");
                Outlet outlet = Outlets.open(into, new FileOutputStream(FileDescriptor.out))) {
            Ticker ticker = virtual ? virtual(recording) : real;
            if (!virtual && !step && plan.rate().isPaced()) {
                ReplayPlayer.rehearse(recording, plan, ticker);
            }
            Pace pace = pace(recording, plan, ticker);
            try (McapReplayLog file = log == null ? null : new McapReplayLog(log, pace)) {
                ReplayLog told = file == null ? ReplayLog.NONE : file;
                var player = ReplayPlayer.of(recording, plan, pace, outlet, told, !virtual);
                Map<String, String> origin =
                        Map.of("played", recording.name(), "rate", plan.rate().toString());
                long begin = real.nanos();
                var session = new PlaySession(player, file, origin, summary -> tell(summary, real.nanos() - begin));
                return exitCode(session.run().end());
            }
        }
    }

    /** Of which the drive begins at its own first stamp. */
    private static Ticker virtual(RecordedMessages recording) {
        return new VirtualTicker(Instant.EPOCH.plusNanos(recording.startNanos()).minus(Pace.LEAD));
    }

    private Pace pace(RecordedMessages recording, ReplayPlan plan, Ticker ticker) {
        if (!step) {
            return Pace.of(plan.rate(), ticker);
        }
        Set<String> topics = recording.numbers(plan.topics()).stream()
                .map(number -> recording.channels().get(number).topic())
                .collect(Collectors.toSet());
        var lines = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return Pace.stepped(ticker, lines, spec.commandLine().getErr(), topics);
    }

    /** The standard output may be the consumer's. What a replay took is told where it is not its own time. */
    private void tell(ReplaySummary summary, long nanos) {
        OptionalLong took = virtual ? OptionalLong.of(nanos) : OptionalLong.empty();
        PrintWriter out = Outlets.usesOutput(into)
                ? spec.commandLine().getErr()
                : spec.commandLine().getOut();
        out.println(json ? PlayText.json(summary, took) : PlayText.of(summary, took));
        out.flush();
    }

    private static int exitCode(ReplaySummary.End end) {
        return switch (end.way()) {
            case COMPLETE, STOPPED, UNFINISHED -> 0;
            case RECORDING_FAILED -> BAD_INPUT;
            case CONSUMER_FAILED, LOG_FAILED -> ERROR;
        };
    }
}
