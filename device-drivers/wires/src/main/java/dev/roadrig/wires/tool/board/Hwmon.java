package dev.roadrig.wires.tool.board;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.regex.Pattern;

/** Files of hwmon or iio as {@code grep -r . /sys/class/hwmon} prints them. */
public final class Hwmon implements ToolReader {
    private static final Pattern PATH = Pattern.compile(
            "^[^:]*/(?:hwmon[^:]*/(?:in|curr|power|temp)[0-9]++_(?:input|average)|iio[^/:]*:?[^/:]*/in_\\w++_input):");

    @Override
    public Tool tool() {
        return Tool.HWMON;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(PATH);
    }

    @Override
    public ToolResult read(ToolText text) {
        HwmonTree tree = HwmonTree.of(text);
        if (tree.readings().isEmpty()) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        draft.figure("entries", tree.entries(), "");
        tree.readings()
                .forEach(r -> draft.row(new Row(
                        "sensor", r.label(), r.chip(), r.channel(), new Figure("value", r.value(), r.quantity()))));
        tree.rails()
                .forEach(r -> draft.row(new Row("rail", r.name(), "", "", new Figure("power", r.milliwatts(), "mW"))));
        return draft.as(new Measured("the board's own sensors, averaged by the chip over its conversion time"));
    }
}
