package dev.roadrig.harness.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.reproduce.Condition.Trait;
import dev.roadrig.harness.run.VirtualRun;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.scenario.NetworkFile;
import dev.roadrig.scenarios.scenario.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link that delivers packet by packet, kept as a file. */
class TracedLinkTest {
    /** A second with a chance every 10 ms, and one with a chance every 2 ms. */
    private static final String LTE = IntStream.concat(
                    IntStream.rangeClosed(1, 100).map(i -> 10 * i),
                    IntStream.rangeClosed(1, 500).map(i -> 1_000 + 2 * i))
            .mapToObj(Integer::toString)
            .collect(Collectors.joining("\n", "", "\n"));

    @TempDir
    private Path folder;

    @BeforeEach
    void traces() throws Exception {
        Files.writeString(folder.resolve("lte.up"), LTE);
        Files.writeString(folder.resolve("lte.down"), LTE.replace("\n1000\n", "\n"));
    }

    private LinkProfile network(String text) throws Exception {
        return NetworkFile.read(Files.writeString(folder.resolve("n.yaml"), "network: " + text + "\n"));
    }

    private static String written(LinkProfile profile, Path folder) {
        return LinkText.network(LinkText.conditions(profile, folder), profile.packets());
    }

    @Test
    void its_traces_are_written_with_what_else_holds_and_read_again() throws Exception {
        for (String text : List.of(
                "{trace: lte.up, rtt: 60ms, loss: 1 %}",
                "{trace: {up: lte.up, down: lte.down}, delay: 30ms, jitter: 2ms, queue: 'droptail:packets=20', mtu: 1400 B}",
                "{trace: {up: lte.up}, down: 4 Mbit/s, loss: {enter: 2 %, leave: 20 %}, reorder: 1 %}")) {
            LinkProfile profile = network(text);
            assertThat(profile.packets().byTrace()).isTrue();
            assertThat(LinkText.fitsRows(profile)).as("rows of a rate").isFalse();
            Path kept = Files.createDirectories(folder.resolve("kept"));
            Path file = Files.writeString(kept.resolve("n.yaml"), "network: " + written(profile, kept) + "\n");
            LinkProfile again = NetworkFile.read(file);
            assertThat(again).as(Files.readString(file)).isEqualTo(profile);
            assertThat(again.packets().upTrace()).isPresent();
        }
    }

    @Test
    void another_trace_or_none_or_another_queue_is_another_link() throws Exception {
        LinkProfile profile = network("{trace: lte.up, rtt: 60ms}");
        Map<Long, LinkState> steps = new HashMap<>();
        profile.steps().forEach(step -> steps.put(step.driveOffsetNanos(), step.state()));

        assertThat(RegressionFile.sameLink(
                        new LinkProfile(steps, profile.packets().byRate()), profile))
                .isFalse();
        assertThat(RegressionFile.sameLink(network("{trace: lte.up, rtt: 60ms, queue: infinite}"), profile))
                .isFalse();
        steps.put(77L, profile.at(77));
        assertThat(RegressionFile.sameLink(new LinkProfile(steps, profile.packets()), profile))
                .as("a step that changes nothing")
                .isTrue();
    }

    @Test
    void a_part_of_its_conditions_keeps_the_trace_while_this_says_the_rates() throws Exception {
        var placement = new Placement(Placement.Mode.CLOUD_ELSE_EDGE, Duration.ofMillis(120));
        LinkProfile profile = network("{trace: lte.up, rtt: 60ms, jitter: 3ms, loss: 1 %}");
        var conditions = new Conditions(VirtualRun.scenario(placement, profile, List.of()));

        LinkProfile traced =
                Objects.requireNonNull(conditions.with(List.of(Trait.RATE)).network());
        assertThat(traced.packets()).isEqualTo(profile.packets());
        assertThat(traced.at(0).up().loss().none()).isTrue();
        LinkProfile eased =
                Objects.requireNonNull(conditions.with(List.of(Trait.LOSS)).network());
        assertThat(eased.packets()).isEqualTo(profile.packets().byRate());
        assertThat(eased.at(0).upBitsPerSecond()).isGreaterThan(profile.at(0).upBitsPerSecond());
    }
}
