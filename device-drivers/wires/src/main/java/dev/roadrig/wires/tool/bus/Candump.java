package dev.roadrig.wires.tool.bus;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A candump log, or one made from it in Vector's ASC: told by count; {@code drive import} reads the frames themselves. */
public final class Candump implements ToolReader {
    private static final Pattern FRAME = Pattern.compile(
            "^\\(([0-9]++\\.[0-9]{6})\\) (\\S{1,16}) ([0-9A-F]{8}|[0-9A-F]{3})(##?)(?:[0-9A-F]*+|R[0-9]?+)(?: [RT])?+$");
    private static final Pattern ASC_BASE = Pattern.compile("^base (?:hex|dec) {1,3}timestamps (?:absolute|relative)");
    private static final Pattern ASC_FRAME = Pattern.compile("^ *+[0-9]++\\.[0-9]++ +(?:[0-9]++|CANFD) .*[RT]x");

    @Override
    public Tool tool() {
        return Tool.CANDUMP;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(FRAME) || text.has(ASC_BASE);
    }

    @Override
    public ToolResult read(ToolText text) {
        var draft = new ResultDraft(tool(), text);
        List<MatchResult> frames = text.all(FRAME);
        if (!frames.isEmpty()) {
            if (frames.size()
                    < text.lines().stream().filter(line -> !line.isBlank()).count()) {
                draft.note("There are lines that are no frames.");
            }
            draft.figure("frames", frames.size(), "");
            draft.fact("first_id", frames.get(0).group(3));
            draft.fact("first_t", frames.get(0).group(1));
            if (frames.stream().anyMatch(frame -> frame.group(4).equals("##"))) {
                draft.fact("fd", "true");
            }
        } else if (text.has(ASC_BASE)) {
            draft.figure("lines", text.lines().size(), "");
            draft.figure("frames", text.all(ASC_FRAME).size(), "");
            draft.fact("first", text.lines().get(0));
        } else {
            throw NotUnderstood.foreign(tool(), text);
        }
        draft.note("Read the frames themselves with 'roadrig drive import'.");
        return draft.as(new Measured("how many frames a log holds; nothing was timed"));
    }
}
