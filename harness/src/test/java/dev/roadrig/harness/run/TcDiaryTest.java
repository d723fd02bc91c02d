package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.Message;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkTold;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.tc.TcEdge;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a board's tc was told, in the record. */
class TcDiaryTest {
    private static final long SECOND = 1_000_000_000;

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final List<Long> times = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final FaultLine faults = new FaultLine(ticker);
    private final TcDiary diary = new TcDiary(
            new Rig(
                    ticker,
                    (nanos, message) -> {
                        times.add(nanos);
                        messages.add(message);
                    },
                    faults,
                    Progress.SILENT),
            20 * SECOND);

    private void edge(long offset, long lateNanos, String... commands) {
        long due = 100 * SECOND + offset;
        var state = new LinkState("lte", 9_000_000, 5_000_000, Duration.ofMillis(40), Duration.ZERO, 0);
        diary.edge(new TcEdge(
                new LinkProfile.Step(offset, state),
                due,
                due + lateNanos / 2,
                due + lateNanos,
                Duration.ofNanos(offset / 1000),
                List.of(commands)));
    }

    @Test
    void a_state_is_asked_when_it_was_due_and_told_when_the_board_had_answered() {
        edge(0, 0, "qdisc add dev eth0 root");
        assertThat(diary.account()).isEqualTo("the board's tc was told one state, and no change");
        edge(3 * SECOND, 12_345_678, "qdisc change dev eth0", "qdisc change dev rr-eth0");
        assertThat(diary.account()).isEqualTo("the board's tc was told 1 change, which held within 15.3 ms");
        edge(4 * SECOND, 2_000_000);
        assertThat(diary.account()).isEqualTo("the board's tc was told 2 changes, each of which held within 15.3 ms");

        assertThat(times).startsWith(100 * SECOND, 100 * SECOND, 103 * SECOND, 103 * SECOND + 12_345_678, 104 * SECOND);
        assertThat((LinkAsked) messages.get(2))
                .extracting(LinkAsked::getDriveOffsetNs, LinkAsked::getState, LinkAsked::getUpBitsPerSecond)
                .containsExactly(23 * SECOND, "lte", 9_000_000L);
        assertThat((LinkTold) messages.get(3))
                .isEqualTo(LinkTold.newBuilder()
                        .setDriveOffsetNs(23 * SECOND)
                        .setDueNs(103 * SECOND)
                        .setSentNs(103 * SECOND + 12_345_678 / 2)
                        .setAnsweredNs(103 * SECOND + 12_345_678)
                        .setLagNs(3_000_000)
                        .addCommands("qdisc change dev eth0")
                        .addCommands("qdisc change dev rr-eth0")
                        .build());
    }

    @Test
    void a_link_that_is_lost_breaks_the_run() {
        var fault = new RigFault("tc.gone", "The link of b is no longer shaped.");
        diary.lost(fault);
        assertThat(faults.conclusive()).contains(fault);
    }

    @Test
    void an_address_that_this_host_does_not_have_is_told_before_the_board_tries_it() throws Exception {
        assertThat(RigAddress.own("127.0.0.1")).isEqualTo(InetAddress.getLoopbackAddress());
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> RigAddress.own("192.0.2.77"))
                .withMessage("This host cannot be reached at 192.0.2.77: no interface of this host has it. Write its"
                        + " address on the board's side as uplink.tc.host; `ip addr` shows it.");
    }
}
