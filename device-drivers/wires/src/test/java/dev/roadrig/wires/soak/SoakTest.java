package dev.roadrig.wires.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SoakTest {
    private static final int COMMANDS = 100;

    @Test
    void two_hundred_commands_lose_no_byte_and_leave_no_thread_and_no_memory() throws Exception {
        Soak.Outcome outcome = Soak.run(COMMANDS);
        assertThat(outcome.bytes()).isGreaterThan(COMMANDS * 50L);
        assertThat(outcome.faults()).as("%s", outcome).isEmpty();
    }

    @Test
    void a_lost_byte_a_left_thread_and_a_grown_heap_are_each_a_fault() {
        assertThat(new Soak.Outcome(10_000, 3_600_000, 0, Set.of(), 35_000, 365).faults())
                .isEmpty();
        assertThat(new Soak.Outcome(10_000, 3_600_000, 2, Set.of("rr-board-x"), 2_000_000, 365).faults())
                .containsExactly(
                        "2 answers were not what they had to be.",
                        "Threads are left: [rr-board-x].",
                        "The heap grew by 2,000,000 bytes in the second half, 200 a command; 225,536 in all are allowed.");
    }
}
