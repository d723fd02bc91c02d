package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.FaultOrder.Kind;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.power.off.Off;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardFaultsTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final FakeBoard board = new FakeBoard(ticker);
    private final BoardFaults faults = new BoardFaults(board, board, board::bootName, ticker);

    private void bringAbout(Kind kind, Duration lasting, Map<String, String> parameters) throws Exception {
        faults.bringAbout(new FaultOrder(kind, Duration.ZERO, lasting, parameters));
    }

    @Test
    void an_agent_is_left_before_it_is_killed_and_then_started_anew() throws Exception {
        bringAbout(Kind.AGENT_KILL, Duration.ZERO, Map.of());
        assertThat(board.log).containsExactly("0.0 leave", "0.0 kill", "0.0 restart");
    }

    @Test
    void a_cut_lasts_as_long_as_it_was_ordered_and_the_agent_that_ran_on_is_found_again() throws Exception {
        bringAbout(Kind.SSH_CUT, Duration.ofMillis(700), Map.of());
        assertThat(board.log)
                .containsExactly("0.0 leave", "0.0 disconnect", "0.0 disconnect", "0.7 connect", "0.7 rejoin");
    }

    @Test
    void a_reboot_waits_for_a_boots_first_sign_before_it_believes_a_login() throws Exception {
        board.goesDownUnderTheCommand = true;
        bringAbout(Kind.REBOOT, Duration.ZERO, Map.of());
        assertThat(board.log)
                .startsWith("0.0 leave", "0.0 expect loss", "0.0 expect boot", "0.0 event REBOOT", "0.0 $ sync; reboot")
                .endsWith("1.0 connect", "1.0 restart");
    }

    @Test
    void a_board_that_refuses_to_reboot_says_so_and_is_waited_for_no_longer() {
        board.answer = new Shell.Result(1, "", "reboot: must be superuser\n");
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> bringAbout(Kind.REBOOT, Duration.ZERO, Map.of()))
                .withMessageContaining("did not take `reboot`: reboot: must be superuser.");
        assertThat(ticker.nanos()).isZero();
    }

    @Test
    void a_boot_of_a_quiet_kernel_ends_the_wait_by_its_name() throws Exception {
        board.quiet = true;
        bringAbout(Kind.REBOOT, Duration.ZERO, Map.of());
        assertThat(board.log).endsWith("2.0 asked aside", "2.0 login", "2.0 connect", "2.0 restart");
    }

    @Test
    void a_board_that_takes_the_order_and_stays_in_its_boot_is_told_with_its_name() {
        board.boots = false;
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> bringAbout(Kind.REBOOT, Duration.ZERO, Map.of()))
                .withMessage("The board took `reboot` and did not go down: it still is the same boot, boot-0."
                        + " Read its own logs.")
                .matches(fault -> fault.code().equals("fault.reboot"));
    }

    @Test
    void a_board_that_could_show_no_boot_is_not_told_to_reboot() {
        board.console = false;
        board.namesBoots = false;
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> bringAbout(Kind.REBOOT, Duration.ZERO, Map.of()))
                .withMessage("The board was not told to reboot: it names no boot and has no `console`, so nothing could"
                        + " show that it did. Write its `console` in the rack file.")
                .matches(fault -> fault.code().equals("fault.reboot"));
        assertThat(board.log).containsExactly("0.0 leave");
    }

    @Test
    void a_board_that_does_not_come_back_is_a_fault_by_the_boots_deadline() {
        board.boots = false;
        board.isDownAfter = Duration.ofSeconds(1);
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> bringAbout(Kind.REBOOT, Duration.ZERO, Map.of()))
                .matches(fault -> fault.code().equals("boot.none"));
        assertThat(ticker.nanos()).isEqualTo(Duration.ofSeconds(30).toNanos());
        assertThat(board.log).noneMatch(line -> line.contains("restart"));
    }

    @Test
    void a_cut_supply_is_off_for_as_long_as_ordered_and_the_boot_after_it_is_waited_for() throws Exception {
        bringAbout(Kind.POWER_CUT, Duration.ofSeconds(2), Map.of());
        assertThat(board.log)
                .containsExactly(
                        "0.0 leave",
                        "0.0 expect loss",
                        "0.0 event REBOOT",
                        "0.0 off",
                        "0.0 disconnect",
                        "0.0 disconnect",
                        "2.0 on",
                        "3.0 login",
                        "3.0 connect",
                        "3.0 restart");
    }

    @Test
    void a_cut_that_nothing_showed_counts_where_the_boot_after_it_does() throws Exception {
        board.off = new Off(false, "its switch says off, and nothing else tells");
        bringAbout(Kind.POWER_CUT, Duration.ofSeconds(2), Map.of());
        assertThat(board.log).endsWith("3.0 login", "3.0 connect", "3.0 event POWER_OFF", "3.0 restart");
        board.quiet = true;
        bringAbout(Kind.POWER_CUT, Duration.ofSeconds(2), Map.of());
        assertThat(board.log).as("by the name of its boot").endsWith("6.0 event POWER_OFF", "6.0 restart");
    }

    @Test
    void a_cut_that_nothing_showed_and_no_boot_followed_is_nobodys_failure_and_no_success() {
        board.off = new Off(false, "its switch says off, and nothing else tells");
        board.ridesThrough = true;
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> bringAbout(Kind.POWER_CUT, Duration.ofSeconds(2), Map.of()))
                .withMessage("Nothing shows that the power cut took the board's power: its switch says off, and nothing"
                        + " else tells. After the cut the board is in the same boot as before it, boot-0. "
                        + Off.WHAT_SHOWS_IT)
                .matches(fault -> fault.code().equals("fault.power-cut"));
        assertThat(board.log).noneMatch(line -> line.contains("restart"));
        board.namesBoots = false;
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> bringAbout(Kind.POWER_CUT, Duration.ofSeconds(2), Map.of()))
                .withMessageContaining(
                        "nothing else tells. Its console showed no boot after the cut, and it did not name the"
                                + " boot that it was in before. What shows an off: ");
    }

    @Test
    void a_board_that_named_its_boot_before_a_cut_and_does_not_after_it_is_told_so() {
        board.off = new Off(false, "its switch says off, and nothing else tells");
        board.console = false;
        board.onConnect = () -> board.namesBoots = false;
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> bringAbout(Kind.POWER_CUT, Duration.ofSeconds(2), Map.of()))
                .withMessageContaining(
                        "nothing else tells. It has no `console`, and did not name the boot that it is in after the cut. What");
        board.namesBoots = true;
        board.onConnect = () -> board.deaf = new UnknownFault("shell.no-answer", "It says nothing.");
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> bringAbout(Kind.POWER_CUT, Duration.ofSeconds(2), Map.of()))
                .withMessageContaining(
                        "did not name the boot that it is in after the cut: It says nothing. What shows");
    }

    @Test
    void a_board_that_stays_silent_after_a_cut_that_nothing_showed_may_never_have_lost_its_power() {
        board.off = new Off(false, "its switch says off, and nothing else tells");
        board.boots = false;
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> bringAbout(Kind.POWER_CUT, Duration.ofSeconds(2), Map.of()))
                .withMessageContaining("its switch says off, and nothing else tells. no login What shows an off: ")
                .matches(fault -> fault.code().equals("fault.power-cut"));
    }

    @Test
    void a_clock_is_set_over_the_shell_and_a_refusal_is_told() throws Exception {
        bringAbout(Kind.CLOCK, Duration.ZERO, Map.of("what", "unset"));
        bringAbout(Kind.CLOCK, Duration.ZERO, Map.of("what", "jump", "by", "1h"));
        assertThat(board.log).containsExactly("0.0 $ date -s @0", "0.0 $ date -s @$(($(date +%s) + 3600))");

        board.answer = new Shell.Result(1, "", "date: not permitted\n");
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> bringAbout(Kind.CLOCK, Duration.ZERO, Map.of("what", "unset")))
                .withMessageContaining("date: not permitted");
    }
}
