package dev.roadrig.wires.tool;

import java.util.List;
import java.util.Optional;

/**
 * A line of a table that a tool printed: a layer, a kind of operator, a delegate, a sensor.
 *
 * @param kind what the line stands for, such as {@code layer}, {@code operator}, {@code delegate}
 * @param name as the tool names it; empty where it gives a number only
 * @param where it ran or lies, such as CPU, DSP, DLA, a delegate's or a chip's name; empty where the tool does not say
 * @param detail the tool's further words, such as an operator's type or why it was not mapped; may be empty
 */
public record Row(String kind, String name, String where, String detail, List<Figure> figures) {
    public Row {
        figures = List.copyOf(figures);
    }

    public Row(String kind, String name, String where, String detail, Figure... figures) {
        this(kind, name, where, detail, List.of(figures));
    }

    /** The figure of a name; absent where the tool printed none. */
    public Optional<Figure> figure(String wanted) {
        return figures.stream().filter(f -> f.name().equals(wanted)).findFirst();
    }
}
