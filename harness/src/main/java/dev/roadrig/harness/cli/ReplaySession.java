package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.reproduce.BoardTrials;
import dev.roadrig.harness.reproduce.FieldRecord;
import dev.roadrig.harness.reproduce.RegressionFile;
import dev.roadrig.harness.reproduce.Shrink;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.Progress;
import dev.roadrig.reports.compare.SideBySide;
import dev.roadrig.reports.reproduce.Rate;
import dev.roadrig.reports.reproduce.Shown;
import dev.roadrig.reports.reproduce.SymptomCheck;
import dev.roadrig.reports.text.SideBySideText;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.reports.verdict.ExitCode;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.Symptom;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A record's replays on one board: the first beside the record, then as many as a rate or a search needs. */
final class ReplaySession {
    private static final int WIDTH = 110;
    private static final int SHOWN_ENOUGH = 3;
    private static final double SIGNIFICANT = 0.05;

    private final FieldRecord field;
    private final Optional<Symptom> symptom;
    private final List<Judgement> controls;
    private final Map<String, String> firmware;
    private final Plan plan;
    private final PrintStream print;
    private final Ticker ticker;

    /**
     * What is asked for.
     *
     * @param runs at most
     * @param untilFails whether the first failure ends it
     * @param shrink whether a search follows
     * @param granule of the search
     * @param mostRuns of the search
     * @param into the scenario file that the search writes; empty for one beside the first run
     */
    record Plan(int runs, boolean untilFails, boolean shrink, Duration granule, int mostRuns, Optional<Path> into) {
        /**
         * Whether no further run is needed for the rate. A search begins early when the failure is always there.
         *
         * @param done runs, also those that could not tell
         */
        boolean enough(int done, Rate rate) {
            boolean always = rate.shown() == rate.runs() && rate.shown() >= SHOWN_ENOUGH;
            return done >= runs || (shrink && always) || (untilFails && rate.shown() > 0);
        }
    }

    /**
     * What came of it.
     *
     * @param beside the record and the first replay; empty for a drive, which has no results
     * @param verdict of the first replay by its own spec
     * @param rate of the failure
     * @param unusable runs that count for no rate
     * @param control the sound runs' rate; empty without any
     * @param least what a search found, with the file that it wrote
     */
    record Summary(
            Optional<SideBySide> beside,
            ExitCode verdict,
            Rate rate,
            int unusable,
            Optional<Rate> control,
            Optional<Shrink.Result> least,
            Optional<Path> file) {
        /** Of the failure that was looked for, else of the replay by its own spec. */
        ExitCode exitCode() {
            if (rate.runs() == 0) {
                return unusable == 0 ? verdict : ExitCode.INCONCLUSIVE;
            }
            return rate.shown() > 0 ? ExitCode.FAILED : ExitCode.PASSED;
        }
    }

    ReplaySession(
            FieldRecord field,
            Optional<Symptom> symptom,
            List<Judgement> controls,
            Map<String, String> firmware,
            Plan plan,
            PrintStream print,
            Ticker ticker) {
        this.field = field;
        this.symptom = symptom;
        this.controls = controls;
        this.firmware = firmware;
        this.plan = plan;
        this.print = print;
        this.ticker = ticker;
    }

    Summary run(RackBoard board, AgentJar jar, Path out) throws RunFault, InterruptedException {
        try (Lease lease = Leases.take(board)) {
            var progress = new LineProgress(print, Terminal.isThere(), ticker, board.name());
            BoardTrials first = trials(new BoardTrials.Bench(board, lease, jar, out, progress));
            BoardTrials.Judged replay = first.judged(field.scenario());
            Optional<SideBySide> beside = field.judgement().map(record -> SideBySide.of(record, replay.judgement()));
            print.println();
            print.print(beside.map(both -> SideBySideText.of(both, "record", "replay", WIDTH))
                    .orElseGet(() -> VerdictTable.of(replay.judgement(), WIDTH, Terminal.isThere())));
            if (symptom.isEmpty()) {
                print.println("No failure was named, and nothing fails in the record; nothing was looked for.");
                return new Summary(
                        beside,
                        verdict(replay),
                        new Rate(0, 0),
                        0,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
            }
            print.println("Looked for: " + symptom.get().text());
            Scenario scenario = field.scenario().reproducing(symptom.get());
            BoardTrials others = trials(new BoardTrials.Bench(board, lease, jar, out, Progress.SILENT));
            Counted counted = count(scenario, others, SymptomCheck.of(symptom.get(), replay.judgement()));
            print.println("Reproduced in " + counted.rate.text() + "."
                    + (plan.untilFails() && counted.rate.shown() > 0
                            ? " It ended at the first failure, which makes the share too high; --repeat counts fairly."
                            : ""));
            Optional<Rate> control = control(counted.rate);
            var so = new Summary(
                    beside,
                    verdict(replay),
                    counted.rate,
                    counted.unusable,
                    control,
                    Optional.empty(),
                    Optional.empty());
            return plan.shrink() && counted.rate.shown() > 0 ? shrunk(scenario, others, replay.folder(), so) : so;
        }
    }

    private static ExitCode verdict(BoardTrials.Judged replay) {
        return ExitCode.of(List.of(replay.judgement()), ExitCode.Policy.FAIL);
    }

    private BoardTrials trials(BoardTrials.Bench bench) {
        return new BoardTrials(bench, firmware);
    }

    /** A rate, and how many runs could not tell. */
    private record Counted(Rate rate, int unusable) {}

    private Counted count(Scenario scenario, BoardTrials trials, Shown first) throws RunFault, InterruptedException {
        Rate rate = new Rate(0, 0);
        int unusable = 0;
        Shown shown = first;
        for (int run = 1; ; run++) {
            rate = rate.plus(shown);
            unusable += shown == Shown.UNUSABLE || shown == Shown.UNDECIDED ? 1 : 0;
            print.println(String.format(
                    Locale.ROOT,
                    "run %d of %d: %s",
                    run,
                    plan.runs(),
                    shown.name().toLowerCase(Locale.ROOT)));
            if (plan.enough(run, rate)) {
                return new Counted(rate, unusable);
            }
            shown = trials.run(scenario);
        }
    }

    private Optional<Rate> control(Rate rate) {
        if (controls.isEmpty() || symptom.isEmpty()) {
            return Optional.empty();
        }
        Rate control = new Rate(0, 0);
        for (Judgement judgement : controls) {
            control = control.plus(SymptomCheck.of(symptom.get(), judgement));
        }
        double p = rate.sameAs(control);
        print.println(String.format(
                Locale.ROOT,
                "The control shows it in %s. %s (Fisher's exact test, p = %.3f).",
                control.text(),
                p < SIGNIFICANT ? "The rates differ" : "The rates are not shown to differ; more runs may",
                p));
        return Optional.of(control);
    }

    private Summary shrunk(Scenario scenario, BoardTrials trials, Path folder, Summary so) {
        double background = so.control().map(Rate::share).orElse(0.0);
        if (so.control().isPresent() && so.rate().sameAs(so.control().get()) >= SIGNIFICANT) {
            print.println("Nothing is cut down: the failure is not shown to be more frequent than in the control.");
            return so;
        }
        RegressionFile file = new RegressionFile(plan.into().orElseGet(() -> folder.resolve("least.scenario.yaml")));
        var limits = new Shrink.Limits(plan.granule(), plan.mostRuns());
        var search = new Shrink(trials, limits, so.rate(), background, line -> print.println("  " + line));
        Shrink.Result least = search.of(scenario, driveOf(scenario));
        print.println((least.finished() ? "What still fails: " : "What still fails, as far as the search came: ")
                + Shrink.describe(least.scenario()) + " (" + least.rate().text() + "; " + least.runs() + " runs of "
                + least.candidates() + " candidates).");
        Path written = file.write(least.scenario());
        print.println("Kept as " + written + "; `roadrig run` plays it.");
        return new Summary(
                so.beside(),
                so.verdict(),
                so.rate(),
                so.unusable(),
                so.control(),
                Optional.of(least),
                Optional.of(written));
    }

    private static Duration driveOf(Scenario scenario) {
        try (Drive drive = DriveReader.open(scenario.drive())) {
            return drive.duration();
        }
    }
}
