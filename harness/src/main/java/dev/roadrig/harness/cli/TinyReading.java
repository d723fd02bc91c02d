package dev.roadrig.harness.cli;

import dev.roadrig.reports.text.PlainText;
import dev.roadrig.reports.tiny.Compared;
import dev.roadrig.reports.tiny.TinyFigures;
import dev.roadrig.reports.tiny.TinyJson;
import dev.roadrig.reports.tiny.TinyText;
import dev.roadrig.scenarios.tiny.OfficialResults;
import dev.roadrig.scenarios.tiny.TinyLabels;
import dev.roadrig.scenarios.tiny.TinyLog;
import dev.roadrig.scenarios.tiny.TinyLogWriter;
import dev.roadrig.scenarios.tiny.TinyTrace;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session's folder, read and concluded from. */
record TinyReading(TinyLog log, TinyFigures figures, List<Compared> compared) {
    private static final int DIFFERENT = 1;
    private static final int INCONCLUSIVE = 4;

    static TinyReading of(Path folder, @Nullable Path labels) {
        TinyLog log = TinyLog.read(folder.resolve(TinyLogWriter.FILE));
        TinyFigures figures = TinyFigures.of(
                log,
                TinyTrace.isIn(folder) ? Optional.of(TinyTrace.read(folder)) : Optional.empty(),
                Optional.ofNullable(labels).map(TinyLabels::read));
        List<Compared> compared =
                OfficialResults.isIn(folder) ? Compared.of(figures, OfficialResults.read(folder)) : List.of();
        return new TinyReading(log, figures, compared);
    }

    /** Prints it, and says with which code the command ends. */
    int print(PrintWriter out, boolean json) {
        if (json) {
            out.print(TinyJson.of(log, figures, compared));
        } else {
            table(out, TinyText.summary(log, figures));
            if (!compared.isEmpty()) {
                out.println();
                table(out, TinyText.comparison(compared));
            }
        }
        out.flush();
        // What is missing must not hide what is wrong.
        if (compared.stream().anyMatch(Compared::different)) {
            return DIFFERENT;
        }
        return figures.missing().isEmpty() && compared.stream().allMatch(Compared::follows) ? 0 : INCONCLUSIVE;
    }

    /** A log may hold anything, and a board says what it likes. */
    private static void table(PrintWriter out, List<List<String>> rows) {
        Columns.of(rows.stream()
                        .map(row -> row.stream().map(PlainText::line).toList())
                        .toList())
                .forEach(out::println);
    }
}
