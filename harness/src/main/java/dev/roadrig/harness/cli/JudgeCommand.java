package dev.roadrig.harness.cli;

import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.reports.text.JudgementJson;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.reports.verdict.ExitCode;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.scenarios.observe.ObserversFile;
import dev.roadrig.scenarios.spec.SpecFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig judge}: records against a spec, without a board. */
@Command(
        name = "judge",
        description = "Judges records again, under another spec if one is given. Needs no board.",
        mixinStandardHelpOptions = true)
final class JudgeCommand implements Callable<Integer> {
    private static final int WIDTH = 110;

    @Parameters(arity = "1..*", paramLabel = "RECORD", description = "run records (run.mcap)")
    private List<Path> records = List.of();

    @Option(names = "--spec", description = "judged against (default: the one that each record holds)")
    private @Nullable Path spec;

    @Option(
            names = "--observers",
            paramLabel = "FILE",
            description = "what the board's console lines mean, under `observe:` (default: what each record holds)")
    private @Nullable Path observers;

    @Option(names = "--json", description = "prints judgements as JSON, a line each")
    private boolean json;

    @Spec
    private @Nullable CommandSpec command;

    @Mixin
    private ExitOptions exit = new ExitOptions();

    @Override
    public Integer call() {
        List<Judgement> judgements = new Evaluation(
                        Optional.ofNullable(spec).map(SpecFile::read),
                        Optional.ofNullable(observers).map(ObserversFile::read))
                .judge(records);
        PrintWriter print = Objects.requireNonNull(command).commandLine().getOut();
        for (Judgement judgement : judgements) {
            print.println(json ? JudgementJson.of(judgement) : VerdictTable.of(judgement, WIDTH, Terminal.isThere()));
        }
        return exit.code(ExitCode.of(judgements, exit.policy()));
    }
}
