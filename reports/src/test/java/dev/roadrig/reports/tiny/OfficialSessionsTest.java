package dev.roadrig.reports.tiny;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.tiny.OfficialResults;
import dev.roadrig.scenarios.tiny.TinyLabels;
import dev.roadrig.scenarios.tiny.TinyLog;
import dev.roadrig.scenarios.tiny.TinyLogWriter;
import dev.roadrig.scenarios.tiny.TinyTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Real sessions of real boards: what we conclude from the raw log and trace is what the official runner concluded. */
class OfficialSessionsTest {
    private static final String DATA = "mlperf-tiny-results";
    private static final Map<String, String> LABELS =
            Map.of("ic01", "image_classification-y_labels.csv", "kws01", "keyword_spotting-y_labels.csv");

    @TestFactory
    Stream<DynamicTest> every_official_figure_follows_from_the_raw_log_and_trace() throws IOException {
        List<Path> sessions = sessions();
        assertThat(sessions).as("sessions found").hasSizeGreaterThanOrEqualTo(9);
        return sessions.stream()
                .map(folder -> DynamicTest.dynamicTest(
                        SharedFolder.data(DATA).relativize(folder).toString(), () -> check(folder)));
    }

    @Test
    void throughput_energy_and_accuracy_are_all_among_what_was_compared() throws IOException {
        Set<String> kinds = new HashSet<>();
        for (Path folder : sessions()) {
            compared(folder).forEach(row -> kinds.add(row.what().replaceAll(", window \\d", "")));
        }
        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        "throughput", "median throughput", "energy", "median energy", "top-1", "AUC");
    }

    private static List<Path> sessions() throws IOException {
        try (Stream<Path> files = Files.walk(SharedFolder.data(DATA + "/sessions"))) {
            return files.filter(file -> file.endsWith(TinyLogWriter.FILE))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
    }

    private static void check(Path folder) {
        List<Compared> rows = compared(folder);
        assertThat(rows).as("official figures").hasSizeGreaterThanOrEqualTo(2);
        for (Compared row : rows) {
            assertThat(row.same()).as(row.toString()).isTrue();
            if (row.unit().startsWith("uJ")) {
                // shared/data/README.md: at most 0.01 % of a window's energy.
                assertThat(Math.abs(row.ours() - row.official()))
                        .as(row.toString())
                        .isLessThan(row.official() * 1.1e-4);
            }
        }
    }

    private static List<Compared> compared(Path folder) {
        TinyLog log = TinyLog.read(folder.resolve(TinyLogWriter.FILE));
        Optional<TinyTrace> trace = TinyTrace.isIn(folder) ? Optional.of(TinyTrace.read(folder)) : Optional.empty();
        Optional<TinyLabels> labels = Optional.ofNullable(LABELS.get(log.model()))
                .filter(name -> log.multi())
                .map(name -> TinyLabels.read(SharedFolder.data(DATA + "/labels/" + name)));
        TinyFigures figures = TinyFigures.of(log, trace, labels);
        assertThat(figures.missing()).isEmpty();
        assertThat(figures.remarks()).isEmpty();
        return Compared.of(figures, OfficialResults.read(folder));
    }
}
