package dev.roadrig.boards.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roadrig.boards.soc.SocProfile;
import dev.roadrig.boards.soc.Stage;
import dev.roadrig.ports.InferencePort.FrameRequest;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.ClockExchange;
import dev.roadrig.scenarios.record.v1.CloudTry;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.record.v1.Where;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModelBoardTest {
    private static final long MS = 1_000_000;
    private static final long ZERO = 500 * MS;
    private static final Placement EDGE = new Placement(Placement.Mode.EDGE, Duration.ZERO);
    private static final Placement CLOUD = new Placement(Placement.Mode.CLOUD, Duration.ofMillis(80));
    private static final Placement BOTH = new Placement(Placement.Mode.CLOUD_ELSE_EDGE, Duration.ofMillis(80));

    @Test
    void two_hundred_frames_are_the_same_to_the_bit_when_played_twice() {
        Played first = play(BOTH, tunnel(), 77);
        Played second = play(BOTH, tunnel(), 77);

        assertThat(first.results).hasSize(200).doesNotHaveDuplicates();
        assertThat(bytes(second.results)).isEqualTo(bytes(first.results));
        assertThat(bytes(second.events)).isEqualTo(bytes(first.events));
        assertThat(bytes(second.telemetry)).isEqualTo(bytes(first.telemetry));
        assertThat(bytes(play(BOTH, tunnel(), 78).results)).isNotEqualTo(bytes(first.results));
    }

    /** Two boxes; the board's clock is up to 200 ppm off the timeline, and stamps are whole nanoseconds. */
    private static void isProfiled(long boardNanos, Stage stage) {
        double profiled = (double) SocProfile.dashcam().time(stage).nanos(2);
        assertThat((double) boardNanos).isCloseTo(profiled, within(profiled * 201e-6 + 1));
    }

    @Test
    void an_edge_frame_takes_exactly_the_stage_times_of_the_profile() throws Exception {
        Result result = play(EDGE, null, 1).results.get(0);

        assertThat(result.getWhere()).isEqualTo(Where.EDGE);
        assertThat(result.getCloud().getOutcome()).isEqualTo(CloudTry.Outcome.NOT_TRIED);
        var stamps = result.getStamps();
        assertThat(stamps.getPreprocessEndNs() - stamps.getPreprocessStartNs())
                .satisfies(nanos -> isProfiled(nanos, Stage.PREPROCESS));
        assertThat(stamps.getInferenceEndNs() - stamps.getInferenceStartNs())
                .satisfies(nanos -> isProfiled(nanos, Stage.INFERENCE));
        assertThat(stamps.getPostprocessEndNs() - stamps.getInferenceEndNs())
                .satisfies(nanos -> isProfiled(nanos, Stage.POSTPROCESS));
        assertThat(result.getDecodedCount()).isEqualTo(2);
        assertThat(result.getOutputs(0).getShapeList()).containsExactly(2L, 43L);
    }

    @Test
    void the_tunnel_is_answered_by_the_edge_and_the_open_road_by_the_cloud() {
        Played played = play(BOTH, tunnel(), 3);

        assertThat(played.results.subList(0, 90)).allMatch(r -> r.getWhere() == Where.CLOUD);
        assertThat(played.results.subList(100, 140)).allMatch(r -> r.getWhere() == Where.EDGE);
        assertThat(played.results.subList(160, 200)).allMatch(r -> r.getWhere() == Where.CLOUD);
        assertThat(played.results).extracting(Result::getError).containsOnly("");
    }

    @Test
    void two_missed_deadlines_take_the_link_down_and_a_probe_brings_it_back() {
        Played played = play(BOTH, tunnel(), 3);

        List<BoardEvent.Kind> kinds =
                played.events.stream().map(BoardEvent::getKind).toList();
        assertThat(kinds)
                .containsOnlyOnce(BoardEvent.Kind.LINK_DOWN, BoardEvent.Kind.LINK_UP)
                .contains(BoardEvent.Kind.LATE_ANSWER);
        assertThat(played.results)
                .filteredOn(r -> r.getCloud().getOutcome() == CloudTry.Outcome.DEADLINE_MISSED)
                .hasSize(2);
        assertThat(played.results)
                .filteredOn(r -> r.getCloud().getOutcome() == CloudTry.Outcome.SKIPPED_LINK_DOWN)
                .hasSizeBetween(35, 55)
                .allMatch(r -> r.getCloud().getSentNs() == 0);
    }

    @Test
    void a_third_frame_in_flight_goes_to_the_edge() {
        Played played = play(BOTH, constant(30_000_000, 75), 3, 20);

        assertThat(played.results)
                .filteredOn(r -> r.getCloud().getOutcome() == CloudTry.Outcome.SKIPPED_BUSY)
                .isNotEmpty()
                .allMatch(r -> r.getWhere() == Where.EDGE);
    }

    @Test
    void a_placement_on_the_cloud_alone_has_no_answer_without_a_link() {
        Played played = play(CLOUD, LinkProfile.constant(state(0, 40)), 3);

        assertThat(played.results).hasSize(200).allMatch(r -> r.getError()
                .startsWith("no answer of the cloud, and the placement has no other: "));
    }

    @Test
    void power_and_heat_of_the_demo_stay_within_its_spec() {
        Played played = play(BOTH, tunnel(), 3);

        double meanWatts = played.telemetry.stream()
                .mapToDouble(t -> t.getReadings(0).getValue())
                .average()
                .orElseThrow();
        double maxCelsius = played.telemetry.stream()
                .mapToDouble(t -> t.getReadings(1).getValue())
                .max()
                .orElseThrow();
        assertThat(meanWatts).isBetween(2.1, 3.2);
        assertThat(maxCelsius).isBetween(35.0, 80.0);
    }

    @Test
    void the_clocks_offset_lies_within_half_the_delay_of_an_exchange() throws Exception {
        var ticker = new VirtualTicker(Instant.EPOCH);
        try (var board = new ModelBoard(ticker, ModelSetup.seeded(SocProfile.dashcam(), EDGE, null, () -> 0, 9))) {
            ClockExchange exchange = board.exchange(ticker.in(Duration.ofSeconds(1)));

            long delay = exchange.getT4Ns() - exchange.getT1Ns();
            assertThat(delay).isBetween(300_000L, 500_000L);
            assertThat(exchange.getT2Ns()).isEqualTo(exchange.getT3Ns()).isGreaterThan(2_000_000_000L);
        }
    }

    @Test
    void what_is_in_flight_when_the_board_is_closed_gets_its_one_result() {
        var ticker = new VirtualTicker(Instant.EPOCH);
        var board = new ModelBoard(ticker, ModelSetup.seeded(SocProfile.dashcam(), EDGE, null, () -> 0, 9));
        List<Result> results = new ArrayList<>();
        board.submit(request(0), results::add);
        board.submit(request(1), results::add);
        ticker.await(() -> false, new Deadline(5 * MS));

        board.close();
        board.submit(request(2), results::add);
        ticker.await(() -> false, new Deadline(500 * MS));

        assertThat(results).extracting(Result::getRequest).containsExactly(0L, 1L, 2L);
        assertThat(results)
                .extracting(Result::getError)
                .containsExactly("the board was closed", "the board was closed", "the board is closed");
    }

    private record Played(List<Result> results, List<BoardEvent> events, List<Telemetry> telemetry) {}

    private static Played play(Placement placement, @Nullable LinkProfile link, long seed) {
        return play(placement, link, seed, 100);
    }

    private static Played play(Placement placement, @Nullable LinkProfile link, long seed, int periodMs) {
        var ticker = new VirtualTicker(Instant.EPOCH);
        var played = new Played(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var results = new TreeMap<Integer, Result>();
        try (var board =
                new ModelBoard(ticker, ModelSetup.seeded(SocProfile.dashcam(), placement, link, () -> ZERO, seed))) {
            board.onEvent(played.events::add);
            board.stream(Duration.ofMillis(20), played.telemetry::add);
            for (int i = 0; i < 200; i++) {
                FrameRequest request = request(i);
                ticker.at(
                        ZERO + (long) i * periodMs * MS,
                        () -> board.submit(request, r -> results.put(r.getFrame(), r)));
            }
            ticker.await(() -> results.size() == 200, new Deadline(60_000 * MS));
        }
        played.results.addAll(results.values());
        return played;
    }

    private static FrameRequest request(int i) {
        return new FrameRequest(
                i,
                i,
                false,
                ByteString.copyFrom(new byte[20_000]),
                null,
                List.of(new Box(i, 10, i + 20, 30), new Box(300, 10 + i, 320, 30 + i)));
    }

    private static LinkProfile tunnel() {
        var steps = new TreeMap<Long, LinkState>();
        steps.put(0L, state(12_000_000, 40));
        steps.put(9_400 * MS, state(1_500_000, 120));
        steps.put(9_800 * MS, state(0, 40));
        steps.put(14_100 * MS, state(12_000_000, 40));
        return new LinkProfile(steps);
    }

    private static LinkProfile constant(long bitsPerSecond, int rttMs) {
        return new LinkProfile(Map.of(0L, state(bitsPerSecond, rttMs)));
    }

    private static LinkState state(long bitsPerSecond, int rttMs) {
        return new LinkState(
                bitsPerSecond == 0 ? "none" : "lte",
                bitsPerSecond,
                bitsPerSecond,
                Duration.ofMillis(rttMs),
                Duration.ofMillis(1),
                0);
    }

    private static List<ByteString> bytes(List<? extends Message> messages) {
        return messages.stream().map(Message::toByteString).toList();
    }
}
