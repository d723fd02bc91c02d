package dev.roadrig.wires.tool.board;

import static dev.roadrig.wires.tool.ToolText.NUMBER_THEN;

import dev.roadrig.wires.tool.Measured;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.ResultDraft;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Raspberry Pi's vcgencmd: get_throttled's bits, volts and temperature. Bits: Raspberry Pi documentation of vcgencmd. */
public final class Vcgencmd implements ToolReader {
    private static final Pattern THROTTLED = Pattern.compile("^throttled=(0x[0-9a-fA-F]{1,8})$");
    private static final Pattern VOLTS = Pattern.compile("^volt=" + NUMBER_THEN + "V$");
    private static final Pattern CELSIUS = Pattern.compile("^temp=" + NUMBER_THEN + "'C$");
    private static final Map<Integer, String> BITS = new LinkedHashMap<>();

    static {
        BITS.put(0, "Under-voltage now.");
        BITS.put(1, "The clock is capped now.");
        BITS.put(2, "Throttled now.");
        BITS.put(3, "The soft temperature limit holds now.");
        BITS.put(16, "Under-voltage has occurred since boot.");
        BITS.put(17, "The clock was capped since boot.");
        BITS.put(18, "Throttling has occurred since boot.");
        BITS.put(19, "The soft temperature limit was reached since boot.");
    }

    @Override
    public Tool tool() {
        return Tool.VCGENCMD;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(THROTTLED) || text.has(VOLTS) || text.has(CELSIUS);
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        draft.fact("throttled", THROTTLED);
        text.first(THROTTLED).ifPresent(match -> bits(draft, Long.decode(match.group(1))));
        draft.figure("volt", VOLTS, "V");
        draft.figure("temp", CELSIUS, "C");
        return draft.as(new Measured("the board's own state at the call"));
    }

    private static void bits(ResultDraft draft, long bits) {
        BITS.forEach((bit, words) -> {
            if ((bits >> bit & 1) == 1) {
                draft.note(words);
            }
        });
    }
}
