package dev.roadrig.scenarios.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordingTest {
    private static final List<String> TOOLS = List.of("trtexec", "snpe-diagview", "snpe_bench", "vela");

    @Test
    void a_slip_of_the_fingers_is_known() {
        assertThat(Wording.nearest("trtxeec", TOOLS)).contains("trtexec");
        assertThat(Wording.nearest("vello", TOOLS)).isEmpty();
    }

    @Test
    void the_only_word_that_begins_so_is_meant_however_long_it_is() {
        assertThat(Wording.nearest("trtex", TOOLS)).contains("trtexec");
        assertThat(Wording.nearest("trt", TOOLS)).contains("trtexec");
        assertThat(Wording.nearest("snpe", TOOLS)).as("two begin so").isEmpty();
        assertThat(Wording.nearest("tr", TOOLS))
                .as("too short to mean anything")
                .isEmpty();
    }

    @Test
    void a_part_of_a_text_says_where_it_was_cut() {
        assertThat(Wording.firstOf("abcdef", 4)).isEqualTo("abcd..");
        assertThat(Wording.lastOf("abcdef", 4)).isEqualTo("..cdef");
        assertThat(Wording.firstOf("abcd", 4)).isEqualTo("abcd");
        assertThat(Wording.lastOf("abcd", 4)).isEqualTo("abcd");
    }
}
