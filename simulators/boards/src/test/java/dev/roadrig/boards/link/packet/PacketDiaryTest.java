package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.Message;
import dev.roadrig.boards.link.Exit;
import dev.roadrig.boards.link.Since;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.record.v1.LateExit;
import dev.roadrig.scenarios.record.v1.LinkAchieved;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import dev.roadrig.scenarios.record.v1.LinkFlow;
import dev.roadrig.scenarios.record.v1.LinkLoss;
import dev.roadrig.scenarios.record.v1.LinkPackets;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a gateway's link writes into a record, in virtual time. */
class PacketDiaryTest {
    private static final long SECOND = 1_000_000_000;

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final List<Message> written = new ArrayList<>();
    private final List<Long> stamps = new ArrayList<>();
    private final List<PacketTally> watched = new ArrayList<>();
    private PacketTally now = new PacketTally(0, 0, 0, 0, 0, 0, 0, 0);
    private final PacketDiary diary = new PacketDiary(ticker, this::write, () -> now, watched::add);

    private void write(long nanos, Message message) {
        stamps.add(nanos);
        written.add(message);
    }

    private static LinkState state(long bitsPerSecond) {
        return new LinkState("constant", bitsPerSecond, bitsPerSecond, Duration.ZERO, Duration.ZERO, 0.1);
    }

    private <M extends Message> List<M> all(Class<M> type) {
        return written.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private void until(long nanos) throws InterruptedException {
        boolean unused = ticker.await(() -> false, new Deadline(nanos));
    }

    @Test
    void what_comes_before_the_drive_is_one_window_and_then_every_second_is() throws Exception {
        var profile = new LinkProfile(Map.of(0L, state(1_000_000), 12 * SECOND, state(0)));
        now = new PacketTally(70, 50, 70, 50, 1, 0, 0, 0);
        diary.start(Optional.of(profile), 10 * SECOND, 3 * SECOND);
        until(3 * SECOND + 1);
        now = new PacketTally(80, 55, 78, 55, 1, 0, 4, 2);
        diary.watch(Direction.UP).lost(0, 3, LossCause.CHANCE);
        diary.watch(Direction.UP).lost(0, 4, LossCause.QUEUE);
        diary.watch(Direction.UP).lost(0, 5, LossCause.MEMORY);
        diary.watch(Direction.UP).released(1_500, 40, 7);
        until(4 * SECOND + 1);
        until(5 * SECOND + 1);
        diary.close();

        assertThat(all(LinkAsked.class))
                .extracting(LinkAsked::getDriveOffsetNs)
                .containsExactly(10 * SECOND, 12 * SECOND);
        List<LinkPackets> windows = all(LinkPackets.class);
        assertThat(windows)
                .extracting(LinkPackets::getWindowNs)
                .startsWith(3 * SECOND, SECOND, SECOND)
                .hasSize(4);
        assertThat(windows.get(0).getUp().getCame()).isEqualTo(70);
        assertThat(windows.get(0).getStrangers()).isEqualTo(1);
        assertThat(windows.get(1).getUp())
                .returns(10L, count -> count.getCame())
                .returns(8L, count -> count.getPassed())
                .returns(1L, count -> count.getLostByChance())
                .returns(1L, count -> count.getNoRoom())
                .returns(1L, count -> count.getOutOfMemory());
        assertThat(diary.outOfMemory()).isEqualTo(1);
        assertThat(windows.get(1).getDown().getCame()).isEqualTo(5);
        assertThat(windows.get(1))
                .returns(4L, LinkPackets::getBlockedIpv6)
                .returns(2L, LinkPackets::getOverrun)
                .returns(0L, LinkPackets::getStrangers);
        assertThat(windows.get(2).getUp().getCame()).isZero();
        assertThat(watched).hasSize(4).last().returns(2L, PacketTally::overrun);
        assertThat(all(LinkLoss.class))
                .containsExactly(LinkLoss.newBuilder().setUp(true).setPacket(3).build());
        assertThat(all(LinkAchieved.class)).hasSize(3);
        assertThat(all(LinkAchieved.class).get(0))
                .returns(1_500L, LinkAchieved::getUpBytes)
                .returns(7L, LinkAchieved::getLatenessMaxNs);
    }

    @Test
    void what_was_got_is_told_each_second_as_of_packets_and_the_last_part_of_one_at_its_own_time() throws Exception {
        diary.start(Optional.of(LinkProfile.constant(state(1_000_000))), 0, SECOND);
        until(SECOND + 1);
        var since = new Since(Direction.UP, SECOND);
        diary.watch(Direction.UP).offered(since, 800);
        diary.watch(Direction.UP).offered(since, 800);
        diary.watch(Direction.UP).lost(since, LossCause.CHANCE);
        until(2 * SECOND + 1);
        diary.watch(Direction.DOWN).offered(new Since(Direction.DOWN, SECOND), 800);
        until(2 * SECOND + 400);
        diary.close();
        assertThat(all(LinkCarried.class))
                .extracting(LinkCarried::getUp, LinkCarried::getWindowNs, LinkCarried::getOffered, LinkCarried::getLost)
                .containsExactly(tuple(true, SECOND, 2L, 1L), tuple(false, 400L, 1L, 0L));
        assertThat(all(LinkCarried.class)).noneMatch(LinkCarried::getStream);
        assertThat(stamps).isSorted().last().isEqualTo(2 * SECOND + 400);
    }

    /** As of a gateway whose host is slow; what a verdict makes of it is ErrorIntervalTest's. */
    @Test
    void what_leaves_late_is_told_packet_by_packet_and_ends_no_run() throws Exception {
        diary.start(Optional.of(LinkProfile.constant(state(1_000_000))), 0, SECOND);
        until(SECOND + 1);
        var since = new Since(Direction.UP, SECOND);
        long due = SECOND + 10;
        for (long late : List.of(0L, 30_000_000L)) {
            diary.watch(Direction.UP).left(new Exit(since, 100, 800, due, 0, false, false, due, due + late, 2_000_000));
        }
        diary.close();
        assertThat(all(LinkCarried.class)).hasSize(1);
        assertThat(all(LinkCarried.class).get(0).getLateExitsList())
                .extracting(LateExit::getAtNs, LateExit::getLateNs)
                .containsExactly(tuple(due, 2_000_000L), tuple(due + 30_000_000, 32_000_000L));
        assertThat(diary.outOfMemory()).isZero();
    }

    @Test
    void a_tally_that_runs_after_close_writes_nothing() throws Exception {
        diary.start(Optional.empty(), 0, SECOND);
        diary.close();
        until(5 * SECOND);
        assertThat(written).hasSize(1);
    }

    @Test
    void without_conditions_packets_are_counted_and_nothing_is_asked() throws Exception {
        diary.start(Optional.empty(), 0, SECOND);
        until(2 * SECOND + 1);
        diary.close();
        diary.close();
        assertThat(all(LinkPackets.class)).hasSize(3);
        assertThat(written).hasSize(3);
    }

    @Test
    void a_flood_of_losses_is_counted_whole_and_written_in_part() {
        for (int i = 0; i < PacketDiary.MOST_WRITTEN + 10; i++) {
            diary.watch(Direction.DOWN).lost(1, i, LossCause.CHANCE);
        }
        diary.flow(2, "udp");
        diary.close();
        assertThat(all(LinkLoss.class)).hasSize((int) PacketDiary.MOST_WRITTEN);
        assertThat(all(LinkFlow.class)).isEmpty();
        assertThat(all(LinkPackets.class).get(0).getDown().getLostByChance()).isEqualTo(PacketDiary.MOST_WRITTEN + 10);
    }
}
