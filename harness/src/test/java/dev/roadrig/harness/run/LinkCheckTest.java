package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkCheckTest {
    private static final List<Evidence> AROUND = List.of(new Evidence("the console", "silence"));

    @Test
    void a_silent_board_whose_packets_the_rig_lost_is_the_rigs_error_with_all_that_was_seen() {
        LinkCheck lossy = () -> {
            throw new RigFault("gateway.memory", "No memory for 7 packets.", new Evidence("the packets", "7"));
        };
        RunFault fault = lossy.wrong(() -> AROUND).orElseThrow();
        assertThat(fault.code()).isEqualTo("gateway.memory");
        assertThat(fault).isInstanceOf(RigFault.class);
        assertThat(fault.evidence()).extracting(Evidence::title).containsExactly("the packets", "the console");
    }

    @Test
    void a_link_that_is_right_says_nothing_of_the_board() {
        LinkCheck right = () -> {};
        assertThat(right.wrong(() -> {
                    throw new AssertionError("nothing was to be gathered");
                }))
                .isEmpty();
    }
}
