package dev.roadrig.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.replay.ReplaySummary.Way;
import dev.roadrig.scenarios.drive.RecordedMessages;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepperTest {
    @TempDir
    private Path folder;

    private final StringWriter told = new StringWriter();
    private final List<String> sent = new ArrayList<>();

    private ReplaySummary step(String said) throws IOException {
        Path file = Recordings.write(
                folder.resolve("r.mcap"), Recordings.messages("/a 0", "/a 1", "/b 2", "/a 3", "/b 4", "/a 5"), 0);
        try (RecordedMessages recording = RecordedMessages.open(file)) {
            Pace pace = Pace.stepped(
                    new VirtualTicker(Instant.EPOCH),
                    new BufferedReader(new StringReader(said)),
                    new PrintWriter(told, true),
                    Set.of("/a", "/b"));
            Outlet outlet = m -> sent.add(m.channel().topic() + "#" + m.sequence());
            return ReplayPlayer.of(recording, Plans.WHOLE, pace, outlet, ReplayLog.NONE, false)
                    .play();
        }
    }

    @Test
    void enter_is_the_next_message_and_a_topic_is_on_to_its_next() throws IOException {
        ReplaySummary summary = step("\n\n/b\nq\n");
        assertThat(sent).containsExactly("/a#0", "/a#1", "/b#2");
        assertThat(summary.end().way()).isEqualTo(Way.STOPPED);
        assertThat(summary.late().messages())
                .as("a step has no time to be late for")
                .isZero();
    }

    @Test
    void everything_up_to_a_topics_next_message_goes_with_it() throws IOException {
        step("/b\n\n/b\n");
        assertThat(sent).containsExactly("/a#0", "/a#1", "/b#2", "/a#3", "/b#4");
    }

    @Test
    void a_topic_that_is_not_played_is_asked_again_and_the_inputs_end_is_the_end() throws IOException {
        step("/c\n\n");
        assertThat(sent).containsExactly("/a#0");
        assertThat(told.toString())
                .contains("pass 1, 0.000000 s, /a, message 0, 4 bytes > ")
                .contains("No topic '/c' is played");
    }
}
