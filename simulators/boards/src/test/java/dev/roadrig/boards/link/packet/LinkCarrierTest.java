package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.LeapingTicker;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("try")
class LinkCarrierTest {
    private static final long MILLI = 1_000_000;

    private final RealTicker ticker = new RealTicker("carrier-test");
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final java.util.Collection<Long> lost = new java.util.concurrent.ConcurrentLinkedQueue<>();
    private final AtomicLong earliest = new AtomicLong(Long.MAX_VALUE);

    private record Got(long flow, int number, long sent, long atNanos, Thread by) {}

    @AfterEach
    void close() {
        ticker.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads left behind")
                .noneMatch(thread -> thread.getName().startsWith("rr-carrier-test"));
    }

    private static LinkState state(long bitsPerSecond, int delayMillis, Loss loss) {
        var way = new WayState(bitsPerSecond, Duration.ofMillis(delayMillis), Jitter.NONE, loss, PacketFaults.NONE);
        return new LinkState("x", way, way);
    }

    private LinkCarrier carrier(LinkProfile profile) {
        return new LinkCarrier(
                new CarrierPlan("rr-carrier-test-up", profile, Direction.UP, 3, 0, 0),
                ticker,
                (flow, packet) -> {
                    ByteBuffer read = ByteBuffer.wrap(packet);
                    got.add(new Got(flow, read.getInt(), read.getLong(), ticker.nanos(), Thread.currentThread()));
                },
                new CarrierWatch() {
                    @Override
                    public void released(int bytes, long busyNanos, long lateNanos) {
                        earliest.accumulateAndGet(lateNanos, Math::min);
                    }

                    @Override
                    public void lost(long flow, long index, LossCause cause) {
                        lost.add(index);
                    }
                });
    }

    private void send(LinkCarrier carrier, int number) {
        byte[] packet =
                ByteBuffer.allocate(100).putInt(number).putLong(ticker.nanos()).array();
        carrier.carry(7, packet);
    }

    @Test
    void no_packet_comes_before_its_delay_and_every_packet_is_accounted_for() {
        Loss half = new Loss.Bernoulli(0.5);
        try (LinkCarrier carrier = carrier(LinkProfile.constant(state(100_000_000, 30, half)))) {
            for (int i = 0; i < 500; i++) {
                send(carrier, i);
            }
            Awaitility.await().until(() -> got.size() + lost.size() == 500);
        }
        assertThat(got).allSatisfy(one -> assertThat(one.atNanos() - one.sent()).isGreaterThanOrEqualTo(30 * MILLI));
        assertThat(earliest.get()).isGreaterThanOrEqualTo(0);
        assertThat(got).extracting(Got::number).isSorted();
        assertThat(lost).hasSizeBetween(180, 320);
    }

    @Test
    void what_need_not_wait_is_let_go_by_the_thread_that_brings_it_and_what_must_by_the_carriers_own() {
        var steps = Map.of(
                0L,
                state(10_000_000_000L, 0, Loss.nothing()),
                10_000 * MILLI,
                state(10_000_000_000L, 20, Loss.nothing()));
        try (LinkCarrier carrier = carrier(new LinkProfile(steps))) {
            carrier.start(ticker.nanos());
            for (int i = 0; i < 100; i++) {
                send(carrier, i);
                int sent = i + 1;
                Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> got.size() == sent);
            }
            // One that was put aside just then may find that the carrier's own was sooner.
            assertThat(got).extracting(Got::by).contains(Thread.currentThread());
            carrier.play(new LinkProfile(steps), ticker.nanos(), 10_000 * MILLI);
            send(carrier, 100);
            Awaitility.await().until(() -> got.size() == 101);
            assertThat(got.get(100).by().getName()).isEqualTo("rr-carrier-test-up");
        }
        assertThat(got).extracting(Got::number).isSorted();
        assertThat(earliest.get()).isGreaterThanOrEqualTo(0);
    }

    @Test
    void packets_that_several_threads_bring_are_let_go_one_at_a_time_and_all() throws Exception {
        var inOutlet = new AtomicLong();
        var together = new AtomicLong();
        var count = new AtomicLong();
        var plan = new CarrierPlan(
                "rr-carrier-test-up",
                LinkProfile.constant(state(10_000_000_000L, 0, Loss.nothing())),
                Direction.UP,
                3,
                0,
                0);
        try (var carrier = new LinkCarrier(
                plan,
                ticker,
                (flow, packet) -> {
                    if (inOutlet.incrementAndGet() > 1) {
                        together.incrementAndGet();
                    }
                    count.incrementAndGet();
                    inOutlet.decrementAndGet();
                },
                new CarrierWatch() {
                    @Override
                    public void released(int bytes, long busyNanos, long lateNanos) {}

                    @Override
                    public void lost(long flow, long index, LossCause cause) {}
                })) {
            Runnable bring = () -> {
                for (int i = 0; i < 20_000; i++) {
                    carrier.carry(i, new byte[100]);
                }
            };
            var other = new Thread(bring);
            other.start();
            bring.run();
            other.join();
            // Nothing comes any more that could wake the carrier: the last one is not forgotten.
            Awaitility.await().until(() -> count.get() == 40_000);
        }
        assertThat(together).hasValue(0);
    }

    @Test
    void what_waits_through_an_outage_is_let_go_at_its_end_on_the_drives_time() {
        var tunnel = new LinkProfile(
                Map.of(0L, state(0, 0, Loss.nothing()), 300 * MILLI, state(100_000_000, 0, Loss.nothing())));
        try (LinkCarrier carrier = carrier(tunnel)) {
            long zero = ticker.nanos();
            carrier.start(zero);
            send(carrier, 0);
            Awaitility.await().until(() -> got.size() == 1);
            assertThat(got.get(0).atNanos() - zero).isGreaterThanOrEqualTo(300 * MILLI);
        }
    }

    @Test
    void before_the_drive_the_first_state_holds_and_nothing_inside_is_lost_when_it_begins() {
        var steps = Map.of(0L, state(100_000_000, 200, Loss.nothing()), 30_000 * MILLI, state(0, 0, Loss.nothing()));
        try (LinkCarrier carrier = carrier(new LinkProfile(steps))) {
            send(carrier, 0);
            carrier.start(ticker.nanos() + 50 * MILLI);
            send(carrier, 1);
            Awaitility.await().until(() -> got.size() == 2);
        }
        assertThat(got).allSatisfy(one -> assertThat(one.atNanos() - one.sent()).isGreaterThanOrEqualTo(200 * MILLI));
    }

    @Test
    void what_an_endless_outage_holds_keeps_its_place_when_other_conditions_begin() {
        try (LinkCarrier carrier = carrier(LinkProfile.constant(state(0, 0, Loss.nothing())))) {
            for (int i = 0; i < 20; i++) {
                send(carrier, i);
            }
            carrier.play(LinkProfile.constant(state(100_000_000, 0, Loss.nothing())), ticker.nanos(), 0);
            send(carrier, 20);
            Awaitility.await().until(() -> got.size() == 21);
            assertThat(got).extracting(Got::number).isSorted();
            assertThat(lost).isEmpty();
        }
    }

    @Test
    void conditions_of_a_later_moment_give_way_to_those_of_now() {
        try (LinkCarrier carrier = carrier(LinkProfile.constant(state(0, 0, Loss.nothing())))) {
            carrier.play(LinkProfile.constant(state(0, 0, Loss.nothing())), ticker.nanos() + 20 * MILLI, 0);
            long now = ticker.nanos();
            carrier.play(LinkProfile.constant(state(100_000_000, 60, Loss.nothing())), now, 0);
            send(carrier, 0);
            Awaitility.await().until(() -> got.size() == 1);
            assertThat(got.get(0).atNanos() - now).isGreaterThanOrEqualTo(60 * MILLI);
        }
    }

    @Test
    void empty_packets_are_bounded_too() {
        try (LinkCarrier carrier = carrier(LinkProfile.constant(state(10_000_000_000L, 3_600_000, Loss.nothing())))) {
            for (int i = 0; i < 300_000; i++) {
                carrier.carry(0, new byte[0]);
            }
            Awaitility.await().until(() -> lost.size() >= 300_000 - 64 * 1024 * 1024 / 256);
        }
    }

    @Test
    void a_burst_into_a_closed_window_is_bounded_and_counted() {
        try (LinkCarrier carrier = carrier(LinkProfile.constant(state(0, 0, Loss.nothing())))) {
            for (int i = 0; i < 1_000_000; i++) {
                carrier.carry(i % 3, new byte[100]);
            }
            // One is being sent, 1,000 wait.
            assertThat(lost).hasSize(1_000_000 - 1_001);
        }
        assertThat(got).isEmpty();
    }

    @Test
    void after_the_clock_stood_still_for_hours_everything_that_is_due_goes_in_order_and_nothing_is_lost() {
        long hour = 3_600_000 * MILLI;
        try (var clock = new LeapingTicker();
                LinkCarrier carrier = new LinkCarrier(
                        new CarrierPlan(
                                "rr-carrier-test-up",
                                LinkProfile.constant(state(1_000_000, 3_600_000, Loss.nothing())),
                                Direction.UP,
                                3,
                                0,
                                0),
                        clock,
                        (flow, packet) -> got.add(new Got(
                                flow, ByteBuffer.wrap(packet).getInt(), 0, clock.nanos(), Thread.currentThread())),
                        new CarrierWatch() {
                            @Override
                            public void released(int bytes, long busyNanos, long lateNanos) {
                                earliest.accumulateAndGet(lateNanos, Math::min);
                            }

                            @Override
                            public void lost(long flow, long index, LossCause cause) {
                                lost.add(index);
                            }
                        })) {
            long begin = clock.nanos();
            for (int i = 0; i < 100; i++) {
                carrier.carry(7, ByteBuffer.allocate(100).putInt(i).array());
            }
            clock.leap(Duration.ofNanos(hour / 2));
            assertThat(got).isEmpty();
            clock.leap(Duration.ofNanos(3 * hour));
            Awaitility.await().until(() -> got.size() == 100);
            assertThat(got).extracting(Got::number).isSorted();
            assertThat(got).allSatisfy(one -> assertThat(one.atNanos() - begin).isGreaterThan(hour));
        }
        assertThat(lost).isEmpty();
        assertThat(earliest.get()).as("how late, since the clock leapt").isGreaterThan(2 * hour);
    }

    @Test
    void what_a_packet_waited_for_its_reader_is_the_links_own_error_and_shapes_nothing() throws Exception {
        try (LinkCarrier carrier = carrier(LinkProfile.constant(state(100_000_000, 30, Loss.nothing())))) {
            long sent = ticker.nanos();
            carrier.carry(7, ByteBuffer.allocate(100).putInt(0).putLong(sent).array(), 5_000 * MILLI);
            Awaitility.await().until(() -> got.size() == 1);
            assertThat(got.get(0).atNanos() - sent).isGreaterThanOrEqualTo(30 * MILLI);
            Awaitility.await().until(() -> earliest.get() < Long.MAX_VALUE);
            assertThat(earliest.get()).isGreaterThanOrEqualTo(5_000 * MILLI);
        }
    }
}
