package dev.roadrig.wires.tool.board;

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
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer to {@code *IDN?}: IEEE 488.2 says four fields; some vendors write five, leave the serial number blank, or use
 * no commas.
 *
 * @param vendor as written
 * @param model absent in an answer without commas, where it cannot be told from the vendor
 * @param serial absent where it is blank
 * @param more fields after the fourth, such as a hardware version
 */
public record ScpiIdentity(
        String vendor, Optional<String> model, Optional<String> serial, Optional<String> firmware, List<String> more) {
    private static final Pattern RESOURCE = Pattern.compile("(?:[A-Z]{3,6}[0-9]*+::\\S*INSTR)(?: => |: )");

    public ScpiIdentity {
        more = List.copyOf(more);
    }

    /** Reads one answer, also one with a VISA resource before it; empty where the line is none. */
    public static Optional<ScpiIdentity> of(String line) {
        Matcher resource = RESOURCE.matcher(line);
        boolean named = resource.find();
        String answer = named ? line.substring(resource.end()) : line;
        String[] fields = answer.strip().split(",", -1);
        boolean plain = fields.length >= 4 && fields.length <= 6 && !fields[0].isBlank() && !fields[1].isBlank();
        if (!plain) {
            return named && fields.length == 1 && !answer.isBlank()
                    ? Optional.of(new ScpiIdentity(
                            answer.strip(), Optional.empty(), Optional.empty(), Optional.empty(), List.of()))
                    : Optional.empty();
        }
        List<String> more = new ArrayList<>();
        for (int i = 4; i < fields.length; i++) {
            more.add(fields[i].strip());
        }
        return Optional.of(
                new ScpiIdentity(fields[0].strip(), some(fields[1]), some(fields[2]), some(fields[3]), more));
    }

    private static Optional<String> some(String field) {
        return field.isBlank() ? Optional.empty() : Optional.of(field.strip());
    }

    /** Answers to {@code *IDN?} in a text. */
    public static final class Reader implements ToolReader {
        /** An answer stands alone on its line; a row of a table has more commas or words. */
        private static final Pattern ANSWER = Pattern.compile(
                "INSTR(?: => |: )|^[A-Z][A-Za-z .&-]{1,40},[A-Z0-9][A-Za-z0-9 _/-]{1,30},[^,]{0,40},[^,]{1,60}(?:,[^,]{1,40})?$");

        @Override
        public Tool tool() {
            return Tool.SCPI_IDN;
        }

        @Override
        public boolean knows(ToolText text) {
            return text.has(ANSWER);
        }

        @Override
        public ToolResult read(ToolText text) {
            var draft = new ResultDraft(tool(), text);
            for (String line : text.lines()) {
                if (ANSWER.matcher(line).find()) {
                    ScpiIdentity.of(line).ifPresent(identity -> draft.row(row(identity)));
                }
            }
            if (!draft.hasRows()) {
                throw NotUnderstood.foreign(tool(), text);
            }
            return draft.as(new Measured("which instrument answers; nothing was measured"));
        }

        private static Row row(ScpiIdentity identity) {
            List<String> words = new ArrayList<>();
            identity.serial().ifPresent(serial -> words.add("serial " + serial));
            identity.firmware().ifPresent(firmware -> words.add("firmware " + firmware));
            identity.more().forEach(more -> words.add("then " + more));
            return new Row("instrument", identity.model().orElse(""), identity.vendor(), String.join(", ", words));
        }
    }
}
