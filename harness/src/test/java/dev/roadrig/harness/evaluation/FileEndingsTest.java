package dev.roadrig.harness.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileEndingsTest {
    @Test
    void the_only_one_has_a_plain_name() {
        assertThat(new FileEndings(1).next("20261124T150227.529Z-tunnel-dashcam-1-r1"))
                .isEmpty();
    }

    @Test
    void several_are_told_apart_also_where_a_disk_knows_no_case() {
        var endings = new FileEndings(4);
        assertThat(endings.next("tunnel-board")).isEqualTo("-tunnel-board");
        assertThat(endings.next("Tunnel-Board")).isEqualTo("-Tunnel-Board-2");
        assertThat(endings.next("tunnel board")).isEqualTo("-tunnel_board");
        assertThat(endings.next("tunnel_board")).isEqualTo("-tunnel_board-2");
    }

    @Test
    void words_of_a_record_leave_no_folder_and_no_disk_with_too_long_a_name() {
        var endings = new FileEndings(3);
        assertThat(endings.next("../../etc/passwd\0")).isEqualTo("-.._.._etc_passwd_");
        assertThat(endings.next("x".repeat(5_000))).hasSize(120);
        assertThat(endings.next("x".repeat(6_000))).hasSize(122).endsWith("x-2");
    }
}
