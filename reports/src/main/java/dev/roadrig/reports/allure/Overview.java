package dev.roadrig.reports.allure;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.link.LinkTable;
import dev.roadrig.reports.text.LinkText;
import dev.roadrig.reports.text.VerdictTable;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import java.util.Base64;
import java.util.List;

/** What a result shows before anything is opened: the requirements as a table, and the timeline. */
final class Overview {
    private static final String CELL = "padding:5px 12px 5px 0;vertical-align:top;border-bottom:1px solid #eceff1";

    private static final int LINK_WIDTH = 140;

    private Overview() {}

    /** HTML in which every text is escaped. */
    static String html(Judgement judgement, RunTable run, byte[] timeline) {
        var out = new StringBuilder("<table style=\"border-collapse:collapse;font-size:13px;line-height:1.35\">");
        out.append("<tr>");
        for (String head : new String[] {"verdict", "requirement", "asked", "measured", "n"}) {
            out.append("<th style=\"text-align:left;color:#6b7785;font-weight:normal;")
                    .append(CELL)
                    .append("\">")
                    .append(head)
                    .append("</th>");
        }
        out.append("</tr>");
        judgement.findings().forEach(finding -> row(out, finding, judgement));
        out.append("</table><p><img alt=\"timeline\" style=\"max-width:100%;margin-top:12px\" ")
                .append("src=\"data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(timeline))
                .append("\"></p>");
        List<String> link = LinkText.lines(LinkTable.of(run), LINK_WIDTH);
        if (!link.isEmpty()) {
            out.append("<pre style=\"font-size:12px;overflow-x:auto\">")
                    .append(SafeText.html(String.join("\n", link)))
                    .append("</pre>");
        }
        return out.toString();
    }

    private static void row(StringBuilder out, Finding finding, Judgement judgement) {
        out.append("<tr>");
        cell(out, "<b style=\"color:" + colour(finding.verdict()) + "\">" + finding.verdict() + "</b>");
        cell(out, "<b>" + SafeText.html(finding.id()) + "</b>");
        cell(
                out,
                SafeText.html(VerdictTable.asked(finding, judgement)) + "<div style=\"color:#6b7785\">"
                        + SafeText.html(finding.sentence()) + "</div>");
        cell(out, "<span style=\"white-space:nowrap\">" + SafeText.html(VerdictTable.measured(finding)) + "</span>");
        cell(out, finding.samples() == 0 ? "" : Integer.toString(finding.samples()));
        out.append("</tr>");
    }

    private static void cell(StringBuilder out, String html) {
        out.append("<td style=\"").append(CELL).append("\">").append(html).append("</td>");
    }

    private static String colour(Verdict verdict) {
        return switch (verdict) {
            case PASS -> "#2e7d32";
            case INCONCLUSIVE -> "#b26a00";
            case FAIL -> "#c62828";
            case ERROR -> "#6a1b9a";
        };
    }
}
