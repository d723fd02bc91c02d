package dev.roadrig.harness.cli;

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
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.spec.Spec;
import dev.roadrig.scenarios.spec.SpecFile;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges finished records and writes everything that people and machines read about them. Needs records only. */
public final class Evaluation {
    private static final Duration REPORT_LIMIT = Duration.ofSeconds(90);

    private final Optional<Spec> spec;

    /** @param spec judged against; empty for the one that each record holds */
    public Evaluation(Optional<Spec> spec) {
        this.spec = spec;
    }

    /** One judgement a scenario and board, its repetitions together, in the order of the records. */
    public List<Judgement> judge(List<Path> records) {
        Map<String, List<RunTable>> groups = new LinkedHashMap<>();
        for (Path path : records) {
            try (RunRecord record = RunRecord.open(path)) {
                RunTable run = RunTables.join(record);
                String key = run.start().getScenario() + "\n" + run.start().getBoard();
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(run);
            }
        }
        return groups.values().stream()
                .map(runs -> Judge.judge(runs, spec.orElseGet(() -> recorded(runs.get(0)))))
                .toList();
    }

    private static Spec recorded(RunTable run) {
        return SpecFile.parse(
                "the spec in the record of " + run.start().getRunId(),
                run.start().getSpecYaml());
    }

    /**
     * Writes Allure results, the report, JUnit XML, the judgement as JSON, and for each run its plots and table.
     *
     * @param folder of the run, or of the suite
     * @return the page to open
     * @throws RigFault {@code report.disk}, and what {@link AllureReport} throws
     */
    static Path write(List<Judgement> judgements, Path folder, Path allure, Ticker ticker)
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
        new AllureResults(results, run -> Optional.of("run.mcap")).write(judgements);
        Files.writeString(folder.resolve("junit.xml"), JUnitXml.of(judgements));
        for (Judgement judgement : judgements) {
            for (RunTable run : judgement.runs()) {
                String suffix = judgement.runs().size() == 1
                        ? ""
                        : "-" + run.start().getBoard() + "-r" + run.start().getRepetition();
                Files.write(folder.resolve("timeline" + suffix + ".png"), TimelinePlot.png(run, judgement.spec()));
                Files.write(folder.resolve("latency" + suffix + ".png"), LatencyHistogram.png(run, judgement.spec()));
                Files.writeString(folder.resolve("frames" + suffix + ".csv"), FrameCsv.of(run));
            }
        }
        Files.writeString(folder.resolve("judgement.json"), JudgementJson.of(judgements.get(0)));
        return new AllureReport(allure, ticker)
                .generate(List.of(results), folder.resolve("report.html"), ticker.in(REPORT_LIMIT));
    }
}
