package dev.roadrig.harness.junit;

import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.harness.run.Progress;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.harness.run.ScenarioRun;
import dev.roadrig.reports.allure.AllureTakeover;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.fault.RunFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes the run before a {@link ScenarioTest}'s method and gives the verdict after it. */
final class ScenarioExtension implements BeforeTestExecutionCallback, AfterTestExecutionCallback, ParameterResolver {
    private static final ExtensionContext.Namespace OURS =
            ExtensionContext.Namespace.create("dev.roadrig.harness.junit");

    /** A run, and what is to become of it. */
    private record Done(Run run, Path results, boolean judge) {}

    @Override
    public void beforeTestExecution(ExtensionContext context) throws RigErrorException, InterruptedException {
        ScenarioTest test = AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), ScenarioTest.class)
                .orElseThrow();
        Bench bench = Bench.of(test, context::getConfigurationParameter);
        ReentrantLock board = board(context, Leases.identity(bench.board()));
        board.lockInterruptibly();
        try {
            Run run = run(bench);
            context.getStore(OURS).put(Done.class, new Done(run, bench.results(), test.judge()));
            Map<String, String> entry = new LinkedHashMap<>();
            entry.put("roadrig.verdict", run.verdict().name());
            entry.put("roadrig.record", run.record().toString());
            context.publishReportEntry(entry);
        } finally {
            board.unlock();
        }
    }

    /** Tests of one JVM queue for a board; its lease keeps other processes out. */
    private static ReentrantLock board(ExtensionContext context, String identity) {
        return context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(identity, name -> new ReentrantLock(true), ReentrantLock.class);
    }

    private static Run run(Bench bench) throws RigErrorException {
        List<ScenarioRun.Outcome> outcomes;
        try {
            outcomes =
                    new Repetitions(bench.agent(), bench.out()).run(bench.scenario(), bench.board(), Progress.SILENT);
        } catch (RunFault fault) {
            throw new RigErrorException(fault);
        }
        List<Path> records =
                outcomes.stream().map(outcome -> outcome.folder().record()).toList();
        Judgement judgement = new Evaluation(Optional.empty()).judge(records).get(0);
        return new Run(judgement, records);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Run.class
                && context.getTestMethod()
                        .filter(parameter.getDeclaringExecutable()::equals)
                        .isPresent();
    }

    @Override
    public Run resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Optional.ofNullable(context.getStore(OURS).get(Done.class, Done.class))
                .orElseThrow()
                .run();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException, RigErrorException {
        Done done = context.getStore(OURS).get(Done.class, Done.class);
        if (done == null) {
            return;
        }
        // A method that fails on a run that passed is told by Allure's own listener, or nobody would hear of it.
        boolean told = context.getExecutionException().isEmpty() || done.run().verdict() != Verdict.PASS;
        new AllureTakeover(done.results())
                .write(done.run().judgement(), done.run().records(), told);
        if (done.judge()) {
            new Ruling(done.run()).uphold();
        }
    }
}
