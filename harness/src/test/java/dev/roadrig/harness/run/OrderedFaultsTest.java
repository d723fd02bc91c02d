package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.record.v1.OrderedFault;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.FaultOrder.Kind;
import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderedFaultsTest {
    private static final long ZERO = 5_000_000_000L;

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final FakeBoard board = new FakeBoard(ticker);
    private final List<String> marks = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final FaultLine line = new FaultLine(ticker);

    private static FaultOrder order(Kind kind, long atMillis, long forMillis, Map<String, String> parameters) {
        return new FaultOrder(kind, Duration.ofMillis(atMillis), Duration.ofMillis(forMillis), parameters);
    }

    private OrderedFaults orders(FaultOrder... faults) {
        var rig = new Rig(
                ticker,
                (nanos, message) -> {
                    var fault = (OrderedFault) message;
                    marks.add("%.1f %s %s"
                            .formatted(nanos / 1e9, fault.getKind(), fault.getBegins() ? "begins" : "ends"));
                },
                line,
                new Progress() {
                    @Override
                    public void phase(String name, String detail) {
                        told.add("%.1f %s: %s".formatted(ticker.nanos() / 1e9, name, detail));
                    }
                });
        var scenario = Scenarios.playing(new Placement(Placement.Mode.EDGE, Duration.ZERO), null, 1, List.of(faults));
        return new OrderedFaults(rig, scenario, new BoardFaults(board, board, board::bootName, ticker), "b");
    }

    @Test
    void a_cameras_fault_is_marked_by_the_drives_time_alone() {
        OrderedFaults orders = orders(order(Kind.CAMERA, 1_000, 500, Map.of("what", "black")));
        orders.lay(ZERO);
        ticker.await(() -> false, new Deadline(10_000_000_000L));
        assertThat(marks).containsExactly("6.0 camera begins", "6.5 camera ends");
        assertThat(board.log).isEmpty();
    }

    @Test
    void boards_faults_come_one_after_the_other_and_last_until_the_board_is_back() {
        OrderedFaults orders =
                orders(order(Kind.POWER_CUT, 1_000, 2_000, Map.of()), order(Kind.AGENT_KILL, 1_500, 0, Map.of()));
        orders.lay(ZERO);
        orders.playBoard();
        assertThat(marks)
                .containsExactly(
                        "6.0 power-cut begins", "9.0 power-cut ends", "9.0 agent-kill begins", "9.0 agent-kill ends");
        assertThat(line.broken()).isFalse();
    }

    @Test
    void an_ignition_that_is_off_is_one_fault_until_the_board_is_back() {
        OrderedFaults orders = orders(
                order(Kind.IGNITION, 1_000, 0, Map.of("state", "off")),
                order(Kind.IGNITION, 3_000, 0, Map.of("state", "on")));
        orders.lay(ZERO);
        orders.playBoard();
        assertThat(board.log).contains("6.0 ignition off", "8.0 ignition on");
        assertThat(marks).containsExactly("6.0 ignition begins", "11.0 ignition ends");
    }

    @Test
    void an_ignition_that_stays_off_is_a_fault_without_an_end_for_which_nobody_waits() {
        OrderedFaults orders = orders(order(Kind.IGNITION, 1_000, 0, Map.of("state", "off")));
        orders.lay(ZERO);
        orders.playBoard();
        assertThat(marks).containsExactly("6.0 ignition begins");
        assertThat(ticker.nanos()).isEqualTo(6_000_000_000L);
        assertThat(line.broken()).isFalse();
    }

    @Test
    void people_are_told_when_a_board_is_taken_down_and_when_it_is_back_and_the_record_gets_no_phase_of_it() {
        OrderedFaults orders = orders(
                order(Kind.POWER_CUT, 1_000, 2_500, Map.of()),
                order(Kind.AGENT_KILL, 5_000, 0, Map.of()),
                order(Kind.IGNITION, 6_000, 0, Map.of("state", "off")),
                order(Kind.IGNITION, 8_000, 0, Map.of("state", "on")),
                order(Kind.IGNITION, 20_000, 0, Map.of("state", "off")));
        orders.lay(ZERO);
        orders.playBoard();
        assertThat(told)
                .containsExactly(
                        "6.0 ordered: power-cut for 2.5 s",
                        "9.5 ordered: the board is back",
                        "11.0 ordered: ignition off",
                        "13.0 ordered: ignition on",
                        "16.0 ordered: the board is back",
                        "25.0 ordered: ignition off");
        assertThat(marks).hasSize(7);
        assertThat(line.broken()).isFalse();
    }

    @Test
    void a_board_that_stays_away_is_reported_and_its_fault_has_no_end() {
        board.answer = new Shell.Result(1, "", "not permitted");
        OrderedFaults orders =
                orders(order(Kind.REBOOT, 1_000, 0, Map.of()), order(Kind.AGENT_KILL, 2_000, 0, Map.of()));
        orders.lay(ZERO);
        orders.playBoard();
        assertThat(marks).containsExactly("6.0 reboot begins");
        assertThat(told).containsExactly("6.0 ordered: reboot");
        assertThat(line.reported()).singleElement().satisfies(fault -> assertThat(fault.code())
                .isEqualTo("fault.reboot"));
        assertThatExceptionOfType(UnknownFault.class).isThrownBy(orders::finish);
    }

    @Test
    void its_thread_is_gone_once_it_is_closed_also_when_it_was_never_started() {
        orders(order(Kind.AGENT_KILL, 0, 0, Map.of())).close();
        OrderedFaults orders = orders(order(Kind.AGENT_KILL, 0, 0, Map.of()));
        orders.start(ZERO);
        orders.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("rr-b-faults");
    }
}
