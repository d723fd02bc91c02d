package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.MeterTable;
import dev.roadrig.reports.join.ReadingRow;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Statistic.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Samples that sensors give. Where the sensor cannot carry the figure asked, there are none and the reason is said. */
final class SensorSamples {
    private SensorSamples() {}

    /** Readings of one sensor; of all sensors of the quantity for an extreme that names none. */
    static Samples readings(Quantity quantity, Requirement r, Scope scope) {
        var samples = new Samples();
        boolean extreme = r.statistic().kind() == Kind.MAX || r.statistic().kind() == Kind.MIN;
        List<ReadingRow> rows = sensor(quantity, r, scope, extreme, samples).stream()
                .filter(row -> scope.holds(row.nanos()))
                .toList();
        for (List<ReadingRow> each : bySensor(rows)) {
            add(r, scope, each, extreme, samples);
        }
        return samples;
    }

    private static void add(Requirement r, Scope scope, List<ReadingRow> rows, boolean extreme, Samples samples) {
        List<ReadingRow> fresh = rows.stream().filter(row -> !row.repeated()).toList();
        MeterLimits.tooSlow(r, fresh).ifPresent(samples::refuse);
        // What a calibration leaves open is of power alone.
        Optional<MeterTable> meter =
                rows.get(0).quantity() == Quantity.POWER ? MeterLimits.meter(rows, scope) : Optional.empty();
        // A repeat adds nothing to a mean, and changes no extreme.
        for (ReadingRow row : rows) {
            if (row.repeated() && !extreme) {
                samples.leaveOut("the sensor's previous value read again");
            } else {
                samples.add(MeterLimits.sample(row.value(), meter));
            }
        }
    }

    private static List<List<ReadingRow>> bySensor(List<ReadingRow> rows) {
        return List.copyOf(rows.stream()
                .collect(Collectors.groupingBy(
                        row -> row.meter() + "\n" + row.name(), TreeMap::new, Collectors.toList()))
                .values());
    }

    static List<ReadingRow> sensor(Quantity quantity, Requirement r, Scope scope, boolean anyNumber, Samples samples) {
        List<ReadingRow> all = scope.run().readings().stream()
                .filter(row -> row.quantity() == quantity)
                .toList();
        var names = new TreeSet<>(all.stream().map(ReadingRow::name).toList());
        String what = quantity.name().toLowerCase(Locale.ROOT);
        Optional<String> wanted = r.of().or(() -> total(all));
        if (names.isEmpty()) {
            samples.refuse("The record holds no reading of " + what + ": no meter was there, or it said nothing. Run"
                    + " `roadrig rack check` for the board's meter.");
        } else if (wanted.isPresent() && !names.contains(wanted.get())) {
            samples.refuse("No meter reports " + what + " of " + wanted.get() + "; there is " + String.join(", ", names)
                    + ".");
        } else if (wanted.isEmpty() && names.size() > 1 && !anyNumber) {
            samples.refuse("Several meters report " + what + " (" + String.join(", ", names)
                    + ") and they may hold each other: say of which.");
        }
        List<ReadingRow> rows = all.stream()
                .filter(row -> wanted.isEmpty() || row.name().equals(wanted.get()))
                .toList();
        if (quantity == Quantity.POWER) {
            names.stream()
                    .map(name ->
                            rows.stream().filter(row -> row.name().equals(name)).toList())
                    .filter(each -> !each.isEmpty())
                    .flatMap(each -> MeterLimits.refusal(each, scope).stream())
                    .findFirst()
                    .ifPresent(samples::refuse);
        }
        return samples.refusal().isPresent() ? List.of() : rows;
    }

    /** The rail that feeds all others, where one meter alone says so. */
    private static Optional<String> total(List<ReadingRow> rows) {
        var totals = rows.stream()
                .filter(ReadingRow::boardTotal)
                .map(ReadingRow::name)
                .collect(Collectors.toSet());
        var meters = rows.stream().map(ReadingRow::meter).collect(Collectors.toSet());
        return totals.size() == 1 && meters.size() == 1 ? totals.stream().findFirst() : Optional.empty();
    }
}
