package dev.roadrig.harness.cli;

import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.observe.ObserversFile;
import dev.roadrig.scenarios.spec.SpecFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which finished records a command judges, and by what. */
final class RecordOptions {
    @Parameters(arity = "1..*", paramLabel = "RECORD", description = "run records (run.mcap)")
    private List<Path> records = List.of();

    @Option(names = "--spec", description = "judged against (default: the one that each record holds)")
    private @Nullable Path spec;

    @Option(
            names = "--observers",
            paramLabel = "FILE",
            description = "what the board's console lines mean, under `observe:` (default: what each record holds)")
    private @Nullable Path observers;

    /** At least one. */
    List<Path> records() {
        return records;
    }

    /** One judgement a scenario and board, as {@link Evaluation#judge} gives it. */
    List<Judgement> judge() {
        return new Evaluation(
                        Optional.ofNullable(spec).map(SpecFile::read),
                        Optional.ofNullable(observers).map(ObserversFile::read))
                .judge(records);
    }
}
