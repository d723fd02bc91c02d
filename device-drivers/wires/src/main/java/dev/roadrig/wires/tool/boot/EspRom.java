package dev.roadrig.wires.tool.boot;

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
import java.util.stream.Collectors;

/** What an ESP chip's ROM says of its resets. After a brown-out the code can be 0xc or 0x3 in place of 0xf. */
public final class EspRom implements ToolReader {
    private static final Pattern RESET =
            Pattern.compile("\\brst:(0x[0-9a-f]{1,2}) \\((\\w++)\\)(?:,boot:(0x[0-9a-f]{1,2}))?+");
    private static final Pattern ROM = Pattern.compile("^ESP-ROM:(\\S++)|^(ets [A-Z][a-z]{2} [ 0-9]{2} [0-9]{4})");
    private static final Pattern BROWN_OUT =
            Pattern.compile("^(?:\\[ *+([0-9]++) ms\\] )?+Brownout detector was triggered");

    @Override
    public Tool tool() {
        return Tool.ESP_ROM;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(RESET) || text.has(BROWN_OUT);
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        text.first(ROM).ifPresent(m -> draft.version(m.group(1) == null ? m.group(2) : m.group(1)));
        List<MatchResult> resets = text.all(RESET);
        if (!resets.isEmpty()) {
            MatchResult last = resets.get(resets.size() - 1);
            draft.fact("resets", resets.stream().map(m -> m.group(1)).collect(Collectors.joining(",")));
            draft.fact("reset_code", last.group(1));
            draft.fact("reset_name", last.group(2));
            if (last.group(3) != null) {
                draft.fact("boot", last.group(3));
            }
        }
        resets.stream()
                .filter(m -> m.group(2).contains("WDT"))
                .findFirst()
                .ifPresent(m -> draft.fact("watchdog", m.group(2)));
        boolean told = text.has(BROWN_OUT);
        draft.fact(
                "brownout",
                String.valueOf(told || resets.stream().anyMatch(m -> m.group(2).contains("BROWNOUT"))));
        text.first(BROWN_OUT).filter(m -> m.group(1) != null).ifPresent(m -> draft.figure("t", m.group(1), "ms"));
        return draft.as(new Measured("why the chip was reset, by its ROM"));
    }
}
