package dev.roadrig.wires.tool.tensorrt;

import static dev.roadrig.wires.tool.ToolText.NUMBER_THEN;

import dev.roadrig.wires.tool.ResultDraft;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What trtexec itself says against its figures. */
final class Warnings {
    private static final Pattern LINE = Pattern.compile("\\[W\\] (?:\\* )?(\\S.*)$");
    private static final Pattern UNSTABLE = Pattern.compile("coefficient of variance = " + NUMBER_THEN + "%");
    private static final Pattern ENQUEUE_BOUND = Pattern.compile("Throughput may be bound by Enqueue Time");
    private static final int MOST = 10;

    private Warnings() {}

    static void read(ResultDraft draft) {
        draft.figure("cv", UNSTABLE, "%");
        if (draft.text().has(ENQUEUE_BOUND)) {
            draft.fact("enqueue_bound", "true");
        }
        draft.text().all(LINE).stream()
                .limit(MOST)
                .map((MatchResult match) -> "The tool warns: " + match.group(1))
                .forEach(draft::note);
    }
}
