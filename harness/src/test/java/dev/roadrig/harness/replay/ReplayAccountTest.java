package dev.roadrig.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.harness.replay.Recordings.Written;
import dev.roadrig.harness.replay.ReplaySummary.Row;
import dev.roadrig.harness.replay.ReplaySummary.Way;
import dev.roadrig.scenarios.drive.RecordedMessages;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayAccountTest {
    private static final String[] POLICIES = {"queue", "queue:1", "queue:3", "latest-only", "block"};

    @TempDir
    private Path folder;

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void a_slow_consumer_gets_what_the_policies_say_and_nothing_goes_unaccounted(int seed) throws IOException {
        var random = new Random(seed);
        List<Written> written = Recordings.random(random, 300);
        Path file = Recordings.write(folder.resolve("r.mcap"), written, 400);
        Map<String, LatePolicy> late = new HashMap<>();
        for (int topic = 0; topic < 5; topic++) {
            late.put("/t" + topic, LatePolicy.of(POLICIES[random.nextInt(POLICIES.length)]));
        }
        late.keySet().retainAll(written.stream().map(Written::topic).toList());
        ReplayPlan plan = Plans.late(late);
        long slowest = 1L + random.nextInt(20_000_000);
        ToLongFunction<ReplayMessage> busy = m -> new Random(seed * 1_000L + m.sequence()).nextLong(slowest);

        Played played = Played.of(file, plan, busy, ReplayLog.NONE);

        var model = new PushedConsumer(plan, busy);
        model.push(Played.of(file, Plans.WHOLE).sent());
        assertThat(played.sent()).as("policies %s", late).isEqualTo(model.sent);
        assertThat(played.at()).isEqualTo(model.at);
        for (Row row : played.summary().channels()) {
            balanced(row);
            String topic = row.channel().topic();
            assertThat(row.notReached()).isZero();
            assertThat(row.dropped())
                    .isEqualTo(model.dropped.stream()
                            .filter(m -> m.channel().topic().equals(topic))
                            .count());
            assertThat(row.late().messages()).isEqualTo(row.sent());
            if (plan.policy(topic).holds()) {
                assertThat(row.dropped()).isZero();
            }
        }
    }

    private static void balanced(Row row) {
        assertThat(row.sent() + row.dropped() + row.filtered() + row.notReached())
                .as(row.channel().topic())
                .isEqualTo(row.recorded());
        assertThat(row.notReached()).isNotNegative();
    }

    @Test
    void latest_only_hears_the_newest_and_a_queue_hears_all() throws IOException {
        List<Written> written = Recordings.messages(
                "/pose 0", "/can 1", "/pose 10", "/can 11", "/pose 20", "/can 21", "/pose 30", "/can 31", "/pose 100");
        Path file = Recordings.write(folder.resolve("r.mcap"), written, 0);
        Played played = Played.of(
                file,
                Plans.late(Map.of("/pose", LatePolicy.LATEST_ONLY)),
                m -> m.sequence() == 0 ? 50 : 0,
                ReplayLog.NONE);
        assertThat(played.names())
                .containsExactly("/pose#0", "/can#1", "/can#3", "/can#5", "/pose#6", "/can#7", "/pose#8");
        assertThat(played.at()).containsExactly(0L, 50L, 50L, 50L, 50L, 50L, 100L);
        assertThat(played.row("/pose").dropped()).isEqualTo(2);
        assertThat(played.row("/can").late().maxNanos()).isEqualTo(49);
    }

    @Test
    void a_consumer_that_is_only_as_slow_as_messages_are_apart_loses_none_and_is_never_late() throws IOException {
        List<Written> written = Recordings.messages("/a 0", "/a 10", "/a 20", "/a 30");
        Path file = Recordings.write(folder.resolve("r.mcap"), written, 0);
        Played played = Played.of(file, Plans.late(Map.of("/a", LatePolicy.LATEST_ONLY)), m -> 10, ReplayLog.NONE);
        assertThat(played.row("/a").sent()).isEqualTo(4);
        assertThat(played.summary().late().maxNanos()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_consumer_that_throws_ends_the_replay_and_the_account_says_where(boolean checked) throws IOException {
        List<Written> written = Recordings.random(new Random(7), 100);
        Path file = Recordings.write(folder.resolve("r.mcap"), written, 100);
        List<ReplayMessage> sent = new ArrayList<>();
        ReplaySummary summary = played(file, 2, message -> {
            if (sent.size() == 130) {
                throw gone(checked);
            }
            sent.add(message);
        });
        assertThat(summary.end().way()).isEqualTo(Way.CONSUMER_FAILED);
        assertThat(summary.end().text())
                .contains("pass 2 of 2")
                .contains("the line is dead")
                .startsWith("the consumer failed on message ");
        summary.channels().forEach(ReplayAccountTest::balanced);
        assertThat(summary.channels().stream().mapToLong(Row::sent).sum()).isEqualTo(130);
        assertThat(summary.channels().stream().mapToLong(Row::notReached).sum()).isEqualTo(70);
    }

    private static IOException gone(boolean checked) {
        if (checked) {
            return new IOException("the line is dead");
        }
        throw new IllegalStateException("the line is dead");
    }

    @Test
    void a_replay_that_is_stopped_says_what_it_did_not_reach() throws IOException {
        List<Written> written = Recordings.random(new Random(8), 100);
        Path file = Recordings.write(folder.resolve("r.mcap"), written, 100);
        try (RecordedMessages recording = RecordedMessages.open(file);
                var ticker = new VirtualTicker(Instant.EPOCH)) {
            Pace pace = Pace.of(Rate.LIFE, ticker);
            var count = new ArrayList<ReplayMessage>();
            Outlet outlet = message -> {
                count.add(message);
                if (count.size() == 42) {
                    pace.stop();
                }
            };
            ReplaySummary summary = ReplayPlayer.of(recording, Plans.WHOLE, pace, outlet, ReplayLog.NONE, true)
                    .play();
            assertThat(summary.end().way()).isEqualTo(Way.STOPPED);
            assertThat(summary.end().text()).startsWith("ended before message ");
            summary.channels().forEach(ReplayAccountTest::balanced);
            assertThat(summary.channels().stream().mapToLong(Row::notReached).sum())
                    .isEqualTo(58);
        }
    }

    @Test
    void every_pass_is_the_same_and_follows_the_one_before() throws IOException {
        List<Written> written = Recordings.messages("/a 0", "/b 10", "/a 20", "/a 30", "/b 40");
        Path file = Recordings.write(folder.resolve("r.mcap"), written, 0);

        Played whole = Played.of(file, Plans.window(0, 0, 3, Set.of()));
        assertThat(whole.due())
                .containsExactly(0L, 10L, 20L, 30L, 40L, 40L, 50L, 60L, 70L, 80L, 80L, 90L, 100L, 110L, 120L);
        assertThat(whole.sent().stream().map(ReplayMessage::pass))
                .containsExactly(1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3);
        assertThat(whole.row("/a").recorded()).isEqualTo(9);
        assertThat(whole.row("/a").sent()).isEqualTo(9);

        Played piece = Played.of(file, Plans.window(5, 35, 2, Set.of("/a")));
        assertThat(piece.names()).containsExactly("/a#2", "/a#3", "/a#2", "/a#3");
        assertThat(piece.due()).containsExactly(15L, 25L, 45L, 55L);
        assertThat(piece.row("/a").filtered()).isEqualTo(2);
        assertThat(piece.row("/b").filtered()).isEqualTo(4);
        piece.summary().channels().forEach(ReplayAccountTest::balanced);
    }

    @Test
    void the_links_state_from_before_the_window_comes_first_in_each_pass() throws IOException {
        List<Written> written = Recordings.messages("/link 0", "/a 5", "/link 10", "/a 20", "/a 30", "/link 35");
        Path file = Recordings.write(folder.resolve("r.mcap"), written, 0);
        Played played = Played.of(file, Plans.window(15, 32, 2, Set.of()));
        assertThat(played.names()).containsExactly("/link#2", "/a#3", "/a#4", "/link#2", "/a#3", "/a#4");
        assertThat(played.due()).containsExactly(0L, 5L, 15L, 17L, 22L, 32L);
        assertThat(played.row("/link").filtered()).isEqualTo(4);
        played.summary().channels().forEach(ReplayAccountTest::balanced);
    }

    @Test
    void a_window_that_holds_nothing_is_bad_input_and_accounted_for() throws IOException {
        Path file = Recordings.write(folder.resolve("r.mcap"), Recordings.messages("/a 0", "/a 1000"), 0);
        for (long to : new long[] {0, 3_000_000}) {
            ReplaySummary summary =
                    Played.of(file, Plans.window(2_000_000, to, 1, Set.of())).summary();
            assertThat(summary.end().way()).isEqualTo(Way.RECORDING_FAILED);
            assertThat(summary.end().text())
                    .contains("has no message from 2 ms to " + (to == 0 ? "its end." : "3 ms."));
            summary.channels().forEach(ReplayAccountTest::balanced);
        }
    }

    @Test
    void what_does_not_fit_the_recording_is_bad_input_before_anything_is_sent() throws IOException {
        Path file = Recordings.write(folder.resolve("r.mcap"), Recordings.messages("/gps/fix 0", "/can/0 1"), 0);
        assertThatThrownBy(() -> Played.of(file, Plans.window(0, 0, 1, Set.of("/gps/fox"))))
                .isInstanceOf(BadInput.class)
                .hasMessageEndingWith("has no topic '/gps/fox'; did you mean '/gps/fix'? Allowed: /can/0, /gps/fix.");
        assertThatThrownBy(() -> Played.of(file, Plans.late(Map.of("/can/9", LatePolicy.BLOCK))))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("has no topic '/can/9'");
        assertThatThrownBy(() -> Plans.window(5, 5, 1, Set.of())).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Plans.window(5, 0, 0, Set.of()))
                .hasMessage("A drive is played once or more often, and not 0 times.");
        Path empty = Recordings.write(folder.resolve("e.mcap"), List.of(), 0);
        assertThatThrownBy(() -> RecordedMessages.open(empty)).hasMessage(empty + " has no messages.");
        for (String rate : List.of("0.09", "11", "0", "-1", "fast", "1e3", "")) {
            assertThatThrownBy(() -> Rate.of(rate))
                    .hasMessage("'" + rate + "' is no rate: write a number from 0.1 to 10, or max.");
        }
        assertThatThrownBy(() -> LatePolicy.of("newest"))
                .hasMessageStartingWith("There is no policy 'newest' for a late consumer. Allowed: queue,");
    }

    private ReplaySummary played(Path file, int passes, Outlet outlet) {
        try (RecordedMessages recording = RecordedMessages.open(file);
                var ticker = new VirtualTicker(Instant.EPOCH)) {
            ReplayPlan plan = Plans.window(0, 0, passes, Set.of());
            return ReplayPlayer.of(recording, plan, Pace.of(plan.rate(), ticker), outlet, ReplayLog.NONE, false)
                    .play();
        }
    }
}
