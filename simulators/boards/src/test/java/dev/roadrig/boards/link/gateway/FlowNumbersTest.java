package dev.roadrig.boards.link.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How conversations get their numbers. */
class FlowNumbersTest {
    private static FlowKey tcp(int boardPort) {
        return new FlowKey(6, 0x0a000001, boardPort, 443);
    }

    private static List<Long> numbers(int... boardPorts) {
        var numbers = new FlowNumbers((number, key) -> {});
        return IntStream.of(boardPorts).mapToObj(port -> numbers.of(tcp(port))).toList();
    }

    @Test
    void the_same_traffic_has_the_same_numbers_whatever_ports_it_happens_to_have() {
        assertThat(numbers(41_000, 41_000, 52_000, 41_000, 33_333)).containsExactly(0L, 0L, 1L, 0L, 2L);
        assertThat(numbers(60_001, 60_001, 34_567, 60_001, 40_000)).containsExactly(0L, 0L, 1L, 0L, 2L);
    }

    @Test
    void each_is_told_once_with_who_talks_to_whom() {
        List<String> told = new ArrayList<>();
        var numbers = new FlowNumbers((number, key) -> told.add(number + " " + key.words()));
        assertThat(List.of(
                        numbers.of(tcp(41_000)), numbers.of(new FlowKey(1, 0x0a000001, 0, 0)), numbers.of(tcp(41_000))))
                .containsExactly(0L, 1L, 0L);
        assertThat(told).containsExactly("0 tcp 41000 to 10.0.0.1:443", "1 protocol 1 to 10.0.0.1");
    }

    @Test
    void the_one_that_was_silent_longest_is_forgotten_and_comes_back_as_a_new_one() {
        var numbers = new FlowNumbers((number, key) -> {});
        for (int port = 1; port <= FlowNumbers.MOST; port++) {
            assertThat(numbers.of(tcp(port))).isEqualTo(port - 1);
        }
        assertThat(numbers.of(tcp(1))).isZero();
        assertThat(numbers.of(tcp(60_000))).isEqualTo(FlowNumbers.MOST);
        assertThat(numbers.of(tcp(2))).as("was silent longest").isEqualTo(FlowNumbers.MOST + 1L);
        assertThat(numbers.of(tcp(1))).as("spoke just now").isZero();
    }
}
