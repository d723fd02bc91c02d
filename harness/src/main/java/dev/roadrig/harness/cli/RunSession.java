package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.harness.run.ScenarioRun;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs scenarios on boards, several boards at once, and closes every record when the process is told to end. */
final class RunSession {
    private final Repetitions repetitions;
    private final PrintStream print;
    private final Ticker ticker;

    RunSession(Repetitions repetitions, PrintStream print, Ticker ticker) {
        this.repetitions = repetitions;
        this.print = print;
        this.ticker = ticker;
    }

    /**
     * Runs every scenario on every board; boards go in parallel, a board's scenarios one after another.
     *
     * @throws RunFault the first board's that could not be run at all
     */
    List<ScenarioRun.Outcome> run(List<Scenario> scenarios, List<RackBoard> boards)
            throws RunFault, InterruptedException {
        Map<String, Callable<List<ScenarioRun.Outcome>>> work = new LinkedHashMap<>();
        boards.forEach(board -> work.put(board.name() + "-run", onBoard(scenarios, board)));
        return gather(OwnThreads.run(work));
    }

    private Callable<List<ScenarioRun.Outcome>> onBoard(List<Scenario> scenarios, RackBoard board) {
        return () -> {
            List<ScenarioRun.Outcome> outcomes = new ArrayList<>();
            var progress = new LineProgress(print, Terminal.isThere(), ticker, board.name());
            for (Scenario scenario : scenarios) {
                List<ScenarioRun.Outcome> ran = repetitions.run(scenario, board, progress);
                outcomes.addAll(ran);
                Optional<ScenarioRun.Outcome> interrupted =
                        ran.stream().filter(ScenarioRun.Outcome::interrupted).findFirst();
                if (interrupted.isPresent()) {
                    progress.phase("ended", told(interrupted.get()));
                    break;
                }
            }
            return outcomes;
        };
    }

    private static String told(ScenarioRun.Outcome interrupted) {
        return (interrupted.clean()
                        ? "interrupted; nothing is left running on this host."
                        : "interrupted; not all was closed or given back: what is left is said above.")
                + " The record is closed: roadrig judge "
                + interrupted.folder().record();
    }

    private static List<ScenarioRun.Outcome> gather(List<FutureTask<List<ScenarioRun.Outcome>>> tasks)
            throws RunFault, InterruptedException {
        List<ScenarioRun.Outcome> outcomes = new ArrayList<>();
        RunFault first = null;
        for (FutureTask<List<ScenarioRun.Outcome>> task : tasks) {
            try {
                outcomes.addAll(task.get());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RunFault fault) {
                    first = first == null ? fault : first;
                } else if (e.getCause() instanceof RuntimeException broken) {
                    throw broken;
                } else {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }
        if (first != null && outcomes.isEmpty()) {
            throw first;
        }
        return outcomes;
    }
}
