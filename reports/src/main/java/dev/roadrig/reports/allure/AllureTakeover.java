package dev.roadrig.reports.allure;

import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.verdict.Judgement;
import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.util.PropertiesUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of a judgement in the place of the one that Allure's own test listener is about to write for the test that
 * runs on this thread, so that a scenario has exactly one, made from its record.
 */
public final class AllureTakeover {
    private final Path folder;
    private final AllureLifecycle lifecycle;
    private final Path listeners;

    /** @param folder where results go; made when it is not there */
    public AllureTakeover(Path folder) {
        this(
                folder,
                Allure.getLifecycle(),
                Path.of(PropertiesUtils.loadAllureProperties()
                        .getProperty("allure.results.directory", "allure-results")));
    }

    /**
     * @param lifecycle that a listener uses
     * @param listeners where that lifecycle writes
     */
    AllureTakeover(Path folder, AllureLifecycle lifecycle, Path listeners) {
        this.folder = folder;
        this.lifecycle = lifecycle;
        this.listeners = listeners;
    }

    /**
     * Writes the judgement's results.
     *
     * @param records one a run, in the runs' order: what the results link to
     * @param alone whether a listener's result is taken over; if not, it stays beside ours
     */
    public void write(Judgement judgement, List<Path> records, boolean alone) throws IOException {
        if (alone) {
            Optional<String> current = lifecycle.getCurrentTestCase();
            if (current.isPresent()) {
                takeOver(
                        current.get(),
                        AllureResults.uuid(judgement.runs().get(0).start()));
            }
        }
        Map<String, String> links = new HashMap<>();
        for (int i = 0; i < records.size(); i++) {
            links.put(
                    judgement.runs().get(i).start().getRunId(),
                    records.get(i).toUri().toString());
        }
        new AllureResults(folder, run -> link(links, run)).write(List.of(judgement));
    }

    private static Optional<String> link(Map<String, String> links, RunTable run) {
        return Optional.ofNullable(links.get(run.start().getRunId()));
    }

    /**
     * A lifecycle forgets a test case only by writing it. So it is written now, under our own id, and that file is
     * deleted; what the listener asks for afterwards finds nothing more to write.
     */
    private void takeOver(String current, String ours) throws IOException {
        Path file = listeners.resolve(ours + "-result.json");
        Files.deleteIfExists(file);
        lifecycle.updateTestCase(current, result -> result.setUuid(ours));
        lifecycle.writeTestCase(current);
        Files.deleteIfExists(file);
    }
}
