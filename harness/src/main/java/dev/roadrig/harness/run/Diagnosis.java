package dev.roadrig.harness.run;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.power.BoardSupply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whose failure ended a run. A board that panics, a supply that trips and a cable that is pulled all show
 * first as a lost connection, so the first symptom waits a moment for a better one, and then the rig asks: is the
 * supply on, does its link stand, is the agent's process there, does the console answer?
 */
final class Diagnosis {
    private static final Duration BETTER_SYMPTOM = Duration.ofSeconds(2);
    private static final Duration ASK = Duration.ofSeconds(3);

    /** What an agent that had been reached gives away by its silence. */
    private static final Set<String> AGENT_SILENT = Set.of("agent.lost", "agent.no-answer");

    private static final String OUT_OF_MEMORY = "Out of memory: Kill";

    private final Rig rig;
    private final Optional<LiveBoard> board;

    Diagnosis(Rig rig, Optional<LiveBoard> board) {
        this.rig = rig;
        this.board = board;
    }

    /** The fault that goes into the record, with everything that was seen around it. */
    RunFault of(RunFault first) throws InterruptedException {
        RunFault telling = telling(first);
        return telling.code().equals("agent.dead") ? withKernelLog(telling) : telling;
    }

    private RunFault telling(RunFault first) throws InterruptedException {
        if (FaultLine.tells(first) || board.isEmpty()) {
            return first;
        }
        rig.ticker()
                .await(() -> rig.faults().conclusive().isPresent(), rig.ticker().in(BETTER_SYMPTOM));
        Optional<RunFault> better = rig.faults().conclusive();
        if (better.isPresent()) {
            return better.get();
        }
        Optional<RunFault> supply = askSupply(first);
        if (supply.isPresent()) {
            return supply.get();
        }
        Optional<RunFault> gateway = board.flatMap(LiveBoard::gateway).flatMap(link -> link.wrong(() -> around(first)));
        if (gateway.isPresent()) {
            return gateway.get();
        }
        if (AGENT_SILENT.contains(first.code()) && agentIsGone()) {
            return new BoardFault(
                    "agent.dead",
                    "The agent on " + board.get().rack().name() + " ended in the middle of the run, and nobody asked it"
                            + " to: the board answers over SSH, and the agent's process is no longer there. ("
                            + first.getMessage() + ")",
                    around(first));
        }
        if (sshGone(first) && consoleAnswers()) {
            return new RigFault(
                    "ssh.cut",
                    "The SSH connection was cut while the board went on working: its console still answers. Check the"
                            + " network between the rig and the board. (" + first.getMessage() + ")",
                    around(first));
        }
        if (board.flatMap(LiveBoard::consoleShell).isEmpty()) {
            return first;
        }
        return new UnknownFault(first.code(), String.valueOf(first.getMessage()), around(first));
    }

    /** The agent's stream may be seen to end before the connection that it came over. */
    private boolean sshGone(RunFault first) {
        return first.code().startsWith("ssh.")
                || rig.faults().reported().stream()
                        .anyMatch(fault -> fault.code().equals("ssh.lost"));
    }

    private Optional<RunFault> askSupply(RunFault first) throws InterruptedException {
        Optional<BoardSupply> supply = board.flatMap(LiveBoard::supply);
        if (supply.isEmpty()) {
            return Optional.empty();
        }
        try {
            supply.get().requireOn(rig.ticker().in(ASK));
            return Optional.empty();
        } catch (RunFault off) {
            List<Evidence> evidence = new ArrayList<>(off.evidence());
            evidence.addAll(around(first));
            String message = String.valueOf(off.getMessage());
            return Optional.of(
                    off instanceof BoardFault
                            ? new BoardFault(off.code(), message, evidence)
                            : new RigFault(off.code(), message, evidence));
        }
    }

    /** After a cut that the scenario ordered nobody hears the agent's process end; the board is asked for it. */
    private boolean agentIsGone() throws InterruptedException {
        LiveBoard live = board.orElseThrow();
        try {
            return Deployment.agentIsGone(
                    live.control().shell(),
                    live.rack().agent().folder(),
                    rig.ticker().in(ASK));
        } catch (RunFault silent) {
            return false;
        }
    }

    private boolean consoleAnswers() throws InterruptedException {
        Optional<ConsoleShell> shell = board.flatMap(LiveBoard::consoleShell);
        if (shell.isEmpty()) {
            return false;
        }
        try {
            Shell.Result result = shell.get().run("true", rig.ticker().in(ASK));
            return result.ok();
        } catch (RunFault silent) {
            return false;
        }
    }

    /** The kernel says why it killed an agent, but no longer on the console, which was silenced for the login. */
    private RunFault withKernelLog(RunFault dead) throws InterruptedException {
        Optional<Shell.Result> log = kernelLog();
        if (log.isEmpty()) {
            return dead;
        }
        List<String> lines = log.get().out().lines().toList();
        List<Evidence> evidence = new ArrayList<>(dead.evidence());
        evidence.add(new Evidence("the kernel's last lines", String.join("\n", lines)));
        Optional<String> killed =
                lines.stream().filter(line -> line.contains(OUT_OF_MEMORY)).reduce((a, b) -> b);
        return killed.isEmpty()
                ? new BoardFault(dead.code(), String.valueOf(dead.getMessage()), evidence)
                : new BoardFault(
                        "board.out-of-memory",
                        dead.getMessage() + " The board ran out of memory: '"
                                + killed.get().strip() + "'.",
                        evidence);
    }

    private Optional<Shell.Result> kernelLog() throws InterruptedException {
        try {
            Shell.Result log = board.orElseThrow()
                    .control()
                    .shell()
                    .run("dmesg | tail -n 20", rig.ticker().in(ASK));
            return log.ok() ? Optional.of(log) : Optional.empty();
        } catch (RunFault silent) {
            return Optional.empty();
        }
    }

    private List<Evidence> around(RunFault first) {
        List<Evidence> evidence = new ArrayList<>(first.evidence());
        board.flatMap(LiveBoard::watch)
                .ifPresent(watch -> evidence.add(watch.log().evidence()));
        for (RunFault other : rig.faults().reported()) {
            if (other != first) {
                evidence.add(new Evidence("also reported: " + other.code(), String.valueOf(other.getMessage())));
            }
        }
        return evidence;
    }
}
