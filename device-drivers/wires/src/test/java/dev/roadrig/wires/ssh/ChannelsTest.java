package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChannelsTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final Channels channels = new Channels("b", ticker);

    @Test
    void of_one_that_is_left_nobody_gets_the_half_of_two() throws Exception {
        for (int i = 0; i < 4; i++) {
            assertThat(channels.takeTwo()).isPresent();
        }
        assertThat(channels.takeTwo()).isEmpty();
        assertThat(channels.free()).isEqualTo(1);
        Channels.Permit last = channels.take(ticker.in(Duration.ofSeconds(1)));
        assertThatExceptionOfType(UnknownFault.class)
                .isThrownBy(() -> channels.take(ticker.in(Duration.ofSeconds(1))))
                .satisfies(fault -> assertThat(fault.code()).isEqualTo("ssh.busy"))
                .withMessage(
                        "All 9 channels to b are in use by the deadline. Close processes that have ended their work.");
        last.close();
        last.close();
        assertThat(channels.free()).as("given back once").isEqualTo(1);
    }
}
