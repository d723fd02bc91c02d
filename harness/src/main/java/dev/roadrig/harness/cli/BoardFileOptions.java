package dev.roadrig.harness.cli;

import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.BoardShell;
import dev.roadrig.ports.Files;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.files.TransferProgress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where a file goes or comes from, and how long it may take: of {@code rack put} and {@code rack get}. */
final class BoardFileOptions {
    @Option(names = "--rack", paramLabel = "RACK", description = "the rack file (default: ${DEFAULT-VALUE})")
    private Path rack = Path.of("rack.yaml");

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            description = "how long it may take (default: ${DEFAULT-VALUE})")
    private int within = 600;

    @Option(names = "--agent", paramLabel = "JAR", description = "the agent jar that an emulated board carries")
    private @Nullable Path agent;

    /** What is done with a board's files. */
    interface Work {
        void with(Files files, Deadline deadline) throws RunFault, InterruptedException;
    }

    /** The board as the rack file has it. */
    RackBoard find(String board, CommandSpec spec) {
        return MaskedRack.read(spec, rack).board(board);
    }

    /** Leases the board, does it, and tells how: over which wire, in what time. */
    void run(RackBoard found, PrintWriter err, Work work) throws RunFault, InterruptedException {
        if (within < 1) {
            throw new BadInput("--within is at least a second, not " + within + ".");
        }
        try (Ticker ticker = new RealTicker("rack-files");
                Lease lease = Leases.take(found);
                BoardShell open = BoardShell.open(found, jar(found), ticker)) {
            err.println(found.name() + ": over " + wire(found) + ", fence " + lease.fence());
            work.with(open.files(new Told(err, ticker)), ticker.in(Duration.ofSeconds(within)));
        }
    }

    private static String wire(RackBoard found) {
        if (found.shell().isPresent()) {
            return "SSH";
        }
        return found.adb().isPresent() ? "adb" : "the console";
    }

    /**
     * A path on a board, as it is.
     *
     * @throws BadInput where it depends on a folder that the wire has of its own
     */
    static String absolute(String path) {
        if (!path.startsWith("/")) {
            throw new BadInput("PATH on a board is absolute, and " + Wording.quote(path)
                    + " is not. Let it begin with '/', as in /opt/" + path + ".");
        }
        return path;
    }

    private AgentJar jar(RackBoard found) {
        if (found.process().isEmpty()) {
            return new AgentJar(Path.of(""), "");
        }
        return AgentJar.at(agent == null ? Home.find().agentJar() : agent);
    }

    /** A line every two seconds. */
    private static final class Told implements TransferProgress {
        private static final long EVERY_NANOS = 2_000_000_000L;

        private final PrintWriter err;
        private final Ticker ticker;
        private final long began;
        private long last;

        Told(PrintWriter err, Ticker ticker) {
            this.err = err;
            this.ticker = ticker;
            began = ticker.nanos();
            last = began;
        }

        @Override
        public void moved(long bytes, long of) {
            long now = ticker.nanos();
            if (bytes < of && now - last < EVERY_NANOS) {
                return;
            }
            last = now;
            err.println("  %,d of %,d bytes after %.1f s".formatted(bytes, of, (now - began) / 1e9));
            err.flush();
        }
    }
}
