package dev.roadrig.wires.tool.board;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.regex.Pattern;

/** {@code nvpmodel -q}: the power mode's name, then its number on a line of its own. */
public final class Nvpmodel implements ToolReader {
    private static final Pattern MODE = Pattern.compile("NV Power Mode: ?(\\S++)$");
    private static final Pattern ID = Pattern.compile("^([0-9]++)$");
    private static final Pattern FAN = Pattern.compile("^NV Fan Mode: ?(\\S++)$");

    @Override
    public Tool tool() {
        return Tool.NVPMODEL;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(MODE);
    }

    @Override
    public ToolResult read(ToolText text) {
        var draft = new ResultDraft(tool(), text);
        draft.fact("mode", draft.required(MODE, "line 'NV Power Mode: NAME'").group(1));
        draft.required(ID, "line with the mode's number");
        var after = new ResultDraft(tool(), text.from(text.firstLine(MODE)));
        draft.fact(
                "id",
                after.required(ID, "line with the mode's number after its name").group(1));
        draft.fact("fan", FAN);
        return draft.as(new Measured("the power mode that is set; nothing was timed"));
    }
}
