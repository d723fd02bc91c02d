package dev.roadrig.wires.tool.tflite;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which delegates took which share of a graph, by the runtime's own lines. */
final class Delegation {
    static final Pattern REPLACING =
            Pattern.compile("Replacing ([0-9]++)(?: out of ([0-9]++))? node\\(s\\) with delegate"
                    + " \\(([^)]{1,200})\\) node(?:, yielding ([0-9]++) partitions)?(?: for ([a-z0-9 ]{1,40}))?");
    private static final Pattern APPLIED =
            Pattern.compile("Explicitly applied (\\S++) delegate, and the model graph will"
                    + " be (completely|partially) executed by the delegate(?: w/ ([0-9]++) delegate kernels)?");
    private static final Pattern NOT_EXECUTED =
            Pattern.compile("Though (\\S++) delegate is explicitly applied, the model graph will not be executed");
    private static final Pattern ASKED = Pattern.compile("Use (gpu|nnapi|hexagon|coreml): \\[(?:1|true)\\]");

    private Delegation() {}

    static void read(ResultDraft draft) {
        for (MatchResult match : draft.text().all(REPLACING)) {
            List<Figure> figures = new ArrayList<>();
            add(figures, "nodes_delegated", match.group(1));
            add(figures, "total", match.group(2));
            add(figures, "partitions", match.group(4));
            String part = match.group(5) == null ? "" : match.group(5);
            draft.row(new Row("delegate", match.group(3), match.group(3), part, figures));
        }
        Optional<MatchResult> applied = draft.text().first(APPLIED);
        applied.ifPresent(match -> {
            draft.fact("delegated", match.group(2).equals("completely") ? "all" : "part");
            draft.fact("delegate", match.group(1));
            if (match.group(3) != null) {
                draft.figure("delegate_kernels", match.group(3), "");
            }
        });
        draft.text().first(NOT_EXECUTED).ifPresent(match -> {
            draft.fact("delegated", "none");
            draft.note(
                    "The delegate " + match.group(1) + " was asked for and took nothing: the figures are the CPU's.");
        });
        draft.text().first(ASKED).ifPresent(match -> askedFor(draft, match.group(1), applied));
    }

    /** A delegate that is not there is one line among many, and the run goes on without it. */
    private static void askedFor(ResultDraft draft, String asked, Optional<MatchResult> applied) {
        boolean got =
                applied.filter(match -> match.group(1).equalsIgnoreCase(asked)).isPresent()
                        || draft.text().all(REPLACING).stream().anyMatch(match -> match.group(3)
                                .toLowerCase(java.util.Locale.ROOT)
                                .contains(asked));
        if (!got && !draft.stated("delegated")) {
            String instead = draft.text().has("XNNPACK delegate") ? "XNNPACK on the CPU" : "the CPU";
            draft.fact("delegated", "none");
            draft.note("The delegate " + asked + " was asked for and not applied: the figures are those of " + instead
                    + ".");
        } else if (!got) {
            draft.note("The delegate " + asked + " was asked for and not applied.");
        }
    }

    private static void add(List<Figure> figures, String name, String printed) {
        if (printed != null) {
            figures.add(new Figure(name, ResultDraft.number(printed), ""));
        }
    }
}
