package dev.roadrig.reports.allure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.reports.SampleJudgement;
import dev.roadrig.reports.verdict.Judgement;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.model.Status;
import io.qameta.allure.model.TestResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside what Allure's own listener does to a lifecycle for each test: schedule, start, update, stop, write. */
class AllureTakeoverTest {
    private static final String LISTENERS = "a-listeners-own-id";
    private static final Path RECORD = Path.of("run.mcap").toAbsolutePath();

    @TempDir
    Path folder;

    private AllureLifecycle lifecycle = new AllureLifecycle();

    @BeforeEach
    void fresh() {
        lifecycle = new AllureLifecycle(new FileSystemResultsWriter(folder));
    }

    @Test
    void a_scenario_under_a_listener_has_one_result_and_it_is_the_records() throws IOException {
        listenerBegins();
        takeover(folder).write(judgement(), List.of(RECORD), true);
        listenerEnds();
        assertThat(results(folder)).containsExactly(ours());
        assertThat(Files.readString(folder.resolve(ours())))
                .contains("\"framework\",\"value\":\"roadrig\"", RECORD.toUri().toString())
                .doesNotContain("the listener's name");
    }

    @Test
    void so_it_has_when_the_listener_writes_elsewhere() throws IOException {
        Path other = folder.resolve("other");
        listenerBegins();
        takeover(other).write(judgement(), List.of(RECORD), true);
        listenerEnds();
        assertThat(results(other)).containsExactly(ours());
        assertThat(results(folder)).isEmpty();
    }

    @Test
    void a_scenario_without_a_listener_has_its_result() throws IOException {
        takeover(folder).write(judgement(), List.of(RECORD), true);
        assertThat(results(folder)).containsExactly(ours());
    }

    @Test
    void a_listeners_result_that_tells_something_of_its_own_is_left() throws IOException {
        listenerBegins();
        takeover(folder).write(judgement(), List.of(RECORD), false);
        listenerEnds();
        assertThat(results(folder)).containsExactlyInAnyOrder(ours(), LISTENERS + "-result.json");
    }

    private AllureTakeover takeover(Path results) {
        return new AllureTakeover(results, lifecycle, folder);
    }

    private static Judgement judgement() {
        return SampleJudgement.demo();
    }

    private static String ours() {
        return AllureResults.uuid(judgement().runs().get(0).start()) + "-result.json";
    }

    private void listenerBegins() {
        lifecycle.scheduleTestCase(new TestResult().setUuid(LISTENERS).setName("the listener's name"));
        lifecycle.startTestCase(LISTENERS);
    }

    private void listenerEnds() {
        lifecycle.updateTestCase(LISTENERS, result -> result.setStatus(Status.PASSED));
        lifecycle.stopTestCase(LISTENERS);
        lifecycle.writeTestCase(LISTENERS);
    }

    private static List<String> results(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("-result.json"))
                    .toList();
        }
    }
}
