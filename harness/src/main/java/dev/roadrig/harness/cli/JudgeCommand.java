package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.JudgementJson;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.reports.verdict.ExitCode;
import dev.roadrig.reports.verdict.Judgement;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roadrig judge}: records against a spec, without a board. */
@Command(
        name = "judge",
        description = "Judges records again, under another spec if one is given. Needs no board.",
        mixinStandardHelpOptions = true)
final class JudgeCommand implements Callable<Integer> {
    private static final int WIDTH = 110;

    @Mixin
    private RecordOptions records = new RecordOptions();

    @Option(names = "--json", description = "prints judgements as JSON, a line each")
    private boolean json;

    @Spec
    private @Nullable CommandSpec command;

    @Mixin
    private ExitOptions exit = new ExitOptions();

    @Override
    public Integer call() {
        List<Judgement> judgements = records.judge();
        PrintWriter print = Objects.requireNonNull(command).commandLine().getOut();
        for (Judgement judgement : judgements) {
            print.println(json ? JudgementJson.of(judgement) : VerdictTable.of(judgement, WIDTH, Terminal.isThere()));
        }
        return exit.code(ExitCode.of(judgements, exit.policy()));
    }
}
