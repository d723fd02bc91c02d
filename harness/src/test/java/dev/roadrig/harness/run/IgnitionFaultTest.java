package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.FaultOrder.Kind;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IgnitionFaultTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final FakeBoard board = new FakeBoard(ticker);
    private final BoardFaults faults = new BoardFaults(board, board, board::bootName, ticker);

    private void order(String state) throws Exception {
        faults.bringAbout(new FaultOrder(Kind.IGNITION, Duration.ZERO, Duration.ZERO, Map.of("state", state)));
    }

    private void offAndOn() throws Exception {
        order("off");
        board.log.clear();
        order("on");
    }

    /** Goes down with its ignition, and boots when it is back. */
    private void shutsDown() {
        board.isDownAfter = Duration.ZERO;
        board.onIgnition = on -> {
            if (on) {
                board.boot();
            } else {
                board.up = false;
            }
        };
    }

    @Test
    void an_off_is_switched_and_nothing_is_waited_for_while_frames_are_sent_on() throws Exception {
        order("off");
        assertThat(board.log)
                .containsExactly("0.0 expect loss", "0.0 excuse a boot", "0.0 may leave", "0.0 ignition off");
    }

    @Test
    void a_board_that_stayed_on_goes_on_and_its_next_boot_is_its_own() throws Exception {
        offAndOn();
        assertThat(board.log)
                .containsExactly(
                        "0.0 excuse a boot", "0.0 ignition on", "3.0 has stayed", "3.0 excuse no boot", "3.0 go on");
    }

    @Test
    void an_agent_that_was_ended_with_the_ignition_is_brought_back_on_a_board_that_stayed() throws Exception {
        board.agentStays = false;
        offAndOn();
        assertThat(board.log)
                .endsWith(
                        "3.0 has stayed",
                        "3.0 leave",
                        "3.0 disconnect",
                        "3.0 come back",
                        "3.0 excuse no boot",
                        "3.0 go on");
    }

    @Test
    void a_board_that_went_down_has_its_boot_waited_for_and_its_agent_started_anew() throws Exception {
        shutsDown();
        offAndOn();
        assertThat(board.log)
                .containsExactly(
                        "0.0 excuse a boot",
                        "0.0 ignition on",
                        "0.0 leave",
                        "0.0 disconnect",
                        "0.0 disconnect",
                        "0.0 excuse a boot",
                        "0.0 went down",
                        "1.0 event REBOOT",
                        "1.0 login",
                        "1.0 connect",
                        "1.0 restart");
    }

    @Test
    void a_board_that_goes_down_only_after_the_on_is_waited_for_too() throws Exception {
        board.onIgnition = on -> {
            if (on) {
                board.boot();
                ticker.at(ticker.nanos() + 500_000_000, () -> board.up = false);
            }
        };
        offAndOn();
        assertThat(board.log).contains("0.5 went down").endsWith("1.0 connect", "1.0 restart");
    }

    @Test
    void a_quiet_kernels_boot_is_known_by_its_name() throws Exception {
        shutsDown();
        board.quiet = true;
        offAndOn();
        assertThat(board.log)
                .endsWith("2.0 asked aside", "2.0 event REBOOT", "2.0 login", "2.0 connect", "2.0 restart");
    }

    @Test
    void a_board_that_can_show_no_boot_is_connected_to_as_soon_as_it_answers() throws Exception {
        shutsDown();
        board.console = false;
        board.namesBoots = false;
        offAndOn();
        assertThat(board.log)
                .endsWith("0.0 went down", "2.0 connect", "2.0 restart")
                .noneMatch(line -> line.contains("REBOOT"));
    }

    @Test
    void a_board_whose_network_alone_was_off_is_connected_to_again_without_a_boot() throws Exception {
        board.onIgnition = on -> board.up = on && board.up;
        offAndOn();
        assertThat(board.log)
                .endsWith("2.0 asked aside", "4.0 asked aside", "4.0 log in", "4.0 connect", "4.0 come back")
                .noneMatch(line -> line.contains("REBOOT"));
    }

    @Test
    void a_board_that_does_not_come_back_has_its_consoles_fault_once_it_may_show_nothing_no_longer() {
        shutsDown();
        board.boots = false;
        assertThatExceptionOfType(UnknownFault.class).isThrownBy(this::offAndOn).matches(fault -> fault.code()
                .equals("boot.none"));
        assertThat(board.log)
                .as("nothing has shown that it went down")
                .endsWith("8.0 asked aside")
                .noneMatch(line -> line.contains("REBOOT"));
    }

    @Test
    void an_agent_that_goes_before_its_board_does_is_no_failure_while_the_board_goes_down() throws Exception {
        board.agentStays = false;
        board.onReturn = () -> {
            board.up = false;
            board.boot();
            throw new UnknownFault("ssh.no-answer", "it goes down");
        };
        offAndOn();
        assertThat(board.log).contains("3.0 come back", "3.0 went down").endsWith("4.0 connect", "4.0 restart");
    }

    @Test
    void an_agent_that_does_not_come_back_on_a_board_that_stayed_is_its_fault() {
        board.agentStays = false;
        board.onReturn = () -> {
            throw new UnknownFault("agent.not-ready", "it does not start");
        };
        assertThatExceptionOfType(UnknownFault.class).isThrownBy(this::offAndOn).matches(fault -> fault.code()
                .equals("agent.not-ready"));
    }

    @Test
    void a_board_that_is_lost_before_the_off_says_so_and_its_ignition_stays_on() {
        board.deaf = new RigFault("ssh.lost", "cut");
        assertThatExceptionOfType(RigFault.class).isThrownBy(() -> order("off")).isSameAs(board.deaf);
        assertThat(board.log).isEmpty();
    }
}
