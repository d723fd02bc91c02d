package dev.roadrig.harness.cli;

import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.FirmwareOrder;
import dev.roadrig.harness.run.FlashBench;
import dev.roadrig.harness.run.LaterFaults;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig rack flash}: another firmware onto one board. */
@Command(
        name = "flash",
        description = {
            "Flashes a board as the rack file's `firmware:` says, boots it and reads back the version that it states.",
            "Where it does not boot, the known-good image is put back and tried.",
            "Exits 0 when the board states the version, 1 when the image is at fault, 3 when the rig or the board is, 4 when"
                    + " nothing shows which."
        },
        mixinStandardHelpOptions = true)
final class RackFlashCommand implements Callable<Integer> {
    private static final int FAIL = 1;
    private static final int ERROR = 3;
    private static final int INCONCLUSIVE = 4;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BOARD", description = "the board's name in the rack file")
    private String board = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "the firmware image")
    private Path file = Path.of("");

    @Option(names = "--rack", paramLabel = "RACK", description = "the rack file (default: ${DEFAULT-VALUE})")
    private Path rack = Path.of("rack.yaml");

    @Option(
            names = "--states",
            paramLabel = "VERSION",
            description = "what the board must state (default: by the file's name)")
    private @Nullable String states;

    @Option(names = "--agent", paramLabel = "JAR", description = "the agent jar that an emulated board carries")
    private @Nullable Path agent;

    @Override
    public Integer call() throws RunFault {
        RackBoard chosen = MaskedRack.read(spec, rack).board(board);
        FirmwareOrder order = FirmwareOrder.of(chosen, file, Optional.ofNullable(states));
        PrintWriter out = spec.commandLine().getOut();
        try (Ticker ticker = new RealTicker("rack-flash");
                Lease lease = Leases.take(chosen)) {
            var progress = new LineProgress(System.out, Terminal.isThere(), ticker, chosen.name());
            progress.phase("lease", chosen.name() + ", fence " + lease.fence());
            var bench = new FlashBench(chosen, jar(chosen), ticker, progress);
            return OwnThreads.one(chosen.name() + "-flash", () -> flash(chosen, bench, order, out));
        } catch (InterruptedException e) {
            // The flashing was told to end by it, and has said how it did.
            Thread.currentThread().interrupt();
            return ERROR;
        } finally {
            out.flush();
        }
    }

    /** Says how it ended before its thread ends: after a Ctrl-C the process ends with that. */
    private int flash(RackBoard chosen, FlashBench bench, FirmwareOrder order, PrintWriter out) {
        try {
            bench.flash(order);
            out.println("flashed: " + board + " states " + order.states());
            return 0;
        } catch (RunFault e) {
            out.println(verdict(e.culprit()) + ": " + PlainText.line(String.valueOf(e.getMessage())));
            then(e, out);
            return e.culprit() == Culprit.BOARD ? FAIL : e.culprit() == Culprit.RIG ? ERROR : INCONCLUSIVE;
        } catch (InterruptedException e) {
            out.println("interrupted: the flashing of " + board + " was not finished."
                    + (LaterFaults.of(e).isEmpty() ? " " + left(chosen) + " on this host." : ""));
            then(e, out);
            return ERROR;
        }
    }

    private static String left(RackBoard board) {
        return board.process().isEmpty()
                ? "Its firmware is what it was, and nothing is left running"
                : "It was started for this command and has ended with it, and what was written with it: the next one begins"
                        + " anew. Nothing is left running";
    }

    private static void then(Exception first, PrintWriter out) {
        LaterFaults.of(first).forEach(later -> out.println("and then: " + PlainText.line(later)));
        out.flush();
    }

    private static String verdict(Culprit culprit) {
        return switch (culprit) {
            case BOARD -> "FAIL";
            case RIG -> "ERROR";
            case UNKNOWN -> "INCONCLUSIVE";
        };
    }

    private AgentJar jar(RackBoard chosen) {
        return chosen.process().isEmpty()
                ? new AgentJar(Path.of(""), "")
                : AgentJar.at(agent == null ? Home.find().agentJar() : agent);
    }
}
