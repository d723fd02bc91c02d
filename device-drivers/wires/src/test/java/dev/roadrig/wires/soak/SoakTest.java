package dev.roadrig.wires.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SoakTest {
    /** A leak of 16 KiB a command would be more; what a JVM comes by of itself in so short a time is less. */
    private static final long MOST_GROWTH = 2_000_000;

    private static final int COMMANDS = 100;

    @Test
    void two_hundred_commands_lose_no_byte_and_leave_no_thread_and_no_memory() throws Exception {
        Soak.Outcome outcome = Soak.run(COMMANDS);
        assertThat(outcome.bytes()).isGreaterThan(COMMANDS * 50L);
        assertThat(outcome.wrong()).isZero();
        assertThat(outcome.threads()).isEmpty();
        assertThat(outcome.grownBytes()).isLessThan(MOST_GROWTH);
    }
}
