package dev.roadrig.wires.tool.qualcomm;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * snpe-diagview's text of a snpe-net-run's diagnostic log. Layers on a DSP are in cycles and on CPU or GPU in microseconds;
 * a statistic of 0, with "NONE" or "us" after it, is one that was not taken, and is not a figure here.
 */
public final class SnpeDiagview implements ToolReader {
    private static final Pattern VERSION = Pattern.compile("^Software library version: (\\S++)$");
    private static final Pattern STATISTIC =
            Pattern.compile("^([A-Z][A-Za-z()/ -]{2,60}): ([0-9]++) ?(us|cycles|NONE|)$");
    private static final Pattern LAYER =
            Pattern.compile("^\\s*+([0-9]{1,9}): (?:(\\S.{0,1000}?) : )?([0-9]++) (us|cycles) : ([A-Za-z_]++)$");
    private static final Pattern SUBNET = Pattern.compile("^([A-Z]{2,5} Subnet [0-9]++): ([0-9]++) (us|cycles)$");
    private static final Pattern TOTAL = Pattern.compile("^Total Inference Time: ([1-9][0-9]*+) us$");
    private static final Pattern LAYERS = Pattern.compile("^Layer Times:");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("Total Inference Time", "total_inference"),
            Map.entry("Forward Propagate Time", "forward"),
            Map.entry("RPC Execute Time", "rpc"),
            Map.entry("Snpe Accelerator Time", "snpe_accelerator"),
            Map.entry("Accelerator Time", "accelerator"),
            Map.entry("Misc Accelerator Time", "misc_accelerator"),
            Map.entry("Load", "load"),
            Map.entry("Deserialize", "deserialize"),
            Map.entry("Create", "create"),
            Map.entry("Init", "init"),
            Map.entry("De-Init", "deinit"),
            Map.entry("Create Network(s)", "create_networks"),
            Map.entry("RPC Init Time", "rpc_init"),
            Map.entry("Snpe Accelerator Init Time", "snpe_accelerator_init"),
            Map.entry("Accelerator Init Time", "accelerator_init"));

    @Override
    public Tool tool() {
        return Tool.SNPE_DIAGVIEW;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has("Average SNPE Statistics:")
                || text.has("Dnn Runtime Load/Deserialize/Create/De-Init Statistics:");
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        draft.version(VERSION);
        draft.required(TOTAL, "line 'Total Inference Time: N us'");
        boolean zeros = false;
        for (MatchResult match : text.all(STATISTIC)) {
            String name = NAMES.get(match.group(1));
            boolean zero = match.group(2).equals("0");
            if (name != null && !zero) {
                draft.figure(name, match.group(2), match.group(3));
            }
            zeros |= name != null && zero;
        }
        if (zeros) {
            draft.note("Statistics that the tool prints as 0 were not taken, and are left out.");
        }
        for (MatchResult match : text.all(SUBNET)) {
            String where = match.group(1).substring(0, match.group(1).indexOf(' '));
            draft.row(new Row("subnet", match.group(1), where, "", figure(match.group(2), match.group(3))));
        }
        layers(draft);
        buffers(draft);
        return draft.as(
                new Measured("average of SNPE's own timing on the board: total_inference is one execute call with"
                        + " its copies, forward the network, accelerator the accelerator alone"));
    }

    private static void buffers(ResultDraft draft) {
        draft.text()
                .options()
                .ifPresentOrElse(
                        options -> {
                            List<String> buffers = options.starting("--userbuffer_");
                            draft.condition("buffers " + (buffers.isEmpty() ? "ITensor" : String.join("+", buffers)));
                            draft.setting(
                                    "perf_profile", options.value("--perf_profile").orElse("the tool's default"));
                        },
                        () -> {
                            draft.unstated("which copies and conversions are in it (--userbuffer_...)");
                            draft.unstated("the performance profile (--perf_profile)");
                        });
    }

    private static void layers(ResultDraft draft) {
        ToolText text = draft.text();
        int start = text.firstLine(LAYERS);
        List<MatchResult> layers = start < 0 ? List.of() : text.from(start).all(LAYER);
        for (MatchResult layer : layers) {
            String name = layer.group(2) == null ? "" : layer.group(2);
            draft.row(new Row("layer", name, layer.group(5), layer.group(1), figure(layer.group(3), layer.group(4))));
        }
        if (layers.isEmpty()) {
            return;
        }
        List<String> units =
                layers.stream().map(layer -> layer.group(4)).distinct().toList();
        draft.fact("unit", String.join(",", units));
        draft.condition("layers profiled");
        if (units.contains("cycles")) {
            draft.note("Layers on the DSP are in cycles, and no time: the clock's rate is not in the text.");
        }
        int last = Integer.parseInt(layers.get(layers.size() - 1).group(1));
        if (last + 1 != layers.size()) {
            draft.note("There are rows of " + layers.size() + " layers, and the last one's number is " + last
                    + ": some are missing.");
        }
    }

    private static Figure figure(String printed, String unit) {
        return new Figure("time", ResultDraft.number(printed), unit);
    }
}
