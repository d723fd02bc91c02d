package dev.roadrig.wires.tool.tensorrt;

import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.ToolText;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Which layers were placed on a DLA and which on the GPU, and what a plug-in was found for. */
final class Placement {
    private static final Pattern LAYER = Pattern.compile("\\[(Dla|Gpu)Layer\\] (\\S.*)$");
    private static final Pattern NO_IMPORTER = Pattern.compile("No importer registered for op: ([^.\\s]++)");
    private static final Pattern PLUGIN = Pattern.compile("Successfully created plugin: (\\S++)");
    private static final Pattern REFUSED =
            Pattern.compile("Layer '([^']{1,500})' is not supported on DLA but GPU fallback is not enabled");

    private Placement() {}

    static boolean knows(ToolText text) {
        return text.has(LAYER) || text.has(NO_IMPORTER) || text.has(REFUSED);
    }

    static void read(ResultDraft draft) {
        for (MatchResult match : draft.text().all(LAYER)) {
            String where = match.group(1).equals("Dla") ? "DLA" : "GPU";
            draft.row(new Row("layer", match.group(2), where, ""));
        }
        if (draft.text().has("Layers Running on ")) {
            counts(draft, draft.text().all(LAYER));
        }
        draft.text().first(REFUSED).ifPresent(match -> {
            draft.failed();
            draft.fact("layer", match.group(1));
            draft.note(
                    "The DLA does not take the layer " + match.group(1) + ": allow the GPU with --allowGPUFallback.");
        });
        draft.text().first(NO_IMPORTER).ifPresent(match -> plugin(draft, match.group(1)));
    }

    private static void counts(ResultDraft draft, List<MatchResult> layers) {
        long dla = layers.stream().filter(layer -> layer.group(1).equals("Dla")).count();
        draft.figure("dla_layers", (double) dla, "");
        draft.figure("gpu_layers", (double) (layers.size() - dla), "");
    }

    /** The parser says so of every operator that a plug-in brings. */
    private static void plugin(ResultDraft draft, String op) {
        boolean created = draft.text().all(PLUGIN).stream()
                .anyMatch(match -> match.group(1).equals(op));
        draft.fact("op", op);
        draft.fact("plugin_created", String.valueOf(created));
        draft.fact("failure", String.valueOf(!created));
        if (!created) {
            draft.note(
                    "The parser has no importer for " + op + ", and the text does not say that a plug-in was found.");
        }
    }
}
