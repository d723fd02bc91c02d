package dev.roadrig.reports.allure;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.link.LinkTable;
import dev.roadrig.reports.plot.LatencyHistogram;
import dev.roadrig.reports.plot.TimelinePlot;
import dev.roadrig.reports.text.ConsoleLog;
import dev.roadrig.reports.text.FrameCsv;
import dev.roadrig.reports.text.LinkText;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.record.v1.RunStart;
import io.qameta.allure.AllureResultsWriteException;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Attachment;
import io.qameta.allure.model.Label;
import io.qameta.allure.model.Link;
import io.qameta.allure.model.Parameter;
import io.qameta.allure.model.Stage;
import io.qameta.allure.model.StatusDetails;
import io.qameta.allure.model.TestResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;

/**
 * Allure results of judgements: one result a scenario, board and repetition, written from the record alone, so that it
 * is the same whether it is written live, later or after a kill. A result's id comes from its run's id: writing it again
 * writes the same files and never a second result.
 */
public final class AllureResults {
    private static final int TABLE_WIDTH = 120;

    private final Path folder;
    private final FileSystemResultsWriter writer;
    private final Function<RunTable, Optional<String>> recordLinks;

    /**
     * @param folder made when it is not there; results of other runs in it are kept
     * @param recordLinks the address of a run's record as the report will see it, such as {@code run.mcap} beside it
     */
    public AllureResults(Path folder, Function<RunTable, Optional<String>> recordLinks) {
        this.folder = folder;
        this.writer = new FileSystemResultsWriter(folder);
        this.recordLinks = recordLinks;
    }

    /** Writes the results, the categories and the environment. */
    public void write(List<Judgement> judgements) throws IOException {
        Files.createDirectories(folder);
        for (Judgement judgement : judgements) {
            for (RunTable run : judgement.runs()) {
                Files.deleteIfExists(folder.resolve(uuid(run.start()) + "-result.json"));
                write(judgement, run);
            }
        }
        Files.writeString(folder.resolve("categories.json"), Category.json());
        Files.writeString(
                folder.resolve("environment.properties"), Environment.of(judgements), StandardCharsets.ISO_8859_1);
    }

    private void write(Judgement judgement, RunTable run) throws IOException {
        try {
            writer.write(result(judgement, run));
        } catch (AllureResultsWriteException e) {
            throw new IOException(
                    "a result cannot be written to " + folder + ": " + (e.getCause() == null ? e : e.getCause()), e);
        }
    }

    /** The one id under which Allure knows a run. */
    public static String uuid(RunStart start) {
        return UUID.nameUUIDFromBytes(("roadrig run " + start.getRunId()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The same for every run of a scenario's repetition on a board, whatever its seed, model or firmware. */
    public static String historyId(RunStart start) {
        return named("history", start.getScenario(), start.getBoard(), "" + start.getRepetition());
    }

    private static String named(String... parts) {
        return UUID.nameUUIDFromBytes(String.join("\n", parts).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    private TestResult result(Judgement judgement, RunTable run) {
        RunStart start = run.start();
        String uuid = uuid(start);
        var attachments = new Attachments(folder, uuid);
        byte[] timeline = TimelinePlot.png(run, judgement.spec());
        String title = start.getScenario() + " on " + start.getBoard();
        String repetition = start.getRepetitions() > 1 || start.getRepetition() > 1
                ? " (" + start.getRepetition() + " of " + start.getRepetitions() + ")"
                : "";
        var result = new TestResult()
                .setUuid(uuid)
                .setHistoryId(historyId(start))
                .setTestCaseId(named("case", start.getScenario(), start.getBoard()))
                .setFullName(SafeText.line(title + " #" + start.getRepetition()))
                .setName(SafeText.line(title + repetition))
                .setStage(Stage.FINISHED)
                .setStatus(Category.status(judgement.verdict()))
                .setStart(Math.floorDiv(start.getUtcAnchorNs(), 1_000_000))
                .setStop(Math.floorDiv(start.getUtcAnchorNs() + run.lastNanos(), 1_000_000))
                .setDescriptionHtml(Overview.html(judgement, run, timeline))
                .setLabels(labels(judgement, start))
                .setParameters(parameters(judgement, start))
                .setSteps(new Steps(judgement, run, attachments).all())
                .setAttachments(attached(judgement, run, timeline, attachments));
        details(judgement).ifPresent(result::setStatusDetails);
        recordLinks.apply(run).ifPresent(url -> result.getLinks()
                .add(new Link().setName("run record (MCAP)").setUrl(url).setType("custom")));
        return result;
    }

    private static List<Attachment> attached(
            Judgement judgement, RunTable run, byte[] timeline, Attachments attachments) {
        List<Attachment> all = new ArrayList<>();
        all.add(attachments.png("Timeline", timeline));
        all.add(attachments.png("Latency histogram", LatencyHistogram.png(run, judgement.spec())));
        all.add(attachments.text("Verdicts", VerdictTable.of(judgement, TABLE_WIDTH, false)));
        all.add(attachments.csv("Frames", FrameCsv.of(run)));
        List<String> link = LinkText.lines(LinkTable.of(run), TABLE_WIDTH);
        if (!link.isEmpty()) {
            all.add(attachments.text("Link, asked and got", String.join("\n", link) + "\n"));
        }
        String console = ConsoleLog.of(run);
        if (!console.isEmpty()) {
            all.add(attachments.text("Console", console));
        }
        all.add(attachments.text("Scenario", PlainText.lines(run.start().getScenarioYaml())));
        all.add(attachments.text("Spec", PlainText.lines(judgement.spec().text())));
        return all;
    }

    /** The message begins with the worst finding's category; the trace is the evidence. Empty for a pass. */
    private static Optional<StatusDetails> details(Judgement judgement) {
        List<Finding> found = judgement.findings().stream()
                .filter(f -> f.verdict() != Verdict.PASS)
                .sorted(Comparator.comparing(Finding::verdict).reversed().thenComparing(Category::of))
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var message = new StringBuilder();
        var trace = new StringBuilder();
        for (Finding finding : found) {
            message.append(message.isEmpty() ? "" : "\n");
            message.append(Category.of(finding).words()).append(": ").append(finding.id());
            message.append(": ").append(finding.sentence());
            finding.evidence().forEach(e -> trace.append(e.title())
                    .append(":\n")
                    .append(e.text())
                    .append("\n\n"));
        }
        return Optional.of(new StatusDetails()
                .setMessage(SafeText.field(message.toString()))
                .setTrace(SafeText.field(trace.toString())));
    }

    private static List<Label> labels(Judgement judgement, RunStart start) {
        List<Label> labels = new ArrayList<>();
        labels.add(label("parentSuite", "Roadrig"));
        labels.add(label("suite", start.getScenario()));
        labels.add(label("subSuite", start.getBoard()));
        labels.add(label("package", "roadrig." + start.getScenario()));
        labels.add(label("testClass", start.getScenario()));
        labels.add(label("epic", judgement.spec().name()));
        labels.add(label("feature", start.getScenario()));
        labels.add(label("story", start.getBoard()));
        labels.add(label("host", start.getBoard()));
        labels.add(label("thread", start.getRunId()));
        labels.add(label("framework", "roadrig"));
        labels.add(label("severity", "critical"));
        Optional.ofNullable(start.getBoardFactsMap().get("tier")).ifPresent(t -> labels.add(label("tag", t)));
        return labels;
    }

    private static Label label(String name, String value) {
        return new Label().setName(name).setValue(SafeText.line(value));
    }

    private static List<Parameter> parameters(Judgement judgement, RunStart start) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(parameter("board", start.getBoard(), false));
        parameters.add(parameter("repetition", "" + start.getRepetition(), false));
        parameters.add(parameter("spec", judgement.spec().name(), false));
        parameters.add(parameter("placement", start.getPlacement(), false));
        parameters.add(parameter("feed", start.getFeed(), false));
        parameters.add(parameter("model", start.getModel().getName(), false));
        parameters.add(parameter("model sha256", start.getModel().getSha256(), true));
        parameters.add(parameter("drive", start.getDrive().getName(), false));
        parameters.add(parameter("drive sha256", start.getDrive().getSha256(), true));
        parameters.add(parameter("seed", Long.toUnsignedString(start.getSeed()), true));
        parameters.add(parameter("run", start.getRunId(), true));
        Map<String, String> facts = new TreeMap<>(start.getBoardFactsMap());
        facts.forEach((name, value) -> parameters.add(parameter("board " + name, value, true)));
        return parameters;
    }

    /**
     * @param changes from run to run without being another test
     */
    private static Parameter parameter(String name, String value, boolean changes) {
        var parameter = new Parameter().setName(SafeText.line(name)).setValue(SafeText.line(value));
        return changes ? parameter.setExcluded(true) : parameter;
    }
}
