package dev.roadrig.agent.placement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.scenario.Placement.Mode;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames every 100 ms with a deadline of 80 ms, in virtual time. */
class PlacerTest {
    private static final long MS = 1_000_000;
    private static final Duration DEADLINE = Duration.ofMillis(80);

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final Seen seen = new Seen();
    private FakeCloud cloud = new FakeCloud(ticker, now -> OptionalLong.of(30 * MS));

    @Test
    void a_quick_cloud_answers_every_frame() {
        play(Mode.CLOUD_ELSE_EDGE, 10);
        assertThat(seen.lines).containsExactlyElementsOf(lines(10, "cloud ANSWERED +30"));
        assertThat(seen.events).isEmpty();
    }

    @Test
    void an_outage_costs_two_deadlines_and_then_the_edge_answers_at_once() {
        outage(1_000, 3_000);
        play(Mode.CLOUD_ELSE_EDGE, 50);
        assertThat(seen.lines.get(9)).isEqualTo("9 cloud ANSWERED +30");
        assertThat(seen.lines.get(10)).isEqualTo("10 edge DEADLINE_MISSED +80");
        assertThat(seen.lines.get(11)).isEqualTo("11 edge DEADLINE_MISSED +80");
        assertThat(seen.lines.get(12)).isEqualTo("12 edge SKIPPED_LINK_DOWN +0");
        assertThat(seen.lines.get(29)).isEqualTo("29 edge SKIPPED_LINK_DOWN +0");
        assertThat(seen.events.get(0)).startsWith("LINK_DOWN at 1180");
        String up = seen.events.stream()
                .filter(e -> e.startsWith("LINK_UP"))
                .findFirst()
                .orElseThrow();
        assertThat(Long.parseLong(up.replaceAll("LINK_UP at (\\d+).*", "$1"))).isBetween(3_000L, 3_500L);
        assertThat(seen.lines.get(36)).isEqualTo("36 cloud ANSWERED +30");
        assertThat(cloud.mostProbesOpen).isEqualTo(1);
    }

    @Test
    void bytes_that_were_held_up_arrive_as_late_answers_and_are_never_used() {
        // Everything sent in the outage is answered when it ends.
        cloud = new FakeCloud(
                ticker, now -> OptionalLong.of(now >= 1_000 * MS && now < 2_500 * MS ? 2_530 * MS - now : 30 * MS));
        play(Mode.CLOUD_ELSE_EDGE, 40);
        assertThat(seen.events.stream().filter(e -> e.startsWith("LATE_ANSWER")))
                .hasSize(2);
        assertThat(seen.lines).hasSize(40);
        assertThat(seen.lines.get(10)).isEqualTo("10 edge DEADLINE_MISSED +80");
        assertThat(seen.lines.get(30)).isEqualTo("30 cloud ANSWERED +30");
    }

    @Test
    void a_request_that_is_never_answered_is_cancelled_and_no_more_than_two_are_open() {
        outage(0, 60_000);
        Placer<Integer, String> placer = play(Mode.CLOUD_ELSE_EDGE, 100);
        assertThat(cloud.asked).containsExactly(0, 1);
        assertThat(cloud.cancelled).isEqualTo(2);
        assertThat(placer.open()).isZero();
        assertThat(cloud.reconnects).isPositive();
        assertThat(cloud.mostProbesOpen).isEqualTo(1);
        assertThat(cloud.probes).isBetween(12_500 / 500, 12_500 / 200);
    }

    @Test
    void a_third_frame_goes_to_the_edge_while_two_are_open() {
        cloud = new FakeCloud(ticker, now -> OptionalLong.of(30 * MS));
        Placer<Integer, String> placer = placer(Mode.CLOUD_ELSE_EDGE);
        for (int frame = 0; frame < 3; frame++) {
            placer.submit(frame, 0);
        }
        run(1_000);
        assertThat(seen.lines)
                .extracting(line -> line.replaceAll(" \\S+$", ""))
                .containsExactly("2 edge SKIPPED_BUSY", "0 cloud ANSWERED", "1 cloud ANSWERED");
    }

    @Test
    void one_deadline_missed_is_no_outage() {
        outage(500, 550);
        play(Mode.CLOUD_ELSE_EDGE, 10);
        assertThat(seen.lines.get(5)).isEqualTo("5 edge DEADLINE_MISSED +80");
        assertThat(seen.lines.get(6)).isEqualTo("6 cloud ANSWERED +30");
        assertThat(seen.events).isEmpty();
    }

    @Test
    void a_refused_connection_fails_at_once_and_takes_the_link_down() {
        cloud.refuses = true;
        var unused = ticker.at(1_050 * MS, () -> cloud.refuses = false);
        play(Mode.CLOUD_ELSE_EDGE, 20);
        assertThat(seen.lines.get(0)).isEqualTo("0 edge FAILED +0");
        assertThat(seen.lines.get(1)).isEqualTo("1 edge FAILED +0");
        assertThat(seen.lines.get(2)).isEqualTo("2 edge SKIPPED_LINK_DOWN +0");
        assertThat(seen.lines.get(19)).isEqualTo("19 cloud ANSWERED +30");
        assertThat(cloud.probes).isLessThan(12);
    }

    @Test
    void the_cloud_alone_answers_with_an_error_when_it_fails() {
        outage(200, 60_000);
        play(Mode.CLOUD, 5);
        assertThat(seen.lines)
                .containsExactly(
                        "0 cloud ANSWERED +30",
                        "1 cloud ANSWERED +30",
                        "2 error DEADLINE_MISSED +80",
                        "3 error DEADLINE_MISSED +80",
                        "4 error SKIPPED_LINK_DOWN +0");
    }

    @Test
    void a_frame_that_came_late_has_less_time_left() {
        outage(0, 60_000);
        Placer<Integer, String> placer = placer(Mode.CLOUD_ELSE_EDGE);
        var unused = ticker.at(50 * MS, () -> placer.submit(0, 20 * MS));
        run(100);
        assertThat(seen.settledAtMs).containsEntry(0, 100L);
    }

    @Test
    void closing_settles_every_frame_once_and_closes_the_cloud() {
        outage(0, 60_000);
        Placer<Integer, String> placer = placer(Mode.CLOUD_ELSE_EDGE);
        placer.submit(0, 0);
        placer.close();
        run(10_000);
        assertThat(seen.lines).containsExactly("0 error FAILED +0");
        assertThat(cloud.closed).isTrue();
        assertThat(placer.open()).isZero();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatever_the_link_does_each_frame_is_settled_once_and_in_time(long seed) {
        var random = new SplittableRandom(seed);
        cloud = new FakeCloud(ticker, now -> switch (random.nextInt(5)) {
            case 0 -> OptionalLong.empty();
            case 1 -> OptionalLong.of(random.nextLong(4_000 * MS));
            default -> OptionalLong.of(random.nextLong(100 * MS));
        });
        Placer<Integer, String> placer = play(Mode.CLOUD_ELSE_EDGE, 300);
        assertThat(seen.lines).as("seed %d", seed).hasSize(300);
        seen.settledAtMs.forEach((frame, at) -> assertThat(at - frame * 100)
                .as("seed %d, frame %d", seed, frame)
                .isBetween(0L, 80L));
        assertThat(placer.open()).isZero();
        assertThat(cloud.mostProbesOpen).isLessThanOrEqualTo(1);
    }

    private void outage(long fromMs, long toMs) {
        LongFunction<OptionalLong> link =
                now -> now >= fromMs * MS && now < toMs * MS ? OptionalLong.empty() : OptionalLong.of(30 * MS);
        cloud = new FakeCloud(ticker, link);
    }

    private Placer<Integer, String> play(Mode mode, int frames) {
        Placer<Integer, String> placer = placer(mode);
        for (int i = 0; i < frames; i++) {
            int frame = i;
            var unused = ticker.at(i * 100L * MS, () -> placer.submit(frame, ticker.nanos()));
        }
        run(frames * 100L);
        // Past the last deadline and the time in which late answers are waited for; probes may go on.
        run(frames * 100L + 3_000);
        return placer;
    }

    private void run(long untilMs) {
        boolean unused = ticker.await(() -> false, new Deadline(untilMs * MS));
    }

    private Placer<Integer, String> placer(Mode mode) {
        return new Placer<>(ticker, ticker::nanos, cloud, seen, new Placement(mode, DEADLINE));
    }

    private static List<String> lines(int frames, String what) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < frames; i++) {
            lines.add(i + " " + what);
        }
        return lines;
    }

    /** Writes down what becomes of each frame, by frame. */
    private final class Seen implements Edge<Integer, String> {
        private final List<String> lines = new ArrayList<>();
        private final List<String> events = new ArrayList<>();
        private final Map<Integer, Long> settledAtMs = new TreeMap<>();

        @Override
        public void infer(Integer frame, CloudTry tried) {
            settle(frame, "edge", tried);
        }

        @Override
        public void answer(Integer frame, String answer, CloudTry tried) {
            assertThat(answer).isEqualTo("cloud " + frame);
            assertThat(tried.answeredNanos()).isEqualTo(ticker.nanos());
            settle(frame, "cloud", tried);
        }

        @Override
        public void fail(Integer frame, CloudTry tried, String why) {
            assertThat(why).isNotEmpty();
            settle(frame, "error", tried);
        }

        private void settle(int frame, String where, CloudTry tried) {
            Long before = settledAtMs.put(frame, ticker.nanos() / MS);
            assertThat(before).as("frame %d is settled once", frame).isNull();
            long tookMs = ticker.nanos() / MS - frame * 100L;
            lines.add(frame + " " + where + " " + tried.outcome() + " +" + tookMs);
        }

        @Override
        public void event(Event kind, Integer about, String text) {
            events.add(kind + " at " + ticker.nanos() / MS + " frame " + about + ": " + text);
        }
    }
}
