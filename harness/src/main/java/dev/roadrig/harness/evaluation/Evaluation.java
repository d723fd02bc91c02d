package dev.roadrig.harness.evaluation;

import dev.roadrig.reports.allure.AllureReport;
import dev.roadrig.reports.allure.AllureResults;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTables;
import dev.roadrig.reports.junit.JUnitXml;
import dev.roadrig.reports.plot.LatencyHistogram;
import dev.roadrig.reports.plot.TimelinePlot;
import dev.roadrig.reports.text.FrameCsv;
import dev.roadrig.reports.text.JudgementJson;
import dev.roadrig.reports.verdict.Judge;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.observe.Observers;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.v1.RunStart;
import dev.roadrig.scenarios.spec.Spec;
import dev.roadrig.scenarios.spec.SpecFile;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges finished records and writes everything that people and machines read about them. Needs records only. */
public final class Evaluation {
    private static final Duration REPORT_LIMIT = Duration.ofSeconds(90);

    private final Optional<Spec> spec;
    private final Optional<Observers> observers;

    /** @param spec judged against; empty for the one that each record holds */
    public Evaluation(Optional<Spec> spec) {
        this(spec, Optional.empty());
    }

    /** @param observers of the board's console; empty for those that each record holds */
    public Evaluation(Optional<Spec> spec, Optional<Observers> observers) {
        this.spec = spec;
        this.observers = observers;
    }

    /**
     * One judgement a scenario and board, its repetitions together, in the order of the records.
     *
     * @throws BadInput when a file is no record, and when a run is given twice, which would count its evidence twice
     */
    public List<Judgement> judge(List<Path> records) {
        Map<String, List<RunTable>> groups = new LinkedHashMap<>();
        Map<String, Path> seen = new HashMap<>();
        for (Path path : records) {
            try (RunRecord record = RunRecord.open(path)) {
                RunTable run = RunTables.join(record, observers);
                refuseTwice(run.start().getRunId(), path, seen);
                String key = run.start().getScenario() + "\n" + run.start().getBoard();
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(run);
            }
        }
        return groups.values().stream()
                .map(runs -> Judge.judge(runs, spec.orElseGet(() -> recorded(runs.get(0)))))
                .toList();
    }

    private static void refuseTwice(String runId, Path path, Map<String, Path> seen) {
        Path before = seen.putIfAbsent(runId, path);
        if (before != null) {
            throw new BadInput("The same run is given twice: " + before + " and " + path + " are both "
                    + Wording.quote(runId) + ". Give each record once.");
        }
    }

    private static Spec recorded(RunTable run) {
        return SpecFile.parse(
                "the spec in the record of " + run.start().getRunId(),
                run.start().getSpecYaml());
    }

    /**
     * Writes Allure results, the report and JUnit XML over all judgements, each judgement as JSON, and for each run its
     * plots and table. The only judgement is {@code judgement.json} and the only run {@code timeline.png}; several are
     * told apart by scenario and board, and by run id.
     *
     * @param folder of the run, or of the suite
     * @return the page to open
     * @throws RigFault {@code report.disk}, and what {@link AllureReport} throws
     */
    public static Path write(List<Judgement> judgements, Path folder, Path allure, Ticker ticker)
            throws RigFault, InterruptedException {
        try {
            return writeAll(judgements, folder, allure, ticker);
        } catch (IOException | UncheckedIOException e) {
            throw new RigFault(
                    "report.disk",
                    "The report cannot be written to " + folder + ": " + e.getMessage()
                            + ". The record is not touched. Free some space, then run `roadrig report` on it.");
        }
    }

    private static Path writeAll(List<Judgement> judgements, Path folder, Path allure, Ticker ticker)
            throws IOException, RigFault, InterruptedException {
        Path results = folder.resolve("allure-results");
        List<RunTable> runs = judgements.stream()
                .flatMap(judgement -> judgement.runs().stream())
                .toList();
        Optional<String> beside = runs.size() == 1 ? Optional.of("run.mcap") : Optional.empty();
        new AllureResults(results, run -> beside).write(judgements);
        Files.writeString(folder.resolve("junit.xml"), JUnitXml.of(judgements));
        var subjects = new FileEndings(judgements.size());
        var runIds = new FileEndings(runs.size());
        for (Judgement judgement : judgements) {
            RunStart start = judgement.runs().get(0).start();
            String subject = subjects.next(start.getScenario() + "-" + start.getBoard());
            Files.writeString(folder.resolve("judgement" + subject + ".json"), JudgementJson.of(judgement));
            for (RunTable run : judgement.runs()) {
                String ending = runIds.next(run.start().getRunId());
                Files.write(folder.resolve("timeline" + ending + ".png"), TimelinePlot.png(run, judgement.spec()));
                Files.write(folder.resolve("latency" + ending + ".png"), LatencyHistogram.png(run, judgement.spec()));
                Files.writeString(folder.resolve("frames" + ending + ".csv"), FrameCsv.of(run));
            }
        }
        return new AllureReport(allure, ticker)
                .generate(List.of(results), folder.resolve("report.html"), ticker.in(REPORT_LIMIT));
    }
}
