package dev.roadrig.wires.power.off;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A board that was switched on is seen to live, and is typed to only where it has been silent. */
class BoardComesOnTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final SwitchedBoard board = new SwitchedBoard(ticker);

    private Deadline soon() {
        return ticker.in(Duration.ofSeconds(1));
    }

    private double seconds() {
        return ticker.nanos() / 1e9;
    }

    @Test
    void a_board_that_comes_on_is_seen_by_its_first_word_and_nothing_is_typed_into_its_boot_loader() throws Exception {
        GuardedSupply supply = board.guarded(board.consoleSign());
        supply.on(soon());
        double on = seconds();
        ticker.at(ticker.nanos() + Duration.ofSeconds(3).toNanos(), () -> board.say("U-Boot 2026.01"));
        assertThat(supply.life(Duration.ofSeconds(30), ticker.in(Duration.ofSeconds(34))))
                .contains("its console said \"U-Boot 2026.01\"");
        assertThat(seconds() - on).isEqualTo(3.0);
        assertThat(board.typed).isEmpty();
        supply.on(soon());
        assertThat(supply.life(Duration.ofSeconds(6), ticker.in(Duration.ofSeconds(5))))
                .isEmpty();
        assertThat(board.typed).isEmpty();
    }

    @Test
    void a_board_that_idles_at_its_prompt_is_woken_by_an_empty_line_after_a_silence() throws Exception {
        GuardedSupply supply = board.guarded(board.consoleSign());
        supply.on(soon());
        double on = seconds();
        assertThat(supply.life(Duration.ofSeconds(2), ticker.in(Duration.ofSeconds(30))))
                .contains("its console said \"login:\"");
        assertThat(seconds() - on).isBetween(2.0, 2.3);
        assertThat(board.typed).matches("\r+");
    }

    @Test
    void an_empty_line_that_was_lost_is_typed_again() throws Exception {
        board.mute = true;
        GuardedSupply supply = board.guarded(board.consoleSign());
        supply.on(soon());
        double on = seconds();
        ticker.at(ticker.nanos() + Duration.ofSeconds(3).toNanos(), () -> board.mute = false);
        assertThat(supply.life(Duration.ofSeconds(2), ticker.in(Duration.ofSeconds(30))))
                .contains("its console said \"login:\"");
        assertThat(seconds() - on).isBetween(4.0, 4.6);
    }
}
