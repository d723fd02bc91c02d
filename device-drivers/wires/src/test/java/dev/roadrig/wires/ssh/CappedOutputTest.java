package dev.roadrig.wires.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CappedOutputTest {
    @Test
    void the_end_of_a_long_output_says_that_it_was_cut_and_a_short_one_is_whole() throws Exception {
        var output = new CappedOutput(5_000);
        output.write("x".repeat(4096).getBytes(UTF_8));
        assertThat(output.tail()).isEqualTo("x".repeat(4096));
        output.write("yz".getBytes(UTF_8));
        assertThat(output.tail()).isEqualTo(".." + "x".repeat(4094) + "yz");
        assertThat(output.full()).isFalse();
    }
}
