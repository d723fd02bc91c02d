package dev.roadrig.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.replay.Recordings.Written;
import dev.roadrig.harness.replay.ReplaySummary.Way;
import dev.roadrig.scenarios.drive.RecordedMessages;
import dev.roadrig.scenarios.drive.StampRule;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayOrderTest {
    private static final String[] RATES = {"0.1", "0.3", "1", "2.5", "10"};

    @TempDir
    private Path folder;

    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void any_mixture_is_played_as_a_full_stable_sort_each_message_at_its_time(int seed) throws IOException {
        var random = new Random(seed);
        List<Written> written = Recordings.random(random, 20 + random.nextInt(400));
        Path file = Recordings.write(folder.resolve("r.mcap"), written, random.nextInt(4) * 150);
        Rate rate = Rate.of(RATES[random.nextInt(RATES.length)]);

        Played played = Played.of(file, Plans.rate(rate));

        List<Written> sorted = new ArrayList<>(written);
        sorted.sort(Comparator.comparingLong(Written::stamp));
        assertThat(played.names())
                .isEqualTo(sorted.stream().map(Written::toString).toList());
        assertThat(played.due())
                .isEqualTo(sorted.stream()
                        .map(m -> Math.round((m.stamp() - Recordings.START) / rate.factor()))
                        .toList());
        assertThat(played.at()).isEqualTo(played.due());
        assertThat(played.sent())
                .allSatisfy(m ->
                        assertThat(m.data().asReadOnlyByteBuffer().getInt()).isEqualTo((int) m.sequence()));
        assertThat(played.summary().end().way()).isEqualTo(Way.COMPLETE);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void as_fast_as_possible_and_read_ahead_the_order_is_the_same(int seed) throws Exception {
        var random = new Random(seed);
        List<Written> written = Recordings.random(random, 20 + random.nextInt(400));
        Path file = Recordings.write(folder.resolve("r.mcap"), written, random.nextInt(4) * 150);
        List<String> sent = new ArrayList<>();
        ReplayPlan plan = Plans.rate(Rate.MAX);
        try (RecordedMessages recording = RecordedMessages.open(file);
                var ticker = new VirtualTicker(Instant.EPOCH)) {
            Outlet outlet = m -> sent.add(m.channel().topic() + "#" + m.sequence());
            var player = ReplayPlayer.of(recording, plan, Pace.of(plan.rate(), ticker), outlet, ReplayLog.NONE, true);
            assertThat(player.play().end().way()).isEqualTo(Way.COMPLETE);
        }
        assertThat(sent).isEqualTo(Played.of(file, Plans.rate(Rate.LIFE)).names());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_the_stamps_a_channel_keeps_the_files_order_and_the_clock_never_goes_back(int seed)
            throws IOException {
        var random = new Random(seed);
        List<Written> written = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long stamp = Recordings.START + random.nextLong(5_000_000_000L) * (random.nextInt(20) == 0 ? 10 : 1);
            written.add(new Written("/t" + random.nextInt(4), stamp, i));
        }
        Path file = Recordings.write(folder.resolve("r.mcap"), written, random.nextInt(4) * 150);

        Played recorded = Played.of(file, Plans.stamps(StampRule.AS_RECORDED));
        // Every message at the latest stamp that its channel has had.
        Map<String, Long> latest = new HashMap<>();
        Map<Written, Long> moments = new HashMap<>();
        written.forEach(m -> moments.put(m, latest.merge(m.topic(), m.stamp(), Math::max)));
        List<Written> expected = new ArrayList<>(written);
        expected.sort(Comparator.comparing(moments::get));
        assertThat(recorded.names())
                .isEqualTo(expected.stream().map(Written::toString).toList());
        assertThat(recorded.due()).isSorted();

        Played straightened = Played.of(file, Plans.stamps(StampRule.STRAIGHTENED));
        assertThat(straightened.due()).isSorted();
        assertThat(straightened.names()).containsExactlyInAnyOrderElementsOf(recorded.names());
        for (int topic = 0; topic < 4; topic++) {
            String prefix = "/t" + topic + "#";
            assertThat(straightened.names())
                    .filteredOn(name -> name.startsWith(prefix))
                    .isEqualTo(written.stream()
                            .map(Written::toString)
                            .filter(name -> name.startsWith(prefix))
                            .toList());
        }
    }

    @Test
    void a_clock_that_went_back_is_played_at_once_as_recorded_and_at_its_pace_straightened() throws IOException {
        List<Written> written = Recordings.messages(
                "/gps 50_000_000_000",
                "/gps 50_100_000_000",
                "/gps 50_200_000_000",
                "/can 50_250_000_000",
                // The receiver's clock goes back by about 40 s.
                "/gps 10_300_000_000",
                "/gps 10_400_000_000",
                "/can 50_350_000_000",
                // Only out of order.
                "/can 50_340_000_000",
                "/can 50_450_000_000");
        Path file = Recordings.write(folder.resolve("r.mcap"), written, 200);

        Played recorded = Played.of(file, Plans.stamps(StampRule.AS_RECORDED));
        assertThat(recorded.names())
                .containsExactly(
                        "/gps#0", "/gps#1", "/gps#2", "/gps#4", "/gps#5", "/can#3", "/can#6", "/can#7", "/can#8");
        assertThat(millis(recorded)).containsExactly(0L, 100L, 200L, 200L, 200L, 250L, 350L, 350L, 450L);

        Played straightened = Played.of(file, Plans.stamps(StampRule.STRAIGHTENED));
        assertThat(straightened.names())
                .containsExactly(
                        "/gps#0", "/gps#1", "/gps#2", "/can#3", "/gps#4", "/can#6", "/can#7", "/gps#5", "/can#8");
        assertThat(millis(straightened)).containsExactly(0L, 100L, 200L, 250L, 300L, 350L, 350L, 400L, 450L);

        assertThat(recorded.row("/gps").channel().seen().stepsBack()).isOne();
        assertThat(recorded.row("/can").channel().seen().stepsBack()).isOne();
        assertThat(recorded.row("/can").channel().seen().furthestBack()).hasMillis(10);
    }

    @Test
    void a_clock_that_was_set_ahead_is_waited_for_as_recorded_and_not_straightened() throws IOException {
        List<Written> written = Recordings.messages(
                "/a 0",
                "/b 1_000_000_000",
                "/a 2_000_000_000",
                "/b 1_700_000_000_000_000_000",
                "/a 1_700_000_001_000_000_000");
        Path file = Recordings.write(folder.resolve("r.mcap"), written, 0);
        assertThat(millis(Played.of(file, Plans.stamps(StampRule.AS_RECORDED))))
                .containsExactly(0L, 1_000L, 2_000L, 1_700_000_000_000L, 1_700_000_001_000L);
        assertThat(millis(Played.of(file, Plans.stamps(StampRule.STRAIGHTENED))))
                .containsExactly(0L, 1_000L, 2_000L, 12_000L, 13_000L);
    }

    private static List<Long> millis(Played played) {
        return played.due().stream().map(nanos -> nanos / 1_000_000).toList();
    }
}
