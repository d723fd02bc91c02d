package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.NetworkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkNotesTest {
    @TempDir
    private Path folder;

    private LinkProfile network(String text) throws IOException {
        return NetworkFile.read(Files.writeString(folder.resolve("link.yaml"), "network: {" + text + "}\n"));
    }

    @Test
    void what_a_byte_stream_does_not_feel_is_said_before_the_run() throws IOException {
        assertThat(LinkNotes.of(
                        network("rate: 1 Mbit/s, loss: 1 %, reorder: 1 %, corrupt: 1 %, queue: droptail:packets=9")))
                .containsExactly(
                        "on byte streams through the relay a loss is a retransmission stall (two round trips, 10 ms or"
                                + " more); nothing is lost",
                        "without effect on byte streams through the relay: reorder, corrupt, queue (TCP hides them, and"
                                + " waits where a packet would be dropped)");
    }

    @Test
    void conditions_that_hold_on_a_stream_as_they_are_need_no_note() throws IOException {
        assertThat(LinkNotes.of(network("rate: 1 Mbit/s, delay: 20ms"))).isEmpty();
    }
}
