package dev.roadrig.harness.cli;

import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the demo's verdicts are, stated before it runs. */
final class DemoVerdicts {
    /** By requirement: the verdict, and words that the finding must say. */
    private static final Map<String, Stated> STATED = stated();

    private DemoVerdicts() {}

    private record Stated(Verdict verdict, String words) {}

    private static Map<String, Stated> stated() {
        Map<String, Stated> stated = new LinkedHashMap<>();
        stated.put("LAT-1", new Stated(Verdict.PASS, ""));
        stated.put("LAT-2", new Stated(Verdict.INCONCLUSIVE, "16 more"));
        stated.put("PWR-1", new Stated(Verdict.PASS, ""));
        stated.put("ACC-1", new Stated(Verdict.PASS, "531 of 540"));
        stated.put("ACC-3", new Stated(Verdict.PASS, ""));
        stated.put("HEAT-1", new Stated(Verdict.PASS, ""));
        stated.put("LOSS-1", new Stated(Verdict.PASS, ""));
        return stated;
    }

    /** What is not as stated, a sentence each; empty when everything is. */
    static List<String> surprises(Judgement judgement, Judgement strict) {
        List<String> surprises = new ArrayList<>();
        STATED.forEach((id, stated) -> check(judgement, id, stated, surprises));
        check(strict, "ACC-STRICT", new Stated(Verdict.FAIL, "531 of 540"), surprises);
        for (Finding finding : judgement.findings()) {
            if (!STATED.containsKey(finding.id()) && finding.verdict() != Verdict.PASS) {
                surprises.add(
                        "Not as stated: " + finding.id() + " is " + finding.verdict() + ". " + finding.sentence());
            }
        }
        return surprises;
    }

    private static void check(Judgement judgement, String id, Stated stated, List<String> surprises) {
        Finding found = judgement.findings().stream()
                .filter(f -> f.id().equals(id))
                .findFirst()
                .orElse(null);
        if (found == null) {
            surprises.add("Not as stated: there is no finding for " + id + ".");
        } else if (found.verdict() != stated.verdict() || !found.sentence().contains(stated.words())) {
            surprises.add("Not as stated: " + id + " is " + found.verdict() + " where " + stated.verdict()
                    + (stated.words().isEmpty() ? "" : " with '" + stated.words() + "'") + " was stated. "
                    + found.sentence());
        }
    }
}
