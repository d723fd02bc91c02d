package dev.roadrig.boards.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.link.LinkShaper;
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
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelWayTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1_000 * MILLI;

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final List<Long> there = new ArrayList<>();

    private static LinkProfile profile(long bitsPerSecond, Loss loss) {
        var way = new WayState(bitsPerSecond, Duration.ofMillis(20), Jitter.NONE, loss, PacketFaults.NONE);
        return LinkProfile.constant(new LinkState("x", way, way));
    }

    private ModelWay way(LinkProfile profile, long zeroNanos) {
        return new ModelWay(ticker, profile, Direction.UP, () -> zeroNanos, 9);
    }

    private void send(ModelWay way, long bytes) {
        way.send(bytes, () -> there.add(ticker.nanos()));
    }

    private void until(long nanos) {
        ticker.await(() -> false, new Deadline(nanos));
    }

    @Test
    void the_packets_that_stall_are_those_that_stall_in_the_relay_and_for_as_long() {
        LinkProfile lossy = profile(100_000_000, new Loss.GilbertElliott(0.05, 0.3, 1, 0));
        ModelWay way = way(lossy, 0);
        var relay = new LinkShaper(lossy, Direction.UP, 9);
        List<Long> stalls = new ArrayList<>();
        List<Long> modelled = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            until(i * SECOND);
            send(way, LinkShaper.SEGMENT_BYTES);
            stalls.add(relay.depart(0, i, LinkShaper.SEGMENT_BYTES, i * SECOND).stallNanos());
            until(i * SECOND + SECOND / 2);
            // A packet of 1,500 bytes at 100 Mbit/s, and the delay.
            modelled.add(there.get(i) - i * SECOND - 120_000 - 20 * MILLI);
        }
        assertThat(modelled).isEqualTo(stalls);
        assertThat(stalls.stream().filter(stall -> stall > 0).count()).isBetween(40L, 120L);
    }

    @Test
    void what_finds_no_room_in_the_queue_comes_again_and_the_message_is_there_when_its_last_byte_is() {
        QueuePlan queue = QueuePlan.parse("droptail:packets=3");
        LinkProfile narrow = profile(1_200_000, Loss.nothing())
                .queued(new PacketPlan(queue, queue, 1_500, Optional.empty(), Optional.empty()));
        // 10 ms a packet.
        ModelWay wide = way(profile(1_200_000, Loss.nothing()), 0);
        send(wide, 10 * 1_448);
        until(SECOND);
        assertThat(there).containsExactly(10 * 10 * MILLI + 20 * MILLI);
        ModelWay tight = way(narrow, 0);
        send(tight, 10 * 1_448);
        send(tight, 1);
        until(20 * SECOND);
        assertThat(there).hasSize(3);
        assertThat(there.get(1)).isGreaterThan(SECOND + 10 * 10 * MILLI + 20 * MILLI + 40 * MILLI);
        assertThat(there.get(2)).as("behind the first, whatever of it is lost").isGreaterThanOrEqualTo(there.get(1));
    }

    @Test
    void a_packet_trace_gives_every_packet_a_chance(@TempDir Path folder) throws Exception {
        PacketTrace trace = PacketTrace.read(Files.writeString(folder.resolve("t"), "10\n"));
        LinkProfile traced = profile(1, Loss.nothing())
                .queued(new PacketPlan(
                        PacketPlan.USUAL.up(), PacketPlan.USUAL.down(), 65_535, Optional.of(trace), Optional.empty()));
        ModelWay way = way(traced, 0);
        send(way, 3 * 1_448);
        until(SECOND);
        assertThat(there).containsExactly(30 * MILLI + 20 * MILLI);
    }

    @Test
    void a_window_that_begins_within_the_drive_finds_its_packet_trace_where_it_is_by_then(@TempDir Path folder)
            throws Exception {
        PacketTrace trace = PacketTrace.read(Files.writeString(folder.resolve("t"), "10\n25\n"));
        LinkProfile traced = profile(1, Loss.nothing())
                .queued(new PacketPlan(
                        PacketPlan.USUAL.up(), PacketPlan.USUAL.down(), 65_535, Optional.of(trace), Optional.empty()));
        ModelWay way = way(traced.from(12 * MILLI).from(8 * MILLI), SECOND);
        until(SECOND + 1);
        send(way, 3 * 1_448);
        until(2 * SECOND);
        // The drive's chances at 25, 35 and 50 ms are the window's at 5, 15 and 30 ms.
        assertThat(there).containsExactly(SECOND + 30 * MILLI + 20 * MILLI);
    }

    @Test
    void what_was_sent_into_an_outage_before_the_drive_goes_when_the_drives_conditions_let_it() {
        var out = new WayState(0, Duration.ZERO, Jitter.NONE, Loss.nothing(), PacketFaults.NONE);
        var steps = Map.of(
                0L,
                new LinkState("out", out, out),
                SECOND,
                profile(120_000_000, Loss.nothing()).at(0));
        ModelWay way = way(new LinkProfile(steps), 5 * SECOND);
        send(way, 1_448);
        until(20 * SECOND);
        assertThat(there).containsExactly(6 * SECOND + 100_000 + 20 * MILLI);
    }
}
