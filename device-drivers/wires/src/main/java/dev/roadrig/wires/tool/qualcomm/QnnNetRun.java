package dev.roadrig.wires.tool.qualcomm;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.regex.Pattern;

/** qnn-net-run's own text: it prints no times, so only why it failed can be read; times are in qnn-profile-viewer's. */
public final class QnnNetRun implements ToolReader {
    private static final Pattern OPEN_CL = Pattern.compile("^CL ERROR: \\((-?[0-9]++)\\) (CL_\\w++)$");
    private static final Pattern GPU = Pattern.compile("^GPU ERROR: \\w++\\(([0-9]++)\\) - (\\S.*)$");

    @Override
    public Tool tool() {
        return Tool.QNN_NET_RUN;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(OPEN_CL) || text.has(GPU);
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        draft.failed();
        draft.fact("status", "failed");
        draft.fact("cl_error", OPEN_CL);
        draft.fact("gpu_error", GPU);
        text.first(OPEN_CL).ifPresent(match -> draft.note("The GPU backend failed in OpenCL: " + match.group(2) + "."));
        return draft.as(new Measured("nothing: the run failed"));
    }
}
