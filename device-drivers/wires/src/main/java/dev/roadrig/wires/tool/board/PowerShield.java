package dev.roadrig.wires.tool.board;

import static dev.roadrig.wires.tool.ToolText.NUMBER_THEN;

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
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A session with an STM32 LPM01A power shield as a test runner logs it: commands, acknowledgements, currents. */
public final class PowerShield implements ToolReader {
    private static final Pattern ACK = Pattern.compile("PowerShield > ack (\\S.*)$");
    private static final Pattern ERROR = Pattern.compile("PowerShield > error (\\S.*)$");
    private static final Pattern COMMAND = Pattern.compile("\\[CMD\\] (\\S.*)$");
    private static final Pattern CURRENT = Pattern.compile("Current RMS: " + NUMBER_THEN + " mA$");
    /** The shield acknowledges neither: data come instead. */
    private static final List<String> SILENT = List.of("start", "stop");

    @Override
    public Tool tool() {
        return Tool.LPM01A;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has("PowerShield > ");
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        List<String> acks = words(text, ACK);
        draft.fact("acks", String.join(", ", acks));
        text.first(ERROR).ifPresent(match -> {
            draft.failed();
            draft.note("The shield refused: " + match.group(1) + ".");
        });
        for (String command : words(text, COMMAND)) {
            if (!SILENT.contains(command) && !acks.contains(command)) {
                draft.note("The command " + command + " has no acknowledgement.");
            }
        }
        List<MatchResult> currents = text.all(CURRENT);
        currents.forEach(match ->
                draft.row(new Row("current", "", "", "", new Figure("rms", ResultDraft.number(match.group(1)), "mA"))));
        return draft.as(new Measured("current by the power shield, as the session's runner worked it out"));
    }

    private static List<String> words(ToolText text, Pattern pattern) {
        return text.all(pattern).stream().map(match -> match.group(1)).collect(Collectors.toList());
    }
}
