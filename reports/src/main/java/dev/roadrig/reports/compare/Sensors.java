package dev.roadrig.reports.compare;

import dev.roadrig.reports.compare.SideBySide.Figures;
import dev.roadrig.reports.join.FrameRow;
import dev.roadrig.reports.join.ReadingRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Means of sensors over the part of each run in which frames were due. */
final class Sensors {
    private Sensors() {}

    static List<Figures> means(RunTable a, RunTable b) {
        List<Figures> figures = new ArrayList<>();
        for (Quantity quantity : List.of(Quantity.POWER, Quantity.TEMPERATURE)) {
            for (String name : names(quantity, a, b)) {
                figures.add(new Figures(
                        quantity.name().toLowerCase(Locale.ROOT) + "." + name,
                        "mean",
                        quantity == Quantity.POWER ? "W" : "C",
                        mean(a, name, quantity),
                        mean(b, name, quantity)));
            }
        }
        return figures;
    }

    private static Set<String> names(Quantity quantity, RunTable a, RunTable b) {
        return Stream.of(a, b)
                .flatMap(run -> run.readings().stream())
                .filter(r -> r.quantity() == quantity)
                .map(ReadingRow::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<Double> mean(RunTable run, String name, Quantity quantity) {
        long from = run.frames().stream().mapToLong(FrameRow::dueNanos).min().orElse(Long.MAX_VALUE);
        long to = run.frames().stream().mapToLong(FrameRow::dueNanos).max().orElse(Long.MIN_VALUE);
        OptionalDouble mean = run.readings().stream()
                .filter(r -> r.name().equals(name) && r.quantity() == quantity && !r.repeated())
                .filter(r -> r.nanos() >= from && r.nanos() <= to)
                .mapToDouble(ReadingRow::value)
                .average();
        return mean.isPresent() ? Optional.of(mean.getAsDouble()) : Optional.empty();
    }
}
