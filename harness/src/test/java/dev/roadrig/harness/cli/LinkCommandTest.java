package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkCommandTest {
    @TempDir
    private Path folder;

    private String log = "";
    private String trace = "";

    @BeforeEach
    void files() throws IOException {
        trace = Files.writeString(folder.resolve("up.trace"), "2\n").toString();
        log = Files.writeString(folder.resolve("up.log"), """
                # mahimahi mm-link (Uplink) [up.trace] > up.log
                # queue: droptail [packets=1]
                # init timestamp: 1795508344048
                # base timestamp: 34
                35 + 1504
                35 + 900
                35 d 1 900
                36 # 1504
                36 - 1504 1
                """).toString();
    }

    @Test
    void a_log_that_is_the_models_is_exit_0_and_its_queue_is_the_heads() {
        CommandLineRun run = CommandLineRun.of("link", "verify", log, "--trace", trace);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .containsPattern("trace +\\S+, 1 opportunities in 2 ms, 6\\.016 Mbit/s in the mean\n")
                .containsPattern("queue +droptail \\[packets=1\\]\n")
                .containsPattern("same +2 arrivals, 1 opportunities, 1 departures, 1 packets dropped\n")
                .containsPattern("differs +nothing\n");
    }

    @Test
    void under_another_queue_the_first_row_that_differs_is_named_with_exit_1() {
        CommandLineRun run = CommandLineRun.of("link", "verify", log, "--trace", trace, "--queue", "infinite");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("line 7 of the log is `35 d 1 900` where the model has nothing");
    }

    @Test
    void bad_input_is_exit_2_with_what_to_write() {
        assertThat(CommandLineRun.of("link").err()).contains("Say what to do with a link: serve, verify, probe.");
        CommandLineRun queue = CommandLineRun.of("link", "verify", log, "--trace", trace, "--queue", "codel:packets=9");
        assertThat(queue.code()).isEqualTo(2);
        assertThat(queue.err()).contains("CoDel drops packets for how long they waited");
        CommandLineRun size = CommandLineRun.of("link", "verify", log, "--trace", trace, "--packet-bytes", "0");
        assertThat(size.err()).contains("Write --packet-bytes 1504.");
        CommandLineRun none = CommandLineRun.of("link", "verify", log, "--trace", trace + ".none");
        assertThat(none.code()).isEqualTo(2);
    }

    @Test
    void the_probe_names_every_backend_and_each_no_has_a_next_step() {
        CommandLineRun run = CommandLineRun.of("link", "probe");
        assertThat(run.code()).as(run.err()).isZero();
        for (String backend : List.of("relay", "gateway", "tbf", "netem", "leftovers", "dns")) {
            assertThat(run.out()).containsPattern("(?m)^" + backend + " +(yes|no) +\\S");
        }
        assertThat(run.out().replaceAll("(?m)^\\S+ +no +.*\n +next: \\S.*$", ""))
                .doesNotContainPattern("(?m)^\\S+ +no ");
    }

    @Test
    void a_board_is_asked_by_its_rack_and_one_without_a_kernel_of_its_own_is_told_apart() {
        CommandLineRun half = CommandLineRun.of("link", "probe", "--board", "dashcam-1");
        assertThat(half.code()).isEqualTo(2);
        assertThat(half.err()).contains("roadrig link probe --board BOARD --rack rack.yaml");
        String rack = SharedFolder.root().resolve("scenarios/demo/rack.yaml").toString();
        CommandLineRun emulated = CommandLineRun.of("link", "probe", "--board", "dashcam-1", "--rack", rack);
        assertThat(emulated.code()).isEqualTo(2);
        assertThat(emulated.err())
                .contains("dashcam-1 is emulated by a process of this host and has no kernel of its own");
    }
}
