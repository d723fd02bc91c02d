package dev.roadrig.wires.tool.compiler;

import static dev.roadrig.wires.tool.ToolText.NUMBER;
import static dev.roadrig.wires.tool.ToolText.NUMBER_THEN;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Vela's network summary for an Ethos-U: an estimate by the compiler's model of the NPU. */
public final class Vela implements ToolReader {
    private static final Pattern TITLE = Pattern.compile("^Network summary for (\\S++)");
    private static final Pattern OPERATORS =
            Pattern.compile("^(CPU|NPU) operators = ([0-9]++) \\(" + NUMBER_THEN + "%\\)$");
    private static final Pattern MEMORY =
            Pattern.compile("^Total (SRAM|DRAM|Off-chip Flash|On-chip Flash) used\\s++" + NUMBER + " KiB$");
    private static final Pattern MACS = Pattern.compile("^Neural network macs\\s++([0-9]++) MACs/batch$");
    private static final Pattern CYCLES = Pattern.compile("^(NPU|Total) cycles\\s++([0-9]++) cycles/batch$");
    private static final Pattern TIME =
            Pattern.compile("^Batch Inference time\\s++" + NUMBER + " ms,\\s++" + NUMBER + " inferences/s");
    private static final Pattern ACCELERATOR = Pattern.compile("^Accelerator configuration\\s++(\\S++)$");
    private static final Pattern CLOCK = Pattern.compile("^Accelerator clock\\s++([0-9]++) MHz$");
    private static final Pattern MODE = Pattern.compile("^Memory mode\\s++(\\S++)$");

    @Override
    public Tool tool() {
        return Tool.VELA;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(OPERATORS) || text.has(TITLE);
    }

    @Override
    public ToolResult read(ToolText text) {
        var draft = new ResultDraft(tool(), text);
        if (text.all(TITLE).size() > 1) {
            throw new NotUnderstood("The text holds several 'Network summary for'. Give the text of one network.");
        }
        for (MatchResult match : text.all(OPERATORS)) {
            String unit = match.group(1).toLowerCase(Locale.ROOT);
            draft.figure(unit + "_ops", match.group(2), "");
            draft.figure(unit, match.group(3), "%");
        }
        if (!draft.has("cpu_ops") || !draft.has("npu_ops")) {
            throw NotUnderstood.incomplete(tool(), "rows 'CPU operators = ' and 'NPU operators = '", text);
        }
        for (MatchResult match : text.all(MEMORY)) {
            draft.figure(
                    match.group(1).toLowerCase(Locale.ROOT).replace("-", "").replace(' ', '_'), match.group(2), "KiB");
        }
        draft.figure("macs", MACS, "");
        text.all(CYCLES).forEach(m -> draft.figure(m.group(1).toLowerCase(Locale.ROOT) + "_cycles", m.group(2), ""));
        text.first(TIME).ifPresent(match -> {
            draft.figure("inference", match.group(1), "ms");
            draft.figure("ips", match.group(2), "");
        });
        if (!draft.has("inference")) {
            draft.note("The row of the inference time is not there.");
        }
        draft.fact("accelerator", ACCELERATOR);
        draft.fact("clock_mhz", CLOCK);
        draft.fact("memory_mode", MODE);
        draft.note("The text does not state the tool's version.");
        return draft.as(new Measured("the compiler's estimate for one batch; nothing was run"));
    }
}
