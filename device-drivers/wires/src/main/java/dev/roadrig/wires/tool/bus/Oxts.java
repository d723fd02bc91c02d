package dev.roadrig.wires.tool.bus;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.regex.Pattern;

/** A KITTI oxts row of 30 numbers, or its file of time stamps with nine fractional digits. */
public final class Oxts implements ToolReader {
    private static final Pattern ROW = Pattern.compile("^(?:-?[0-9][0-9.e+-]{0,30} ){29}-?[0-9][0-9.e+-]{0,30}$");
    private static final Pattern STAMP =
            Pattern.compile("^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{9}$");
    private static final int FIELDS = 30;

    @Override
    public Tool tool() {
        return Tool.OXTS;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(ROW) || text.has(STAMP);
    }

    @Override
    public ToolResult read(ToolText text) {
        var draft = new ResultDraft(tool(), text);
        int rows = text.all(ROW).size();
        int stamps = text.all(STAMP).size();
        if (rows + stamps == 0 || rows + stamps != text.lines().size()) {
            throw NotUnderstood.foreign(tool(), text);
        }
        if (rows > 0) {
            draft.figure("fields", FIELDS, "");
        }
        draft.figure("lines", text.lines().size(), "");
        draft.fact("first", text.lines().get(0));
        draft.note("Read the drive itself with 'roadrig drive import'.");
        return draft.as(new Measured("how many rows a file holds; nothing was timed"));
    }
}
