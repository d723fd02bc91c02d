package dev.roadrig.wires.tool.tensorrt;

import dev.roadrig.wires.tool.ResultDraft;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Why trtexec says that it failed. */
final class Failure {
    private static final Pattern CODE = Pattern.compile("Error Code ([0-9]++):");
    private static final Pattern ERROR = Pattern.compile("\\[E\\] (?:\\[TRT\\] )?(.*)$");
    private static final Pattern UNKNOWN_OPTION = Pattern.compile("Unknown option: (--\\S++)");
    private static final Pattern ASSERTION = Pattern.compile("Assertion failed: (\\w++)");
    private static final Pattern IMPORTER = Pattern.compile("ERROR: \\S++ In function (\\w++)");

    private static final Map<String, String> STAGES = new LinkedHashMap<>();

    static {
        STAGES.put("Unknown option:", "options");
        STAGES.put("Engine deserialization failed", "deserialize");
        STAGES.put("Failed to parse onnx file", "parse");
        STAGES.put("Parsing model failed", "parse");
        STAGES.put("Engine set up failed", "build");
        STAGES.put("Inference set up failed", "inference set-up");
    }

    private Failure() {}

    static void read(ResultDraft draft) {
        draft.failed();
        draft.fact("error_code", CODE);
        STAGES.entrySet().stream()
                .filter(stage -> draft.text().has(stage.getKey()))
                .findFirst()
                .ifPresent(stage -> draft.fact("stage", stage.getValue()));
        var unknown = draft.text().all(UNKNOWN_OPTION);
        if (!unknown.isEmpty()) {
            draft.fact(
                    "unknown_options",
                    unknown.stream().map(match -> match.group(1)).collect(Collectors.joining(",")));
        }
        draft.fact("importer", IMPORTER);
        draft.fact("assertion", ASSERTION);
        draft.text().all(ERROR).stream()
                .limit(5)
                .map((MatchResult match) -> match.group(1).strip())
                .filter(line -> !line.isEmpty())
                .forEach(draft::note);
    }
}
