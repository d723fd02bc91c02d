package dev.roadrig.harness.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.reproduce.Condition.Outage;
import dev.roadrig.harness.run.VirtualRun;
import dev.roadrig.reports.reproduce.Rate;
import dev.roadrig.reports.reproduce.Shown;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.SymptomReader;
import dev.roadrig.scenarios.spec.SpecFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search on boards in virtual time whose bugs are known. */
class ShrinkTest {
    private static final Duration DRIVE = Duration.ofSeconds(20);
    private static final Duration GRANULE = Duration.ofMillis(200);
    private static final long SECOND = 1_000_000_000L;

    /** A short outage, a slow and lossy part, a long outage, a part with jitter. */
    private static final LinkProfile BUSY = new LinkProfile(Map.of(
            0L,
            link("lte", 12_000_000, 40, 1, 0),
            2 * SECOND,
            link("none", 0, 40, 1, 0),
            3 * SECOND,
            link("lte-edge", 6_000_000, 60, 1, 0.001),
            6 * SECOND,
            link("lte", 12_000_000, 40, 1, 0),
            9 * SECOND,
            link("none", 0, 40, 1, 0),
            14 * SECOND,
            link("lte", 12_000_000, 40, 9, 0)));

    /** One outage, and conditions that matter to nobody. */
    private static final LinkProfile ONCE = new LinkProfile(Map.of(
            0L,
            link("lte", 12_000_000, 40, 1, 0),
            3 * SECOND,
            link("lte-edge", 6_000_000, 60, 1, 0),
            6 * SECOND,
            link("lte", 12_000_000, 40, 1, 0),
            9 * SECOND,
            link("none", 0, 40, 1, 0),
            14 * SECOND,
            link("lte", 12_000_000, 40, 5, 0)));

    @TempDir
    private Path folder;

    private static LinkState link(String name, long rate, int rttMillis, int jitterMillis, double loss) {
        return new LinkState(name, rate, rate, Duration.ofMillis(rttMillis), Duration.ofMillis(jitterMillis), loss);
    }

    private static Scenario scenario(LinkProfile link) {
        var camera = new FaultOrder(
                FaultOrder.Kind.CAMERA,
                Duration.ofSeconds(5),
                Duration.ofSeconds(1),
                Map.of("what", "late", "by", "80ms"));
        var reboot = new FaultOrder(FaultOrder.Kind.REBOOT, Duration.ofSeconds(15), Duration.ZERO, Map.of());
        var placement = new Placement(Placement.Mode.CLOUD_ELSE_EDGE, Duration.ofMillis(120));
        return VirtualRun.scenario(placement, link, List.of(camera, reboot))
                .judgedBy(SpecFile.parse("the test's spec", """
                        spec: stalls
                        requirements:
                          - {id: LAT-1, metric: latency.end-to-end, statistic: max, at-most: 500ms}
                        """), 7)
                .reproducing(SymptomReader.parse("the test", "{requirement: LAT-1}"));
    }

    private static Rate rate(Trials trials, Scenario scenario, int runs) throws Exception {
        Rate rate = new Rate(0, 0);
        for (int i = 0; i < runs; i++) {
            rate = rate.plus(trials.run(scenario));
        }
        return rate;
    }

    private static Scenario windowed(Scenario s, Duration from, Duration to) {
        return s.under(new Scenario.Window(from, to), s.network(), s.faults(), s.text());
    }

    @Test
    void a_stall_in_long_outages_of_a_hot_board_is_cut_down_to_one_outage_that_is_just_too_long() throws Exception {
        var trials = new VirtualTrials(folder, "after=2s,above=61.5C,stall=1500ms");
        List<String> told = new ArrayList<>();
        Rate whole = rate(trials, scenario(BUSY), 3);
        assertThat(whole).isEqualTo(new Rate(3, 3));

        var shrink = new Shrink(trials, new Shrink.Limits(GRANULE, 2_000), whole, 0, told::add);
        Shrink.Result result = shrink.of(scenario(BUSY), DRIVE);

        Scenario least = result.scenario();
        assertThat(result.finished()).isTrue();
        assertThat(told).hasSize(result.candidates());
        assertThat(told.stream()
                        .filter(line -> line.contains("still fails"))
                        .toList()
                        .get((int) told.stream()
                                        .filter(line -> line.contains("still fails"))
                                        .count()
                                - 1))
                .startsWith(Shrink.describe(least));
        assertThat(result.runs()).isLessThan(150);
        assertThat(least.faults()).isEmpty();
        List<Condition> left = new Conditions(least).all();
        assertThat(left).hasSize(1).first().isInstanceOf(Outage.class);
        Duration from = least.window().from();
        Duration to = least.window().to();
        assertThat(trials.run(least)).isEqualTo(Shown.YES);
        assertThat(trials.run(windowed(least, from.plus(GRANULE), to))).isEqualTo(Shown.NO);
        assertThat(trials.run(windowed(least, from, to.minus(GRANULE)))).isEqualTo(Shown.NO);
        var outage = (Outage) left.get(0);
        long begins = Math.max(outage.fromNanos(), from.toNanos());
        long ends = Math.min(outage.toNanos(), to.toNanos());
        assertThat(Duration.ofNanos(ends - begins)).isBetween(Duration.ofSeconds(2), Duration.ofMillis(2_600));
    }

    @Test
    void a_stall_in_15_of_100_runs_is_cut_down_and_fails_as_often_as_before() throws Exception {
        var trials = new VirtualTrials(folder, "share=15%,stall=1500ms");
        List<String> told = new ArrayList<>();
        Rate whole = rate(trials, scenario(ONCE), 40);

        var shrink = new Shrink(trials, new Shrink.Limits(GRANULE, 5_000), whole, 0, told::add);
        Shrink.Result result = shrink.of(scenario(ONCE), DRIVE);

        Scenario least = result.scenario();
        assertThat(result.finished()).isTrue();
        assertThat(least.window().to().minus(least.window().from())).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(result.runs()).isLessThan(1_500);
        // Draws that neither the rate before nor the search has seen. 3.3 standard deviations of 400 at 15 % are 24.
        Rate fresh = rate(new VirtualTrials(folder, "share=15%,stall=1500ms", 1_000_000), least, 400);
        assertThat(fresh.shown()).isBetween(60 - 24, 60 + 24);
    }

    @Test
    void a_window_that_seldom_carries_a_verdict_is_not_taken_for_one_that_fails() throws Exception {
        int[] runs = {0};
        Trials trials = candidate -> {
            Duration length = candidate.window().to().minus(candidate.window().from());
            boolean enough = length.compareTo(Duration.ofSeconds(12)) >= 0;
            return enough || runs[0]++ % 4 == 0 ? Shown.YES : Shown.UNDECIDED;
        };
        var shrink = new Shrink(trials, new Shrink.Limits(Duration.ofSeconds(1), 2_000), new Rate(3, 3), 0, line -> {});
        Shrink.Result result = shrink.of(scenario(ONCE), DRIVE);
        Scenario.Window window = result.scenario().window();
        assertThat(window.to().minus(window.from())).isEqualTo(Duration.ofSeconds(12));
        assertThat(result.rate().share()).isEqualTo(1);
    }
}
