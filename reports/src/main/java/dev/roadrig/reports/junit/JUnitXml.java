package dev.roadrig.reports.junit;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.record.v1.RunStart;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judgements as JUnit XML in the dialect that Surefire writes and CI servers read: one {@code testsuite} a scenario and
 * board, one {@code testcase} a requirement. FAIL is a {@code failure}, ERROR an {@code error}, INCONCLUSIVE a
 * {@code failure} of type {@code inconclusive}; nothing is skipped.
 */
public final class JUnitXml {
    private final StringBuilder out = new StringBuilder();

    private JUnitXml() {}

    /** The whole document, to be written as UTF-8. */
    public static String of(List<Judgement> judgements) {
        var xml = new JUnitXml();
        xml.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        judgements.forEach(xml::suite);
        return xml.out.append("</testsuites>\n").toString();
    }

    private void suite(Judgement judgement) {
        RunStart start = judgement.runs().get(0).start();
        List<Finding> findings = judgement.findings();
        long errors =
                findings.stream().filter(f -> f.verdict() == Verdict.ERROR).count();
        long passed = findings.stream().filter(f -> f.verdict() == Verdict.PASS).count();
        out.append("  <testsuite");
        attribute("name", suiteName(start));
        attribute("timestamp", startedAt(start).truncatedTo(ChronoUnit.SECONDS).toString());
        attribute("hostname", start.getBoard());
        attribute("time", seconds(judgement));
        attribute("tests", Integer.toString(findings.size()));
        attribute("failures", Long.toString(findings.size() - errors - passed));
        attribute("errors", Long.toString(errors));
        attribute("skipped", "0");
        out.append(">\n    <properties>\n");
        properties(judgement).forEach((name, value) -> {
            out.append("      <property");
            attribute("name", name);
            attribute("value", value);
            out.append("/>\n");
        });
        out.append("    </properties>\n");
        findings.forEach(finding -> testCase(finding, judgement));
        out.append("  </testsuite>\n");
    }

    private void testCase(Finding finding, Judgement judgement) {
        String asked = VerdictTable.asked(finding, judgement);
        out.append("    <testcase");
        attribute("name", asked.isEmpty() ? finding.id() : finding.id() + ": " + asked);
        attribute("classname", suiteName(judgement.runs().get(0).start()));
        attribute("time", "0");
        if (finding.verdict() == Verdict.PASS) {
            out.append(">\n");
        } else {
            String element = finding.verdict() == Verdict.ERROR ? "error" : "failure";
            out.append(">\n      <").append(element);
            attribute("type", type(finding.verdict()));
            attribute("message", finding.sentence());
            out.append('>').append(XmlText.content(evidence(finding)));
            out.append("</").append(element).append(">\n");
        }
        out.append("      <system-out>")
                .append(XmlText.content(measured(finding)))
                .append("</system-out>\n");
        out.append("    </testcase>\n");
    }

    private static String type(Verdict verdict) {
        return switch (verdict) {
            case FAIL -> "spec-missed";
            case ERROR -> "rig-error";
            case INCONCLUSIVE -> "inconclusive";
            case PASS -> "passed";
        };
    }

    private static String evidence(Finding finding) {
        var text = new StringBuilder(finding.sentence());
        finding.evidence()
                .forEach(
                        e -> text.append("\n\n").append(e.title()).append(":\n").append(e.text()));
        return text.toString();
    }

    private static String measured(Finding finding) {
        var text = new StringBuilder(line(finding));
        finding.slices()
                .forEach(s -> text.append('\n').append(s.slice()).append(": ").append(line(s)));
        return text.toString();
    }

    private static String line(Finding finding) {
        String measured = VerdictTable.measured(finding);
        return finding.value().isEmpty()
                ? finding.verdict() + ": " + finding.sentence()
                : finding.verdict() + ": measured " + measured + ", n=" + finding.samples();
    }

    private static Map<String, String> properties(Judgement judgement) {
        RunStart start = judgement.runs().get(0).start();
        var properties = new TreeMap<String, String>();
        start.getBoardFactsMap().forEach((name, value) -> properties.put("board." + name, value));
        properties.put("board", start.getBoard());
        properties.put("scenario", start.getScenario());
        properties.put("spec", judgement.spec().name());
        properties.put("model", start.getModel().getName());
        properties.put("model.sha256", start.getModel().getSha256());
        properties.put("drive", start.getDrive().getName());
        properties.put("drive.sha256", start.getDrive().getSha256());
        properties.put("seed", Long.toUnsignedString(start.getSeed()));
        properties.put("roadrig", start.getRoadrigVersion());
        for (RunTable run : judgement.runs()) {
            properties.put("run." + run.start().getRepetition(), run.start().getRunId());
        }
        return properties;
    }

    /** Dots make packages in the trees of CI servers, so the scenario's own give way. */
    private static String suiteName(RunStart start) {
        return "roadrig." + start.getScenario().replace('.', '_') + "."
                + start.getBoard().replace('.', '_');
    }

    private static Instant startedAt(RunStart start) {
        return Instant.ofEpochSecond(0, start.getUtcAnchorNs());
    }

    private static String seconds(Judgement judgement) {
        long nanos = judgement.runs().stream().mapToLong(RunTable::lastNanos).sum();
        return String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    }

    private void attribute(String name, String value) {
        out.append(' ')
                .append(name)
                .append("=\"")
                .append(XmlText.attribute(value))
                .append('"');
    }
}
