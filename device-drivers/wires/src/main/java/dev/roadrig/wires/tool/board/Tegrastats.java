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
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A log of tegrastats: a row a rail and a temperature, over all its lines. Other lines, such as a date, are left out. */
public final class Tegrastats implements ToolReader {
    @Override
    public Tool tool() {
        return Tool.TEGRASTATS;
    }

    @Override
    public boolean knows(ToolText text) {
        return text.lines().stream().anyMatch(TegrastatsLine::is);
    }

    /** The lines of a log that are tegrastats' own, in order. */
    public static List<TegrastatsLine> lines(ToolText text) {
        return text.lines().stream()
                .filter(TegrastatsLine::is)
                .map(TegrastatsLine::of)
                .toList();
    }

    @Override
    public ToolResult read(ToolText text) {
        List<TegrastatsLine> lines = lines(text);
        if (lines.isEmpty()) {
            throw NotUnderstood.foreign(tool(), text);
        }
        var draft = new ResultDraft(tool(), text);
        draft.figure("lines", lines.size(), "");
        long others = text.lines().stream().filter(l -> !l.isBlank()).count() - lines.size();
        if (others > 0) {
            draft.note(others + (others == 1 ? " other line was" : " other lines were") + " left out.");
        }
        Map<String, DoubleSummaryStatistics> rails = new LinkedHashMap<>();
        Map<String, DoubleSummaryStatistics> sensors = new LinkedHashMap<>();
        boolean total = false;
        for (TegrastatsLine line : lines) {
            for (Rail rail : line.rails()) {
                rails.computeIfAbsent(rail.name(), name -> new DoubleSummaryStatistics())
                        .accept(rail.milliwatts());
                total |= rail.boardTotal();
            }
            line.celsius().forEach((name, value) -> sensors.computeIfAbsent(name, n -> new DoubleSummaryStatistics())
                    .accept(value));
        }
        rails.forEach((name, values) -> draft.row(row("rail", name, values, "mW")));
        sensors.forEach((name, values) -> draft.row(row("temperature", name, values, "C")));
        draft.note(
                total
                        ? "One rail feeds the board: the others are parts of it and are not added to it."
                        : "No rail is known to feed the whole board: which may be added depends on the board.");
        return draft.as(new Measured("the module's own power monitors and sensors, at each line's moment"));
    }

    private static Row row(String kind, String name, DoubleSummaryStatistics values, String unit) {
        return new Row(
                kind,
                name,
                "",
                "",
                new Figure("min", values.getMin(), unit),
                new Figure("mean", values.getAverage(), unit),
                new Figure("max", values.getMax(), unit));
    }
}
