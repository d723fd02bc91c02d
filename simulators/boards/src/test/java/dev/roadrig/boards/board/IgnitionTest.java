package dev.roadrig.boards.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Emulated boards, each a process with a supply and an ignition. */
@Timeout(600)
class IgnitionTest {
    private final SshClient client = SshClient.setUpDefaultClient();

    @BeforeEach
    void startClient() {
        client.start();
    }

    @AfterEach
    void stopClient() {
        client.stop();
    }

    private static double watts(BoardUnderTest board) throws IOException {
        return Double.parseDouble(board.supply("MEAS:POW?"));
    }

    @Test
    void a_board_with_its_supply_waits_for_its_ignition() throws Exception {
        try (var board = new BoardUnderTest("--quiet", "--ignition", "stays")) {
            board.supply("OUTP ON");
            assertThat(board.ignition("OUTP?")).isEqualTo("0");
            assertThat(watts(board)).isZero();
            assertThat(board.console()).isEmpty();
            board.ignition("OUTP ON");
            assertThat(board.see("dashcam login: ")).contains("Reset cause: ignition");
            board.supply("OUTP OFF");
            board.supply("OUTP ON");
            assertThat(board.see("dashcam login: "))
                    .as("it is on when the supply comes again")
                    .contains("Reset cause: power-on");
        }
    }

    @Test
    void a_board_that_stays_or_parks_answers_on_and_a_parked_one_draws_less() throws Exception {
        try (var board = new BoardUnderTest("--powered", "--quiet", "--ignition", "parks")) {
            board.see("dashcam login: ");
            try (ClientSession session = board.ssh(client)) {
                double before = watts(board);
                board.ignition("OUTP OFF");
                board.see("acc-detect: ACC off");
                assertThat(watts(board)).isBetween(0.1, before / 2);
                assertThat(session.isOpen()).isTrue();
                board.ignition("OUTP ON");
                board.see("acc-detect: ACC on");
                await().atMost(BoardUnderTest.LONG).until(() -> watts(board) >= before * 0.9);
            }
        }
    }

    @Test
    void a_board_that_sleeps_is_not_to_be_reached_and_is_in_the_same_boot_afterwards() throws Exception {
        try (var board = new BoardUnderTest("--powered", "--quiet", "--ignition", "sleeps")) {
            board.login();
            try (ClientSession session = board.ssh(client)) {
                board.ignition("OUTP OFF");
                await().atMost(BoardUnderTest.LONG).until(() -> !session.isOpen());
            }
            assertThatThrownBy(() -> board.ssh(client)).isInstanceOf(IOException.class);
            board.ignition("OUTP ON");
            await().atMost(BoardUnderTest.LONG).ignoreExceptions().until(() -> {
                board.ssh(client).close();
                return true;
            });
            assertThat(board.see("ACC on") + board.console()).doesNotContain("U-Boot");
        }
    }

    @Test
    void a_board_that_shuts_down_says_so_and_boots_when_the_ignition_is_back() throws Exception {
        try (var board = new BoardUnderTest("--powered", "--quiet", "--ignition", "shuts-down-after=100ms")) {
            board.see("dashcam login: ");
            try (ClientSession session = board.ssh(client)) {
                board.ignition("OUTP OFF");
                assertThat(board.see("reboot: Power down"))
                        .containsSubsequence(
                                "ACC off",
                                "The system is going down NOW!",
                                "Sent SIGTERM to all processes",
                                "Requesting system poweroff");
                await().atMost(BoardUnderTest.LONG).until(() -> !session.isOpen());
            }
            await().atMost(BoardUnderTest.LONG).until(() -> watts(board) == 0);
            board.ignition("OUTP ON");
            assertThat(board.see("dashcam login: ")).contains("Reset cause: ignition");
        }
    }

    @Test
    void the_kernel_has_the_last_word_of_a_shut_down_however_much_is_to_be_said_before() throws Exception {
        // What the command says takes 2.5 s at this rate, the shut-down one.
        try (var board =
                new BoardUnderTest("--powered", "--quiet", "--baud", "19200", "--ignition", "shuts-down-after=0ms")) {
            board.login();
            // In one write: what is queued behind it stays behind all of it.
            board.type("X=$(seq 1000); echo \"$X\"\r");
            board.see("\r\n2\r\n");
            board.ignition("OUTP OFF");
            assertThat(board.see("reboot: Power down"))
                    .containsSubsequence("\r\n1000\r\n", "going down NOW!", "Requesting system poweroff");
        }
    }

    @Test
    void an_ignition_that_is_back_in_time_keeps_a_board_up_and_one_that_is_not_has_it_boot_after_its_shut_down()
            throws Exception {
        try (var board = new BoardUnderTest("--powered", "--quiet", "--ignition", "shuts-down-after=5s")) {
            board.see("dashcam login: ");
            // At once: on a busy host a line of its own could come after the five seconds.
            board.ignition("OUTP OFF\nOUTP ON\nOUTP OFF");
            board.see("going down NOW!");
            board.ignition("OUTP ON");
            assertThat(board.see("dashcam login: "))
                    .as("one shut-down, of the second off")
                    .contains("Power down", "Reset cause: ignition")
                    .doesNotContain("going down NOW!");
        }
    }

    @ParameterizedTest
    @CsvSource({"ignition-hang, Waiting for root device", "ignition-deaf, ''"})
    void a_board_whose_wake_up_is_broken_needs_its_supply_pulled(String fault, String words) throws Exception {
        try (var board =
                new BoardUnderTest("--powered", "--quiet", "--ignition", "shuts-down-after=0ms", "--fault", fault)) {
            board.see("dashcam login: ");
            board.ignition("OUTP OFF");
            board.see("Power down");
            await().atMost(BoardUnderTest.LONG).until(() -> watts(board) == 0);
            board.ignition("OUTP ON");
            if (words.isEmpty()) {
                await().during(Duration.ofSeconds(1))
                        .atMost(BoardUnderTest.LONG)
                        .failFast("it draws power, so it heard of its ignition", () -> watts(board) > 0)
                        .until(() -> true);
            } else {
                board.see(words);
            }
            assertThatThrownBy(() -> board.ssh(client)).isInstanceOf(IOException.class);
            board.supply("OUTP OFF");
            board.supply("OUTP ON");
            assertThat(board.see("dashcam login: ")).contains("Reset cause: power-on");
        }
    }
}
