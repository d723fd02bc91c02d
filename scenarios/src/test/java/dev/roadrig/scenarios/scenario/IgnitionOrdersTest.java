package dev.roadrig.scenarios.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.scenario.FaultOrder.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IgnitionOrdersTest {
    private static final FaultOrder FIRST_OFF = ignition(1, "off");
    private static final FaultOrder FIRST_ON = ignition(3, "on");
    private static final FaultOrder KILL =
            new FaultOrder(Kind.AGENT_KILL, Duration.ofSeconds(4), Duration.ZERO, Map.of());
    private static final FaultOrder BLACK =
            new FaultOrder(Kind.CAMERA, Duration.ofSeconds(5), Duration.ofSeconds(1), Map.of("what", "black"));
    private static final FaultOrder SECOND_OFF = ignition(6, "off");
    private static final FaultOrder SECOND_ON = ignition(8, "on");
    private static final List<FaultOrder> ALL = List.of(FIRST_OFF, FIRST_ON, KILL, BLACK, SECOND_OFF, SECOND_ON);

    private static FaultOrder ignition(int seconds, String state) {
        return new FaultOrder(Kind.IGNITION, Duration.ofSeconds(seconds), Duration.ZERO, Map.of("state", state));
    }

    private static List<FaultOrder> without(FaultOrder left) {
        return IgnitionOrders.possible(
                ALL.stream().filter(each -> !each.equals(left)).toList());
    }

    @Test
    void what_says_nothing_without_an_order_that_was_left_out_is_left_out_too() {
        assertThat(IgnitionOrders.possible(ALL)).isEqualTo(ALL);
        assertThat(without(FIRST_OFF)).containsExactly(KILL, BLACK, SECOND_OFF, SECOND_ON);
        assertThat(without(FIRST_ON))
                .as("off from the first second on, and pictures can be black meanwhile")
                .containsExactly(FIRST_OFF, BLACK, SECOND_ON);
        assertThat(without(SECOND_ON)).containsExactly(FIRST_OFF, FIRST_ON, KILL, BLACK, SECOND_OFF);
    }

    @Test
    void an_off_lasts_until_its_on_or_for_ever() {
        assertThat(FIRST_OFF.end(ALL)).isEqualTo(Duration.ofSeconds(3));
        assertThat(SECOND_OFF.end(ALL)).isEqualTo(Duration.ofSeconds(8));
        assertThat(SECOND_OFF.end(List.of(FIRST_OFF, FIRST_ON, SECOND_OFF)))
                .isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
        assertThat(BLACK.end(ALL)).isEqualTo(Duration.ofSeconds(6));
    }
}
