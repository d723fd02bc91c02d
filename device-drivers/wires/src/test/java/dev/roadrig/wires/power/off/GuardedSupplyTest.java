package dev.roadrig.wires.power.off;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuardedSupplyTest {
    private static final String NOT_BEFORE = ", which was not heard right before either";

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
    void a_board_is_off_when_its_console_has_been_silent_for_the_stated_time_and_no_current_flows() throws Exception {
        board.amperes = 0.3;
        assertThat(guarded(true).off(soon()))
                .isEqualTo(new Off(
                        true, "the silence of its console after an empty line, a current of 0.000 A, under 0.020 A"));
        assertThat(seconds()).isEqualTo(2.0);
        assertThat(board.typed).as("one while it has power, one after").isEqualTo("\r\r");
    }

    @Test
    void the_silence_of_a_console_that_was_silent_before_shows_no_off() throws Exception {
        board.amperes = Double.NaN;
        GuardedSupply supply = guarded(true);
        assertThat(supply.off(soon()).shown()).isTrue();
        supply.on(soon());
        board.mute = true;
        Off off = supply.off(soon());
        assertThat(off)
                .as("it was heard before an earlier off, and may have hung since")
                .isEqualTo(new Off(
                        false, SwitchedBoard.UNTOLD + ": the silence of its console after an empty line" + NOT_BEFORE));
        assertThat(off.words()).startsWith("unproven: its switch says off");
        board.amperes = 0.3;
        supply.on(soon());
        assertThat(supply.off(soon()))
                .as("a current that is gone shows it, and the console is not named")
                .isEqualTo(new Off(true, "a current of 0.000 A, under 0.020 A"));
    }

    @Test
    void a_console_that_may_not_be_typed_to_shows_an_off_where_it_spoke_right_before() throws Exception {
        board.amperes = Double.NaN;
        var sign = new ConsoleSign(board.console(), false, ticker);
        var supply = board.guarded(sign);
        board.say("working");
        assertThat(supply.off(soon())).isEqualTo(new Off(true, "the silence of its console"));
        supply.on(soon());
        board.say("booted");
        ticker.await(() -> false, ticker.in(Duration.ofSeconds(2)));
        assertThat(supply.off(soon()))
                .isEqualTo(new Off(false, SwitchedBoard.UNTOLD + ": the silence of its console" + NOT_BEFORE));
        assertThat(board.typed).isEmpty();
    }

    @Test
    void a_console_that_takes_nothing_is_not_gone_and_shows_no_off() throws Exception {
        board.amperes = Double.NaN;
        board.stuck = true;
        assertThat(guarded(true).off(soon()).shown()).isFalse();
    }

    @Test
    void without_a_console_a_current_that_is_gone_is_enough_at_once() throws Exception {
        assertThat(guarded(false).off(soon())).isEqualTo(new Off(true, "a current of 0.000 A, under 0.020 A"));
        assertThat(seconds()).isZero();
    }

    @Test
    void a_board_that_runs_on_for_a_while_is_waited_for_and_its_off_time_counts_from_its_last_word() throws Exception {
        board.runsOn = Duration.ofMillis(1500);
        GuardedSupply supply = guarded(true);
        assertThat(supply.off(soon()).by()).startsWith("the silence of its console");
        assertThat(seconds()).as("1.5 s, a look, and 2 s of silence").isBetween(3.5, 3.8);
        supply.on(soon());
        assertThat(seconds())
                .as("1.5 s until its last word, a look, and 5 s off")
                .isBetween(6.5, 6.8);
        assertThat(board.on).isTrue();
    }

    @Test
    void a_switch_that_says_off_while_an_idle_board_answers_an_empty_line_is_the_rigs_fault() {
        board.welded = true;
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> guarded(true).off(soon()))
                .withMessage("The supply battery of b says off, and the board lives 10.0 s later: its console said"
                        + " \"login:\". Look whether its contact sticks, whether it is this board's, and whether"
                        + " something else feeds the board, such as a USB cable.")
                .matches(fault -> fault.code().equals("supply.board-lives"));
    }

    @Test
    void a_line_of_which_a_part_is_shown_says_where_it_was_cut() throws Exception {
        var sign = new ConsoleSign(board.console(), false, ticker);
        sign.begin(false, soon());
        board.say("psk=hunter2 " + "x".repeat(58));
        assertThat(sign.look(soon()).orElseThrow().words())
                .isEqualTo("its console said \"..2 " + "x".repeat(58) + "\"");
        board.say("y".repeat(4100));
        board.say("ter2 login:");
        assertThat(sign.look(soon()).orElseThrow().words())
                .as("what was kept before it was dropped in the middle of a line")
                .isEqualTo("its console said \"..ter2 login:\"");
    }

    @Test
    void a_silence_shorter_than_the_time_between_two_looks_is_no_hole() {
        board.welded = true;
        var hasty = new OffRule(Duration.ofMillis(100), 0.02, Duration.ofSeconds(1), Duration.ZERO);
        var sign = board.consoleSign();
        try (var supply = new GuardedSupply("battery of b", board, hasty, List.of(sign), ticker)) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> supply.off(soon()))
                    .matches(fault -> fault.code().equals("supply.board-lives"));
        }
    }

    @Test
    void a_console_that_is_back_shows_life_and_silence_again() throws Exception {
        board.welded = true;
        var sign = board.consoleSign();
        sign.away();
        assertThat(sign.what()).isEqualTo("the loss of its console");
        sign.back(Duration.ofSeconds(3));
        assertThat(sign.what()).startsWith("the silence of its console");
        try (var supply = new GuardedSupply("battery of b", board, OffRule.USUAL, List.of(sign), ticker)) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> supply.off(soon()))
                    .matches(fault -> fault.code().equals("supply.board-lives"));
        }
    }

    @Test
    void a_switch_that_says_off_while_current_flows_is_the_rigs_fault_however_silent_the_board() {
        board.welded = true;
        board.mute = true;
        board.amperes = 0.3;
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> guarded(true).off(soon()))
                .withMessageContaining("0.300 A flow, at least 0.020 A")
                .matches(fault -> fault.code().equals("supply.board-lives"));
    }

    @Test
    void a_current_without_a_value_proves_nothing_and_is_not_named() throws Exception {
        board.amperes = Double.NaN;
        GuardedSupply supply = guarded(false);
        assertThat(supply.off(soon())).isEqualTo(new Off(false, SwitchedBoard.UNTOLD));
        supply.on(soon());
        assertThat(guarded(true).off(soon()))
                .isEqualTo(new Off(true, "the silence of its console after an empty line"));
    }

    @Test
    void the_off_time_is_counted_from_the_last_off_and_not_from_the_on() throws Exception {
        GuardedSupply supply = guarded(false);
        supply.off(soon());
        ticker.await(() -> false, ticker.in(Duration.ofSeconds(3)));
        supply.off(soon());
        supply.on(soon());
        assertThat(seconds()).isEqualTo(8.0);
        ticker.await(() -> false, ticker.in(Duration.ofSeconds(20)));
        supply.off(soon());
        ticker.await(() -> false, ticker.in(Duration.ofSeconds(7)));
        supply.on(soon());
        assertThat(seconds()).as("it has been off for long enough").isEqualTo(35.0);
    }

    @Test
    void a_board_that_lives_is_told_with_the_time_of_its_last_sign() {
        board.runsOn = Duration.ofMillis(8_500);
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> guarded(true).off(soon()))
                .withMessageContaining("the board lives 8.5 s later: its console said \"brown\"");
    }

    @Test
    void the_latest_of_several_signs_is_the_last_that_was_seen_in_whatever_order_they_are_looked_at() {
        board.amperes = Double.NaN;
        var hasty = new OffRule(Duration.ofMillis(100), 0.02, Duration.ofSeconds(1), Duration.ZERO);
        List<LifeSign> signs = List.of(seenAlways(150), seenAlways(20), seenAlways(150));
        try (var supply = new GuardedSupply("battery of b", board, hasty, signs, ticker)) {
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> supply.off(soon()))
                    .withMessageContaining("it was seen 20 ms ago");
        }
    }

    /** A sign that was seen so long before the end of each look, which takes its time as a network's does. */
    private LifeSign seenAlways(long agoMillis) {
        return new LifeSign() {
            @Override
            public String what() {
                return "its absence";
            }

            @Override
            public void begin(boolean provoke, Deadline deadline) {}

            @Override
            public Optional<Seen> look(Deadline deadline) throws InterruptedException {
                boolean unused = ticker.await(() -> false, ticker.in(Duration.ofMillis(70)));
                return Optional.of(
                        new Seen(ticker.nanos() - agoMillis * 1_000_000, "it was seen " + agoMillis + " ms ago"));
            }
        };
    }
}
