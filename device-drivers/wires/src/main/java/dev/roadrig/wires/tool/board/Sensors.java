package dev.roadrig.wires.tool.board;

import dev.roadrig.wires.tool.Figure;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code sensors -u}: several chips have a temp1, and one label can stand for a power and a current, so chip and channel are kept. */
public final class Sensors implements ToolReader {
    private static final Pattern CHIP = Pattern.compile("^([A-Za-z0-9_]{1,40}(?:-[A-Za-z0-9_]{1,40}){1,3})$");
    private static final Pattern FEATURE = Pattern.compile("^ ?(\\S.{0,100}?):$");
    private static final Pattern VALUE =
            Pattern.compile("^  ((in|curr|power|temp|fan|energy|humidity)[0-9]++)_([a-z_]++): (-?+[0-9]++\\.[0-9]++)$");

    @Override
    public Tool tool() {
        return Tool.SENSORS;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.has(VALUE) && text.has(CHIP);
    }

    @Override
    public ToolResult read(ToolText text) {
        if (!knows(text)) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        String chip = "";
        String feature = "";
        for (String line : text.lines()) {
            Matcher head = CHIP.matcher(line);
            Matcher label = FEATURE.matcher(line);
            Matcher value = VALUE.matcher(line);
            if (head.matches()) {
                chip = head.group(1);
                feature = "";
            } else if (value.matches() && !chip.isEmpty() && !feature.isEmpty()) {
                draft.row(row(chip, feature, value));
            } else if (label.matches()) {
                feature = label.group(1);
            }
        }
        if (!draft.hasRows()) {
            throw NotUnderstood.incomplete(tool(), "value under a chip and a feature", text);
        }
        return draft.as(new Measured("the board's own sensors, averaged by each chip over its own time"));
    }

    /**
     * The power channels of a text that {@link #read} takes, in its order. Currents and voltages of one chip are not
     * paired: which belong together the text does not say.
     */
    public static List<Rail> rails(ToolResult result) {
        List<Rail> rails = new ArrayList<>();
        for (Row row : result.rows("sensor")) {
            row.figures().stream()
                    .filter(f -> f.unit().equals("W")
                            && (f.name().equals("input") || f.name().equals("average")))
                    .forEach(f -> rails.add(
                            new Rail(row.where() + "/" + row.name(), f.value() * 1000, f.value() * 1000, false)));
        }
        return rails;
    }

    private static Row row(String chip, String feature, Matcher value) {
        String unit =
                value.group(3).endsWith("alarm") || value.group(3).endsWith("interval") ? "" : unit(value.group(2));
        return new Row(
                "sensor",
                feature,
                chip,
                value.group(1),
                new Figure(value.group(3), ResultDraft.number(value.group(4)), unit));
    }

    private static String unit(String kind) {
        return switch (kind) {
            case "in" -> "V";
            case "curr" -> "A";
            case "power" -> "W";
            case "temp" -> "C";
            case "fan" -> "rpm";
            case "energy" -> "J";
            default -> "%";
        };
    }
}
