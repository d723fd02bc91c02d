package dev.roadrig.boards.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessBirthTest {
    private static final String REST =
            " 1 4711 4711 0 -1 4194304 100 0 0 0 5 3 0 0 20 0 1 0 987654 5000000 300 18446744073709551615";

    @Test
    void it_is_told_from_the_boot_and_its_ticks_and_not_from_the_clock() throws Exception {
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        long own = ProcessHandle.current().pid();
        assertThat(ProcessBirth.of(own))
                .isEqualTo(ProcessBirth.of(own))
                .get()
                .asString()
                .matches(boot + " \\d+");
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            assertThat(ProcessBirth.of(other.pid())).isPresent().isNotEqualTo(ProcessBirth.of(own));
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(ProcessBirth.of(other.pid())).isEmpty();
    }

    @Test
    void a_name_with_blanks_and_brackets_shifts_no_field_and_one_that_only_waits_to_be_reaped_has_ended()
            throws Exception {
        assertThat(ProcessBirth.startTicks("4711 (a) S 9 (b) c) S" + REST)).contains("987654");
        assertThat(ProcessBirth.startTicks("4711 (java) Z" + REST)).isEmpty();
        assertThatThrownBy(() -> ProcessBirth.startTicks("4711 (java) S 1 2"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("tells no start");
    }
}
