package dev.roadrig.harness.cli;

import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.harness.home.Home;
import dev.roadrig.reports.accuracy.FrameDifferences;
import dev.roadrig.reports.allure.ReportZip;
import dev.roadrig.reports.join.LatencySplit;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roadrig report}: writes the report of finished records anew, and says where two of them differ. */
@Command(
        name = "report",
        description = "Writes the report of records; with two of one scenario it lists the frames that differ.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    private static final double NANOS_PER_MILLI = 1e6;

    @Mixin
    private RecordOptions records = new RecordOptions();

    @Option(names = "--out", description = "the report's folder (default: beside the first record)")
    private @Nullable Path out;

    @Option(names = "--zip", description = "also packs report, results and records into one file, for a ticket")
    private @Nullable Path zip;

    @Spec
    private @Nullable CommandSpec command;

    private PrintWriter print() {
        return Objects.requireNonNull(command).commandLine().getOut();
    }

    @Override
    public Integer call() throws Exception {
        Home home = Home.find();
        Path beside = zip == null ? null : zip.toAbsolutePath().getParent();
        if (beside != null && !Files.isDirectory(beside)) {
            throw new BadInput(
                    "There is no folder for --zip " + zip + ". Make it, or name a file in one that is there.");
        }
        List<Judgement> judgements = records.judge();
        Path folder = out == null ? records.records().get(0).toAbsolutePath().getParent() : out;
        if (folder == null) {
            throw new BadInput("Say where the report goes with --out.");
        }
        Files.createDirectories(folder);
        try (Ticker ticker = new RealTicker("report")) {
            Path page = Evaluation.write(judgements, folder, home.allure(), ticker);
            print().println("Open " + page);
            if (zip != null) {
                List<Path> parts = new ArrayList<>(records.records());
                parts.add(page);
                parts.add(folder.resolve("allure-results"));
                ReportZip.write(zip, parts);
                print().println("Wrote " + zip);
            }
        }
        for (Judgement judgement : judgements) {
            LatencySplit.of(judgement.runs()).ifPresent(split -> share(judgement, split));
        }
        List<RunTable> runs =
                judgements.stream().flatMap(j -> j.runs().stream()).toList();
        if (runs.size() == 2) {
            compare(FrameDifferences.between(runs.get(0), runs.get(1)));
        }
        return 0;
    }

    private void share(Judgement judgement, LatencySplit split) {
        print().printf(
                        Locale.ROOT,
                        "Where the time of %d frames of %s went, medians: end to end %.2f ms, of it the rig's own share %.2f ms"
                                + " (without the board's preprocess, inference and postprocess).%n",
                        split.frames(),
                        judgement.runs().get(0).start().getScenario(),
                        split.endToEndNanos() / NANOS_PER_MILLI,
                        split.harnessShareNanos() / NANOS_PER_MILLI);
    }

    private void compare(FrameDifferences differences) {
        print().println(differences.answeredInBoth() + " frames were answered in both runs; "
                + differences.differences().size() + " differ.");
        differences.differences().forEach(difference -> print().println("  " + difference.sentence()));
    }
}
