package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RebootTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final FakeBoard board = new FakeBoard(ticker);

    private void reboot(boolean console) throws Exception {
        board.console = console;
        new Reboot("b", board, board::bootName, ticker).take(board.bootDeadline());
    }

    private void stays(boolean console, String words) {
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> reboot(console))
                .withMessageStartingWith("b was told to reboot into its firmware and did not: ")
                .withMessageContaining(words)
                .matches(fault -> fault.code().equals("firmware.no-reboot"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_board_that_never_went_down_does_not_count_as_rebooted(boolean console) {
        board.boots = false;
        stays(console, "still is the same");
        assertThat(ticker.nanos() / 1e9).isBetween(28.0, 30.0);
    }

    @Test
    void the_old_system_that_still_answers_for_a_while_is_waited_for() throws Exception {
        board.isDownAfter = Duration.ofSeconds(3);
        board.goesDownAfter = Duration.ofSeconds(7);
        reboot(false);
        assertThat(board.log)
                .as("of a connection that it cuts as it goes down, the run hears nothing")
                .endsWith(
                        "0.0 $ sync; reboot",
                        "0.0 disconnect",
                        "2.0 asked aside",
                        "4.0 asked aside",
                        "6.0 asked aside",
                        "8.0 asked aside",
                        "8.0 connect");
    }

    @Test
    void a_board_that_went_down_and_does_not_answer_again_is_not_the_rigs() {
        board.boots = false;
        board.isDownAfter = Duration.ofSeconds(3);
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> reboot(false))
                .withMessageContaining("could not be read by the deadline: The SSH connection was cut.")
                .matches(fault -> fault.code().equals("firmware.boot-unread"));
    }

    @Test
    void a_connection_that_is_lost_before_the_order_says_so() {
        board.deaf = new RigFault("ssh.lost", "cut");
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> reboot(false))
                .isSameAs(board.deaf);
        assertThat(board.log).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ssh.host-key, 2", "ssh.login, 30"})
    void a_new_system_that_is_another_host_says_so_at_once_and_one_that_lets_nobody_in_at_the_end(
            String code, int seconds) {
        board.console = false;
        var refused = new RigFault(code, "no");
        BootName aside = deadline -> {
            boolean unused = ticker.await(() -> seconds == 2, deadline);
            throw refused;
        };
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> new Reboot("b", board, aside, ticker).take(board.bootDeadline()))
                .isSameAs(refused);
        assertThat(ticker.nanos()).isEqualTo(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void a_boot_of_a_quiet_kernel_is_known_by_its_name() throws Exception {
        board.quiet = true;
        reboot(true);
        assertThat(board.log).contains("2.0 login").endsWith("2.0 connect");
    }

    @Test
    void a_boot_that_the_console_shows_is_logged_in_to_and_is_another_one() throws Exception {
        board.goesDownUnderTheCommand = true;
        reboot(true);
        assertThat(board.log).endsWith("1.0 login", "1.0 asked aside", "1.0 connect");
    }

    @Test
    void a_board_that_went_down_and_does_not_come_up_has_its_consoles_fault() {
        board.boots = false;
        board.namesBoots = false;
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> reboot(true))
                .matches(fault -> fault.code().equals("boot.none"));
    }

    @Test
    void a_board_that_could_show_no_difference_is_not_told_at_all() {
        board.namesBoots = false;
        stays(false, "it names no boot and has no `console`");
        assertThat(board.log).isEmpty();
    }

    @Test
    void a_board_that_refuses_is_told_with_its_words_at_once() {
        board.answer = new Shell.Result(1, "", "reboot: must be superuser\n");
        stays(false, "it did not take `reboot`: reboot: must be superuser.");
        assertThat(ticker.nanos()).isZero();
    }
}
