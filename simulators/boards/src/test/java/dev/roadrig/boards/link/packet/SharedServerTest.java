package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.link.Bottleneck;
import dev.roadrig.boards.link.Capacity;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.QueuePlan;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Datagrams at a rate that streams share. */
class SharedServerTest {
    private static final long MILLI = 1_000_000;
    /** Of which 1,250 bytes are 10 ms. */
    private static final long MEGABIT = 1_000_000;

    private final List<String> told = new ArrayList<>();
    private final PacketServer.Fates fates = new Told(told);

    private record Told(List<String> told) implements PacketServer.Fates {
        @Override
        public void sent(long id, long atNanos, long busyNanos, boolean waited) {
            told.add(id + " sent at " + atNanos + " after " + busyNanos + (waited ? ", waited" : ""));
        }

        @Override
        public void dropped(long id, long atNanos) {
            told.add(id + " dropped at " + atNanos);
        }
    }

    private static LinkProfile steps(Map<Long, Long> rates) {
        var states = new TreeMap<Long, LinkState>();
        rates.forEach((at, rate) -> {
            var way = new WayState(rate, Duration.ZERO, Jitter.NONE, Loss.nothing(), PacketFaults.NONE);
            states.put(at, new LinkState("x", way, way));
        });
        return new LinkProfile(states);
    }

    private static LinkProfile constant(long rate) {
        var rates = new TreeMap<Long, Long>();
        rates.put(0L, rate);
        return steps(rates);
    }

    @Test
    void who_comes_first_is_sent_first_and_both_together_have_the_rate_once() {
        var line = new Bottleneck(constant(MEGABIT), Direction.UP);
        var server = new SharedServer(line::take, QueuePlan.INFINITE, fates);
        assertThat(line.take(0, 10_000)).isEqualTo(new Bottleneck.Turn(0, 10 * MILLI));
        server.arrive(MILLI, 0, 1_250);
        assertThat(line.take(2 * MILLI, 10_000)).isEqualTo(new Bottleneck.Turn(20 * MILLI, 30 * MILLI));
        server.arrive(3 * MILLI, 1, 1_250);
        assertThat(server.nextNanos()).isEqualTo(20 * MILLI);
        server.advance(40 * MILLI);
        assertThat(told)
                .containsExactly(
                        "0 sent at %d after %d, waited".formatted(20 * MILLI, 10 * MILLI),
                        "1 sent at %d after %d, waited".formatted(40 * MILLI, 10 * MILLI));
    }

    @Test
    void a_full_queue_drops_what_comes_and_its_room_is_for_what_waits() {
        var line = new Bottleneck(constant(MEGABIT), Direction.UP);
        var server = new SharedServer(line::take, QueuePlan.parse("droptail:packets=1"), fates);
        line.take(0, 10_000);
        server.arrive(MILLI, 0, 1_250);
        server.arrive(2 * MILLI, 1, 1_250);
        server.arrive(10 * MILLI, 2, 1_250);
        server.advance(30 * MILLI);
        assertThat(told)
                .as("0 waits behind the stream, 1 has no room, 2 comes when 0 is being sent")
                .containsExactly(
                        "1 dropped at " + 2 * MILLI,
                        "0 sent at %d after %d, waited".formatted(20 * MILLI, 10 * MILLI),
                        "2 sent at %d after %d, waited".formatted(30 * MILLI, 10 * MILLI));
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinite", "droptail:packets=5", "droptail:bytes=6000", "droptail:packets=4,bytes=3000"})
    void alone_on_its_line_it_does_what_a_rate_of_its_own_does(String queue) {
        var random = new SplittableRandom(11);
        int dropped = 0;
        for (int round = 0; round < 200; round++) {
            var rates = new TreeMap<Long, Long>();
            rates.put(0L, 1 + random.nextLong(4 * MEGABIT));
            for (int step = 1; step < 6; step++) {
                rates.put(step * 20L * MILLI, random.nextInt(3) == 0 ? 0 : 1 + random.nextLong(4 * MEGABIT));
            }
            LinkProfile profile = steps(rates);
            QueuePlan plan = QueuePlan.parse(queue);
            var shared = new ArrayList<String>();
            var own = new ArrayList<String>();
            var one = new SharedServer(new Bottleneck(profile, Direction.UP)::take, plan, new Told(shared));
            var other = new RateServer(new Capacity(profile, Direction.UP), plan, new Told(own));
            long at = 0;
            for (int id = 0; id < 60; id++) {
                at += random.nextLong(4 * MILLI);
                int bytes = 1 + random.nextInt(1_500);
                one.arrive(at, id, bytes);
                other.arrive(at, id, bytes);
            }
            long end = 2_000 * MILLI;
            one.advance(end);
            other.advance(end);
            assertThat(shared).isEqualTo(own);
            dropped +=
                    (int) own.stream().filter(line -> line.contains("dropped")).count();
        }
        assertThat(dropped > 0).isEqualTo(!queue.equals("infinite"));
    }

    @Test
    void what_a_change_takes_over_is_sent_in_its_order() {
        var line = new Bottleneck(constant(MEGABIT), Direction.UP);
        var own = new RateServer(new Capacity(constant(MEGABIT), Direction.UP), QueuePlan.INFINITE, fates);
        own.arrive(0, 0, 1_250);
        own.arrive(0, 1, 1_250);
        own.advance(4 * MILLI);
        var server = new SharedServer(line::take, QueuePlan.INFINITE, fates);
        server.take(own.leave(4 * MILLI), 4 * MILLI);
        server.advance(20 * MILLI);
        assertThat(told)
                .as("of the one that was being sent the rest is")
                .containsExactly(
                        "0 sent at %d after %d, waited".formatted(10 * MILLI, 6 * MILLI),
                        "1 sent at %d after %d, waited".formatted(20 * MILLI, 10 * MILLI));
        assertThat(server.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }
}
