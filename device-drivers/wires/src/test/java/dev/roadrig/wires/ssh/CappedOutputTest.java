package dev.roadrig.wires.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CappedOutputTest {
    @Test
    void the_end_of_a_long_output_says_that_it_was_cut_and_a_short_one_is_whole() throws Exception {
        var output = new CappedOutput(5_000, () -> {});
        output.write("x".repeat(4096).getBytes(UTF_8));
        assertThat(output.tail()).isEqualTo("x".repeat(4096));
        output.write("yz".getBytes(UTF_8));
        assertThat(output.tail()).isEqualTo(".." + "x".repeat(4094) + "yz");
        assertThat(output.full()).isFalse();
    }

    @Test
    void it_is_told_once_that_it_is_full_and_once_that_it_has_ended() throws Exception {
        var told = new AtomicInteger();
        var output = new CappedOutput(5, told::incrementAndGet);
        output.write("12345".getBytes(UTF_8));
        assertThat(told).hasValue(0);
        output.write("6".getBytes(UTF_8));
        output.write("7".getBytes(UTF_8));
        assertThat(told).hasValue(1);
        assertThat(output.full()).isTrue();
        assertThat(output.text()).isEqualTo("12345");
        assertThat(output.ended()).isFalse();
        output.close();
        assertThat(told).hasValue(2);
        assertThat(output.ended()).isTrue();
    }
}
