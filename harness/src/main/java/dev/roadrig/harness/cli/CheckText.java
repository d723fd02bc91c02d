package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.BoardFit;
import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioCheck;
import dev.roadrig.scenarios.scenario.ScenarioCheck.Known;
import dev.roadrig.scenarios.spec.Requirement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What {@code roadrig check} says of one scenario. */
final class CheckText {
    private CheckText() {}

    static String of(Scenario scenario, ScenarioCheck check, Optional<Rack> rack) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("id", "asked", "expected", "needed", ""));
        for (ScenarioCheck.Row row : check.rows()) {
            rows.add(cells(row));
        }
        var out = new StringBuilder();
        out.append(PlainText.line(scenario.name()))
                .append(" (")
                .append(scenario.file())
                .append("): ");
        out.append(time(scenario, check.replay())).append('\n');
        Columns.of(rows).forEach(line -> out.append("  ").append(line).append('\n'));
        if (check.rows().stream().anyMatch(row -> row.expected().isPresent() && row.known() != Known.EXACTLY)) {
            out.append(
                            "  faults: the frames in flight when one begins count as inside it, and where it takes the board away those until the board")
                    .append(" answers again; how many that is is not known beforehand\n");
        }
        if (scenario.network() != null) {
            LinkNotes.of(scenario.network())
                    .forEach(note -> out.append("  link: ").append(note).append('\n'));
        }
        rack.ifPresent(r -> out.append("  ").append(boards(scenario, r)).append('\n'));
        return out.toString();
    }

    /** Of replay only: how long a board takes to boot and to be given its files shows when it does. */
    private static String time(Scenario scenario, Duration replay) {
        String repetitions = scenario.repeat() == 1 ? "1 repetition" : scenario.repeat() + " repetitions";
        return String.format(
                Locale.ROOT,
                "%s, %.1f s of replay; boot and deployment come on top",
                repetitions,
                replay.toMillis() / 1000.0);
    }

    private static List<String> cells(ScenarioCheck.Row row) {
        Requirement requirement = row.requirement();
        String expected = row.expected().isPresent()
                ? row.known().words() + row.expected().getAsLong()
                : "from the meter";
        return List.of(
                PlainText.line(requirement.id()),
                PlainText.line(
                        asked(requirement) + row.slice().map(s -> ", " + s).orElse("")),
                expected,
                Long.toString(row.needed()),
                row.cannotPass()
                        ? "cannot pass as written: "
                                + (row.needed() - row.most().getAsLong()) + " more needed"
                        : "");
    }

    private static String asked(Requirement requirement) {
        Requirement.Bound bound = requirement.bound();
        return requirement.metric().word() + " " + requirement.statistic().word() + " "
                + bound.side().word() + " " + bound.written()
                + (requirement.when() == Requirement.When.ALWAYS
                        ? ""
                        : " when " + requirement.when().word());
    }

    private static String boards(Scenario scenario, Rack rack) {
        List<String> fit = new ArrayList<>();
        List<String> unfit = new ArrayList<>();
        for (RackBoard board : rack.boards().values()) {
            List<String> lacks = BoardFit.lacks(board, scenario);
            if (lacks.isEmpty()) {
                fit.add(board.name());
            } else {
                unfit.add(board.name() + " does not: " + String.join("; ", lacks));
            }
        }
        rack.incomplete()
                .forEach((name, missing) ->
                        unfit.add(name + " cannot be used: " + PlainText.line(String.valueOf(missing.getMessage()))));
        String name = PlainText.line(rack.name());
        String fitting =
                fit.isEmpty() ? "no board of " + name + " fits" : "fits on " + name + ": " + String.join(", ", fit);
        return unfit.isEmpty() ? fitting : fitting + "\n    " + String.join("\n    ", unfit);
    }
}
