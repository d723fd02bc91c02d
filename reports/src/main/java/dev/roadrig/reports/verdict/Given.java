package dev.roadrig.reports.verdict;

import dev.roadrig.reports.join.ReadingRow;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.spec.Requirement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether a requirement's given conditions were measured to hold: by a sensor of that name, or by what the board says. */
final class Given {
    private static final Pattern RANGE = Pattern.compile(
            "(-?[0-9]+(?:\\.[0-9]+)?)\\s*([A-Za-z]*)\\s*(?:\\+-|±)\\s*([0-9]+(?:\\.[0-9]+)?)\\s*[A-Za-z]*");

    private Given() {}

    /** Why the given conditions do not hold for a run; empty when all do. */
    static Optional<String> unmet(Requirement r, Scope scope) {
        for (Map.Entry<String, String> g : new TreeMap<>(r.given()).entrySet()) {
            Optional<String> why = unmet(g.getKey(), g.getValue(), scope);
            if (why.isPresent()) {
                return why;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> unmet(String name, String wanted, Scope scope) {
        RunTable run = scope.run();
        List<ReadingRow> rows = run.readings().stream()
                .filter(row -> row.name().equals(name) && scope.holds(row.nanos()))
                .toList();
        Matcher range = RANGE.matcher(wanted.strip());
        if (!rows.isEmpty() && range.matches()) {
            double middle = Double.parseDouble(range.group(1));
            double half = Double.parseDouble(range.group(3));
            return rows.stream()
                    .filter(row -> Math.abs(row.value() - middle) > half)
                    .findFirst()
                    .map(row -> "Given is " + name + " " + wanted + ", and it was measured as "
                            + Figures.digits(row.value()) + " " + range.group(2) + ".");
        }
        String stated = run.start().getBoardFactsMap().get(name);
        if (stated != null) {
            return stated.equalsIgnoreCase(wanted.strip())
                    ? Optional.empty()
                    : Optional.of("Given is " + name + " " + wanted + ", and the board says " + stated + ".");
        }
        return Optional.of("Given is " + name + " " + wanted + ", and no instrument of this board reports " + name
                + ". Add one to the rack, or drop the condition.");
    }
}
