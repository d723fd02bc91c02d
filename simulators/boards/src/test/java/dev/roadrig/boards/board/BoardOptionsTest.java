package dev.roadrig.boards.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoardOptionsTest {

    @Test
    void options_are_read() {
        BoardOptions options = BoardOptions.parse(List.of(
                "--name",
                "orin-1",
                "--seed",
                "-7",
                "--baud",
                "9600",
                "--powered",
                "--boot-ms",
                "20",
                "--quiet",
                "--fault",
                "panic-at=5s",
                "--fault",
                "oom-at=250ms",
                "--fault",
                "watchdog-at=60-inferences",
                "--fault",
                "never-boots",
                "--ignition",
                "shuts-down-after=250ms"));

        assertThat(options.name()).isEqualTo("orin-1");
        assertThat(options.seed()).isEqualTo(-7);
        assertThat(options.powered()).isTrue();
        assertThat(options.noise()).isFalse();
        assertThat(options.ignition())
                .contains(new IgnitionPlan(IgnitionPlan.Behaviour.SHUTS_DOWN, Duration.ofMillis(250)));
        assertThat(options.faults())
                .containsExactly(
                        new BoardOptions.Fault("panic", Duration.ofSeconds(5), 0),
                        new BoardOptions.Fault("oom", Duration.ofMillis(250), 0),
                        new BoardOptions.Fault("watchdog", Duration.ZERO, 60),
                        new BoardOptions.Fault("never-boots", Duration.ZERO, 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                "--nmae x => Unknown option --nmae. Known are --name,",
                "--baud => The option --baud needs a value, or is not known.",
                "--baud fast => The option --baud takes a whole number, not \"fast\".",
                "--baud 5 => The option --baud is between 300 and 4000000, not 5.",
                "--name ../x => The option --name takes [A-Za-z0-9._-]{1,40}, not \"../x\".",
                "--fault panic-at=soon => Unknown fault panic-at=soon. Write never-boots, wrong-host-key, update-cut, ignition-deaf, ignition-hang, or one of",
                "--fault fire-at=1s => Unknown fault fire-at=1s.",
                "--agent-jar /no/such.jar => Cannot read the agent /no/such.jar. Build it, or name another",
                "--ignition off => The option --ignition takes stays, parks, sleeps, or such as shuts-down-after=2s, not \"off\".",
                "--profile orin => No board profile named orin comes with Roadrig; there is: dashcam.",
            })
    void what_is_wrong_is_said(String arguments, String message) {
        assertThatThrownBy(() -> BoardOptions.parse(List.of(arguments.split(" "))))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(message);
    }
}
