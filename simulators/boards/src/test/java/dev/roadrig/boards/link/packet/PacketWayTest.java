package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.PacketPlan;
import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.link.QueuePlan;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacketWayTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final Map<Long, PacketRelease> released = new TreeMap<>();
    private final Map<Long, LossCause> lost = new TreeMap<>();

    private static WayState way(long bitsPerSecond, int delayMillis, Loss loss, PacketFaults faults) {
        return new WayState(bitsPerSecond, Duration.ofMillis(delayMillis), Jitter.NONE, loss, faults);
    }

    private static WayState plain(long bitsPerSecond, int delayMillis) {
        return way(bitsPerSecond, delayMillis, Loss.nothing(), PacketFaults.NONE);
    }

    private static LinkProfile profile(WayState way, String queue) {
        QueuePlan plan = QueuePlan.parse(queue);
        return new LinkProfile(
                Map.of(0L, new LinkState("x", way, way)),
                new PacketPlan(plan, plan, 1_500, Optional.empty(), Optional.empty()));
    }

    private PacketWay packetWay(LinkProfile profile, long seed) {
        return new PacketWay(profile, Direction.UP, seed, 0, new PacketOutcome() {
            @Override
            public void released(long id, PacketRelease how) {
                PacketWayTest.this.released.put(id, how);
            }

            @Override
            public void lost(long id, LossCause cause) {
                PacketWayTest.this.lost.put(id, cause);
            }
        });
    }

    private void drain(PacketWay way) {
        for (long next = way.nextNanos(); next != Long.MAX_VALUE; next = way.nextNanos()) {
            way.advance(next);
        }
    }

    @Test
    void packets_are_sent_one_after_the_other_at_the_rate_and_then_take_their_delay() {
        PacketWay way = packetWay(profile(plain(8_000_000, 20), "infinite"), 1);
        for (int i = 0; i < 3; i++) {
            way.arrive(0, 0, i, 1_000);
        }
        drain(way);
        assertThat(released.values())
                .extracting(PacketRelease::atNanos)
                .containsExactly(21 * MILLI, 22 * MILLI, 23 * MILLI);
        assertThat(released.values()).extracting(PacketRelease::busyNanos).containsOnly(MILLI);
    }

    @ParameterizedTest
    @ValueSource(longs = {100_000, 1_000_000, 10_000_000, 100_000_000})
    void four_seconds_of_a_full_link_carry_its_rate_to_the_packet(long rate) {
        PacketWay way = packetWay(profile(plain(rate, 0), "infinite"), 1);
        long packets = 2 * rate * 4 / 8 / 1_000;
        for (int i = 0; i < packets; i++) {
            way.arrive(i, 0, i, 1_000);
        }
        way.advance(4 * SECOND);
        assertThat(released.size() * 8_000.0 / 4 / rate).isBetween(0.995, 1.005);
    }

    @Test
    void a_full_droptail_queue_drops_the_newcomer_and_drophead_the_one_that_waits_longest() {
        PacketWay tail = packetWay(profile(plain(8_000, 0), "droptail:packets=2"), 1);
        for (int i = 0; i < 5; i++) {
            tail.arrive(i, 0, i, 1_000);
        }
        assertThat(lost).containsExactlyEntriesOf(new TreeMap<>(Map.of(3L, LossCause.QUEUE, 4L, LossCause.QUEUE)));
        lost.clear();
        PacketWay head = packetWay(profile(plain(8_000, 0), "drophead:packets=2"), 1);
        for (int i = 0; i < 5; i++) {
            head.arrive(i, 0, i, 1_000);
        }
        assertThat(lost).containsExactlyEntriesOf(new TreeMap<>(Map.of(1L, LossCause.QUEUE, 2L, LossCause.QUEUE)));
    }

    @Test
    void codel_leaves_a_short_queue_alone_and_brings_the_wait_in_a_standing_one_down_to_its_target() {
        long[] waits = new long[2];
        for (String queue : new String[] {"infinite", "codel:packets=100000"}) {
            released.clear();
            lost.clear();
            PacketWay way = packetWay(profile(plain(8_000_000, 0), queue), 1);
            // A thousand packets a second are sent; 1,050 come, and each drop makes the sender pause, as TCP's would.
            long now = 0;
            Map<Long, Long> came = new TreeMap<>();
            for (int i = 0; now < 30 * SECOND; i++) {
                came.put(way.arrive(now, 0, i, 1_000), now);
                int before = lost.size();
                now += 952_381;
                way.advance(now);
                now += lost.size() > before ? 40 * MILLI : 0;
            }
            drain(way);
            long[] late = released.entrySet().stream()
                    .filter(e -> e.getValue().atNanos() > 20 * SECOND)
                    .mapToLong(e -> e.getValue().atNanos() - java.util.Objects.requireNonNull(came.get(e.getKey())))
                    .sorted()
                    .toArray();
            waits[queue.equals("infinite") ? 0 : 1] = late[late.length / 2];
        }
        assertThat(waits[0]).isGreaterThan(900 * MILLI);
        assertThat(waits[1]).isLessThan(20 * MILLI);
        assertThat(lost).isNotEmpty().allSatisfy((id, cause) -> assertThat(cause)
                .isEqualTo(LossCause.QUEUE));
    }

    @Test
    void the_same_seed_loses_the_same_packets_whatever_the_times_and_the_rate() {
        var loss = new Loss.GilbertElliott(0.05, 0.3, 1, 0);
        PacketWay fast = packetWay(profile(way(1_000_000_000, 0, loss, PacketFaults.NONE), "infinite"), 9);
        for (int i = 0; i < 2_000; i++) {
            fast.arrive(i, 5, i, 100);
        }
        Map<Long, LossCause> first = new TreeMap<>(lost);
        lost.clear();
        PacketWay slow = packetWay(profile(way(100_000, 300, loss, PacketFaults.NONE), "infinite"), 9);
        var random = new SplittableRandom(1);
        long now = 0;
        for (int i = 0; i < 2_000; i++) {
            now += random.nextLong(50 * MILLI);
            slow.arrive(now, 5, i, 100);
        }
        assertThat(lost).isEqualTo(first).hasSizeBetween(150, 450);
    }

    @Test
    void reordered_packets_pass_those_in_the_delay_and_all_others_keep_their_order() {
        PacketWay way =
                packetWay(profile(way(8_000_000, 50, Loss.nothing(), new PacketFaults(0.1, 0.2, 0.3)), "infinite"), 3);
        for (int i = 0; i < 10_000; i++) {
            way.arrive(2L * i * MILLI, 0, i, 1_000);
        }
        drain(way);
        long early = released.entrySet().stream()
                .filter(e -> e.getValue().atNanos() < e.getKey() * 2 * MILLI + 50 * MILLI)
                .count();
        assertThat(early).isBetween(900L, 1_100L);
        assertThat(released.values().stream().filter(PacketRelease::twice).count())
                .isBetween(1_850L, 2_150L);
        assertThat(released.values().stream()
                        .filter(how -> how.turnedBit() >= 0)
                        .count())
                .isBetween(2_850L, 3_150L);
        assertThat(released.values())
                .allSatisfy(how -> assertThat(how.turnedBit()).isLessThan(8_000));
    }

    @Test
    void an_outage_holds_packets_and_a_larger_packet_than_the_mtu_is_dropped() {
        LinkProfile tunnel = new LinkProfile(
                Map.of(
                        0L,
                        new LinkState("out", plain(0, 0), plain(0, 0)),
                        SECOND,
                        new LinkState("x", plain(8_000_000, 0), plain(8_000_000, 0))),
                profile(plain(1, 0), "droptail:packets=1000").packets());
        PacketWay way = packetWay(tunnel, 1);
        way.arrive(0, 0, 0, 1_000);
        way.arrive(0, 0, 1, 1_501);
        drain(way);
        assertThat(released.values()).extracting(PacketRelease::atNanos).containsExactly(SECOND + MILLI);
        assertThat(lost).containsEntry(1L, LossCause.MTU);
    }

    @Test
    void other_conditions_send_the_rest_of_a_packet_and_those_that_wait_in_their_order() {
        PacketWay way = packetWay(profile(plain(8_000, 10), "droptail:packets=4"), 1);
        for (int i = 0; i < 5; i++) {
            way.arrive(0, 0, i, 1_000);
        }
        // A second a packet: half of the second one is sent. Then 10 ms a packet, on another clock.
        way.change(profile(plain(800_000, 0), "droptail:packets=1"), SECOND + SECOND / 2, 0);
        way.arrive(0, 0, 5, 1_000);
        drain(way);
        assertThat(released.get(0L)).extracting(PacketRelease::atNanos).isEqualTo(SECOND + 10 * MILLI);
        assertThat(released.values().stream().skip(1).map(PacketRelease::atNanos))
                .containsExactly(5 * MILLI, 15 * MILLI, 25 * MILLI, 35 * MILLI);
        assertThat(lost).containsExactlyEntriesOf(new TreeMap<>(Map.of(5L, LossCause.QUEUE)));
    }

    @Test
    void from_a_rate_to_a_trace_and_back_no_packet_is_lost_but_those_that_no_longer_fit(@TempDir Path folder)
            throws Exception {
        PacketTrace trace = PacketTrace.read(Files.writeString(folder.resolve("t"), "10\n"));
        QueuePlan queue = QueuePlan.parse("droptail:packets=100");
        LinkProfile traced = profile(plain(1, 0), "infinite")
                .queued(new PacketPlan(queue, queue, 65_535, Optional.of(trace), Optional.of(trace)));
        LinkProfile slow = profile(plain(8_000, 0), "infinite")
                .queued(new PacketPlan(queue, queue, 65_535, Optional.empty(), Optional.empty()));
        PacketWay way = packetWay(slow, 1);
        for (int bytes : new int[] {1_504, 1_504, 2_000, 1_000, 752, 1_504}) {
            way.arrive(0, 0, way.nextId(), bytes);
        }
        way.change(traced, 752 * MILLI, 0);
        assertThat(lost).containsExactlyEntriesOf(new TreeMap<>(Map.of(2L, LossCause.MTU)));
        way.advance(20 * MILLI);
        assertThat(released.keySet()).containsExactly(0L, 1L);
        assertThat(released.values()).extracting(PacketRelease::atNanos).containsExactly(10 * MILLI, 20 * MILLI);
        way.change(slow, 20 * MILLI, 0);
        drain(way);
        assertThat(released.keySet()).containsExactly(0L, 1L, 3L, 4L, 5L);
        assertThat(released.get(5L)).extracting(PacketRelease::atNanos).isEqualTo((248 + 752 + 1_504) * MILLI);
    }
}
