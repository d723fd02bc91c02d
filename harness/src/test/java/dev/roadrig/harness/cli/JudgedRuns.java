package dev.roadrig.harness.cli;

import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.run.Progress;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A run on every board of a rack, each judged by its record, and what is left of them in this process. */
final class JudgedRuns {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Map<String, Judgement> judgements = new HashMap<>();
    private final Map<String, Duration> durations = new ConcurrentHashMap<>();
    private final List<String> threadsLeft;

    /** What is run on a board. */
    interface Scenarios {
        Scenario of(String board) throws Exception;
    }

    private JudgedRuns(Rack rack, Path folder, int atOnce, Scenarios scenarios) throws Exception {
        var repetitions = new Repetitions(EmulatedBoards.agent(folder), folder.resolve("runs"));
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        ExecutorService pool = Executors.newFixedThreadPool(atOnce);
        Map<String, Future<Judgement>> runs = new HashMap<>();
        try (var ticker = new RealTicker("runs-test")) {
            for (RackBoard board : rack.boards().values()) {
                Scenario scenario = scenarios.of(board.name());
                runs.put(board.name(), pool.submit(run(repetitions, scenario, board, ticker)));
            }
            for (Map.Entry<String, Future<Judgement>> run : runs.entrySet()) {
                judgements.put(run.getKey(), run.getValue().get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            }
        } finally {
            pool.shutdownNow();
        }
        threadsLeft = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("rr-"))
                .toList();
    }

    /** Runs on all boards of a rack, so many of them at once, and waits for all. */
    static JudgedRuns on(Rack rack, Path folder, int atOnce, Scenarios scenarios) throws Exception {
        return new JudgedRuns(rack, folder, atOnce, scenarios);
    }

    /** Runs on all boards of a rack at once, and waits for all. */
    static JudgedRuns on(Rack rack, Path folder, Scenarios scenarios) throws Exception {
        return on(rack, folder, rack.boards().size(), scenarios);
    }

    private Callable<Judgement> run(Repetitions repetitions, Scenario scenario, RackBoard board, RealTicker ticker) {
        return () -> {
            long began = ticker.nanos();
            Path record = repetitions
                    .run(scenario, board, Progress.SILENT)
                    .get(0)
                    .folder()
                    .record();
            durations.put(board.name(), Duration.ofNanos(ticker.nanos() - began));
            return new Evaluation(Optional.empty()).judge(List.of(record)).get(0);
        };
    }

    int count() {
        return judgements.size();
    }

    Judgement judgement(String board) {
        return Objects.requireNonNull(judgements.get(board), "there is no record of " + board);
    }

    RunTable run(String board) {
        return judgement(board).runs().get(0);
    }

    Finding finding(String board, String id) {
        return judgement(board).findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** How long each run took, its boot with it. */
    Collection<Duration> durations() {
        return durations.values();
    }

    /** Names of our threads that the runs began and that lived when all had ended. */
    List<String> threadsLeft() {
        return threadsLeft;
    }
}
