package dev.roadrig.wires.tool.qualcomm;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** snpe-dlc-info's table of layers: cells go over several lines, and only a layer's first line has an Id. */
public final class SnpeDlc implements ToolReader {
    private static final Pattern HEAD =
            Pattern.compile("^\\| Id\\s++\\| Name\\s++\\| Type\\s++\\|.*\\| Runtimes\\s++\\|");
    private static final Pattern ID = Pattern.compile("[0-9]++");

    @Override
    public Tool tool() {
        return Tool.SNPE_DLC_INFO;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(HEAD);
    }

    @Override
    public ToolResult read(ToolText text) {
        int head = text.firstLine(HEAD);
        if (head < 0) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        List<String> columns = cells(text.lines().get(head));
        int layers = 0;
        for (String line : text.from(head + 1).lines()) {
            List<String> cells = cells(line);
            if (cells.size() == columns.size() && ID.matcher(cells.get(0)).matches()) {
                layers++;
                draft.row(new Row(
                        "layer",
                        cells.get(columns.indexOf("Name")),
                        cells.get(columns.indexOf("Runtimes")),
                        cells.get(columns.indexOf("Type"))));
            }
        }
        if (layers == 0) {
            throw NotUnderstood.incomplete(tool(), "row of a layer", text);
        }
        draft.figure("layers", layers, "");
        draft.note("Runtimes are where a layer can run (A AIP, D DSP, G GPU, C CPU), not where it did.");
        return draft.as(
                new Measured("what a model consists of and which runtimes can take each layer; nothing was run"));
    }

    private static List<String> cells(String line) {
        if (!line.startsWith("|")) {
            return List.of();
        }
        List<String> cells = new ArrayList<>();
        for (String cell : line.substring(1).split("\\|", -1)) {
            cells.add(cell.strip());
        }
        return cells;
    }
}
