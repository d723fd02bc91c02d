package dev.roadrig.wires.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostProgramTest {
    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final HostProgram host = new HostProgram(new Plain(), ticker);

    /** Says no more than what is missing. */
    private static final class Plain implements ProgramFaults {
        @Override
        public RigFault missing(HostCommand command, String why) {
            return new RigFault("test.missing", command.program() + ": " + why);
        }

        @Override
        public RigFault late(HostCommand command, Ended ended) {
            return new RigFault("test.late", command.program());
        }
    }

    @AfterEach
    void end() {
        ticker.close();
    }

    private void missing(HostCommand command, String program) {
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> host.require(command))
                .withMessage(program + ": there is no such program here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-such-flasher",
                "no-such-flasher -x {image}",
                " no-such-flasher; true",
                "no-such-flasher&& true",
                "no-such-flasher|cat"
            })
    void a_lines_first_program_that_is_not_here_is_missing(String line) {
        missing(HostCommand.shell(line, List.of()), "no-such-flasher");
        missing(HostCommand.of(List.of("/bin/sh", "-c", line, "sh", "more")), "no-such-flasher");
    }

    @Test
    void a_shell_that_is_not_here_is_missing_too() {
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> host.require(HostCommand.of(List.of("/no-such-folder/sh", "-ec", "cp a b"))))
                .withMessage("cp: there is no `/no-such-folder/sh` here");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MODE=fast no-such-flasher",
                "shopt -s nullglob; no-such-flasher",
                "echo on > /sys/relay",
                "[ -e /dev/none ] && no-such-flasher",
                "if no-such-flasher; then true; fi",
                "'no such' flasher",
                "no\\ such",
                "no-such\"-flasher\"",
                "$FLASHER",
                "(no-such-flasher)",
                ". ./flash.sh",
                ""
            })
    void a_line_that_begins_with_anything_but_a_program_is_not_looked_into(String line) throws RigFault {
        assertThat(host.require(HostCommand.shell(line, List.of()))).isEmpty();
    }

    @Test
    void what_is_here_is_named_and_a_secret_in_it_is_not() throws RigFault {
        assertThat(host.require(HostCommand.shell("cp a b; no-such", List.of())))
                .contains("cp");
        assertThat(host.require(new HostCommand(List.of("cp", "no-such"), List.of())))
                .contains("cp");
        assertThat(host.require(HostCommand.of(List.of("sh", "no-such-script"))))
                .contains("sh");
        assertThat(host.require(new HostCommand(List.of("cp"), List.of("cp")))).contains("***");
    }
}
