package dev.roadrig.scenarios.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueuePlanTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "infinite | infinite",
                "droptail:packets=100 | droptail [packets=100]",
                "drophead:bytes=60000 | drophead [bytes=60000]",
                "droptail:bytes=15000,packets=20 | droptail [packets=20, bytes=15000]",
            })
    void what_is_written_is_what_mm_link_calls_it(String written, String text) {
        assertThat(QueuePlan.parse(written).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "red | there is no queue 'red'",
                "codel:packets=1,target=0ms | its target is no time",
                "droptale:packets=1 | did you mean 'droptail'",
                "droptail | it has no limit",
                "infinite:packets=5 | an infinite queue has no limit",
                "droptail:packets=0 | 'packets=0' is no limit",
                "droptail:packets=-1 | 'packets=-1' is no limit",
                "droptail:packets=1,packets=2 | 'packets=2' is no limit, or is there twice",
                "droptail:packets | 'packets' is no limit",
                "droptail:frames=3 | 'frames=3' is no limit",
            })
    void what_cannot_be_is_told_with_what_can(String written, String words) {
        assertThatThrownBy(() -> QueuePlan.parse(written))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(words)
                .hasMessageContaining("Write infinite, droptail:packets=100");
    }

    @Test
    void limits_hold_up_to_themselves() {
        QueuePlan plan = QueuePlan.parse("droptail:packets=2,bytes=100");
        assertThat(plan.holds(2, 100)).isTrue();
        assertThat(plan.holds(3, 1)).isFalse();
        assertThat(plan.holds(1, 101)).isFalse();
        assertThat(QueuePlan.INFINITE.holds(Long.MAX_VALUE, Long.MAX_VALUE)).isTrue();
    }
}
