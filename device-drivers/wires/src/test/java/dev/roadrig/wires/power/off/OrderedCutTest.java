package dev.roadrig.wires.power.off;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An off that lasts as long as a cut was ordered to: what shows it, and what a board that lives in it shows. */
class OrderedCutTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final SwitchedBoard board = new SwitchedBoard(ticker);

    private GuardedSupply guarded(boolean console) {
        return console ? board.guarded(board.consoleSign()) : board.guarded();
    }

    private Deadline soon() {
        return ticker.in(Duration.ofSeconds(1));
    }

    private double seconds() {
        return ticker.nanos() / 1e9;
    }

    @Test
    void a_cut_lasts_as_long_as_it_was_ordered_whatever_the_rule_has_for_others() throws Exception {
        GuardedSupply supply = guarded(true);
        supply.order(soon());
        assertThat(supply.stayOff(Duration.ofMillis(300)))
                .isEqualTo(new Off(false, "a cut of 300 ms is shorter than the 2000 ms of silence that show it"));
        supply.on(soon());
        assertThat(seconds()).isEqualTo(0.3);
        supply.order(soon());
        assertThat(supply.stayOff(Duration.ofSeconds(3)).words()).startsWith("shown by the silence of its console");
        supply.on(soon());
        assertThat(seconds()).isEqualTo(3.3);
    }

    @Test
    void a_board_that_runs_on_for_a_moment_of_a_short_cut_is_not_taken_for_one_that_lives() throws Exception {
        board.runsOn = Duration.ofSeconds(1);
        GuardedSupply supply = guarded(true);
        supply.order(soon());
        assertThat(supply.stayOff(Duration.ofMillis(2500)).words())
                .matches(
                        "unproven: the cut ended 1[4-9]\\d\\d ms after the last that was seen of the board, when its console said"
                                + " \"brown\": before the 2000 ms of silence that show it, and within the 10000 ms for which"
                                + " it may run on");
        assertThat(seconds()).isEqualTo(2.5);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 9})
    void a_board_that_lives_to_the_end_of_a_cut_may_run_on_and_speaks_against_no_switch_before_its_time(int seconds)
            throws Exception {
        board.welded = true;
        GuardedSupply supply = guarded(true);
        supply.order(soon());
        assertThat(supply.stayOff(Duration.ofSeconds(seconds)).words())
                .startsWith(
                        "unproven: the cut ended 0 ms after the last that was seen of the board, when its console said"
                                + " \"login:\": ")
                .endsWith("within the 10000 ms for which it may run on");
        assertThat(seconds()).isEqualTo(seconds);
    }

    @Test
    void a_cut_under_which_the_board_lives_on_for_longer_than_it_may_is_the_rigs_fault() throws Exception {
        board.welded = true;
        GuardedSupply supply = guarded(true);
        supply.order(soon());
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> supply.stayOff(Duration.ofSeconds(12)))
                .withMessageContaining("the board lives 10.0 s later: its console said")
                .matches(fault -> fault.code().equals("supply.board-lives"));
        assertThat(seconds()).isEqualTo(10.0);
    }

    @Test
    void a_cut_in_which_a_current_flows_is_the_rigs_fault_however_short() throws Exception {
        board.welded = true;
        board.amperes = 0.3;
        GuardedSupply supply = guarded(true);
        supply.order(soon());
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> supply.stayOff(Duration.ofSeconds(2)))
                .withMessageContaining("the board lives 2.0 s later: 0.300 A flow")
                .matches(fault -> fault.code().equals("supply.board-lives"));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 3_000})
    void a_cut_of_a_supply_that_only_measures_current_is_shown_by_that_however_short(int millis) throws Exception {
        board.amperes = 0.3;
        GuardedSupply supply = guarded(false);
        supply.order(soon());
        assertThat(supply.stayOff(Duration.ofMillis(millis)))
                .isEqualTo(new Off(true, "a current of 0.000 A, under 0.020 A"));
        assertThat(seconds()).isEqualTo(millis / 1e3);
        supply.on(soon());
        board.amperes = Double.NaN;
        supply.order(soon());
        assertThat(supply.stayOff(Duration.ofMillis(millis)))
                .as("nothing would show it in a longer one either")
                .isEqualTo(new Off(false, SwitchedBoard.UNTOLD));
    }

    @Test
    void a_console_that_was_away_for_a_moment_of_the_cut_is_typed_to_again() throws Exception {
        board.amperes = Double.NaN;
        board.welded = true;
        var sign = board.consoleSign();
        try (var supply = board.guarded(sign)) {
            supply.order(soon());
            sign.away();
            ticker.at(ticker.nanos() + Duration.ofSeconds(1).toNanos(), () -> sign.back(Duration.ofSeconds(1)));
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> supply.stayOff(Duration.ofSeconds(11)))
                    .matches(fault -> fault.code().equals("supply.board-lives"));
        }
    }

    @Test
    void a_console_that_goes_with_the_power_shows_the_off_and_one_that_went_before_does_not() throws Exception {
        board.amperes = Double.NaN;
        GuardedSupply supply = guarded(true);
        supply.order(soon());
        board.loseConsole();
        assertThat(supply.stayOff(Duration.ofSeconds(3))).isEqualTo(new Off(true, "the loss of its console"));
        supply.on(soon());
        assertThat(supply.off(soon())).isEqualTo(new Off(false, SwitchedBoard.UNTOLD + ": the loss of its console"));
    }
}
