package dev.roadrig.wires.tool.qualcomm;

import static dev.roadrig.wires.tool.ToolText.NUMBER;

import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Row;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** qnn-profile-viewer's text of a qnn-net-run's profiling log, by sections. Layers on an HTP are in cycles. */
public final class QnnProfile implements ToolReader {
    private static final Pattern SECTION = Pattern.compile("^(Init|Compose Graphs|Finalize|De-Init|Execute) Stats(?:"
            + " \\((Average|Overall|Min|Max)\\))?:$|^--- (Init) Stats:$");
    private static final Pattern LINE =
            Pattern.compile("^\\s++(\\S.{0,500}?):\\s++" + NUMBER + " (us|cycles|count|inf/sec)$");
    private static final Pattern BACKEND = Pattern.compile("^Backend \\((.{1,100})\\)$");

    private static final Map<String, String> NAMES = Map.of(
            "NetRun", "netrun",
            "NetRun IPS", "ips",
            "Number of HVX threads used", "hvx",
            "RPC (execute) time", "rpc",
            "QNN accelerator (execute) time", "qnn_accelerator",
            "Accelerator (execute) time", "accelerator",
            "QNN (execute) time", "qnn");

    @Override
    public Tool tool() {
        return Tool.QNN_PROFILE_VIEWER;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has("Qnn Init/Prepare/Finalize/De-Init/Execute/Lib-Load Statistics:")
                || text.has("Execute Stats (Average):");
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        String section = "";
        for (String line : text.lines()) {
            Matcher head = SECTION.matcher(line);
            Matcher row = LINE.matcher(line);
            if (head.find()) {
                section = section(head);
            } else if (row.find()) {
                line(draft, section, row);
            }
        }
        if (!draft.has("netrun")) {
            throw NotUnderstood.incomplete(tool(), "line 'NetRun: N us' under 'Execute Stats (Average):'", text);
        }
        if (draft.has("ips")) {
            draft.note("ips counts the whole time of the tool's loop: it is not 1 by the average.");
        }
        if (draft.hasRows()) {
            draft.condition("layers profiled");
        }
        text.options()
                .ifPresentOrElse(
                        options -> draft.condition(
                                "shared buffer", options.has("--shared_buffer") ? "on" : "off", "off"),
                        () -> draft.unstated("whether inputs and outputs were copied (--shared_buffer)"));
        return draft.as(new Measured("average of QNN's own timing: netrun is one execute call of the tool, rpc with the"
                + " calls to the accelerator, accelerator the accelerator alone"));
    }

    private static String section(Matcher head) {
        String name = head.group(1) == null ? head.group(3) : head.group(1);
        String which = head.group(2) == null ? "" : head.group(2);
        if (name.equals("Execute")) {
            return which.equals("Average") || which.equals("Overall") ? "" : which.toLowerCase(Locale.ROOT) + ".";
        }
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace(' ', '_') + ".";
    }

    private static void line(ResultDraft draft, String section, Matcher row) {
        Matcher backend = BACKEND.matcher(row.group(1));
        boolean ofBackend = backend.matches();
        String printed = ofBackend ? backend.group(1) : row.group(1);
        String unit = row.group(3).equals("us") || row.group(3).equals("cycles") ? row.group(3) : "";
        if (ofBackend || printed.startsWith("NetRun")) {
            String name = section
                    + NAMES.getOrDefault(
                            printed, printed.toLowerCase(Locale.ROOT).replace(' ', '_'));
            if (name.equals("init.netrun")) {
                draft.figure("init", row.group(2), unit);
            } else if (!draft.has(name)) {
                draft.figure(name, row.group(2), unit);
            }
        } else {
            double value = ResultDraft.number(row.group(2));
            draft.row(new Row("layer", printed, "", section, new Figure("time", value, unit)));
        }
    }
}
