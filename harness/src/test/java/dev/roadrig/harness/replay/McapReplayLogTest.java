package dev.roadrig.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.harness.replay.Recordings.Written;
import dev.roadrig.scenarios.drive.Recording;
import dev.roadrig.scenarios.drive.v1.ReplayedMessage;
import dev.roadrig.scenarios.drive.v1.ReplayedMessage.Fate;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McapReplayLogTest {
    private static final Instant BEGIN = Instant.ofEpochSecond(1_700_000_000);

    @TempDir
    private Path folder;

    private Path drive = Path.of("");

    @BeforeEach
    void write() throws IOException {
        List<Written> written = Recordings.random(new Random(3), 3_000);
        drive = Recordings.write(folder.resolve("drive.mcap"), written, 5_000);
    }

    private Played played(Path log) throws Exception {
        ReplayPlan plan = Plans.late(Map.of("/t0", LatePolicy.LATEST_ONLY));
        var ticker = new VirtualTicker(BEGIN.minus(Pace.LEAD));
        Pace pace = Pace.of(plan.rate(), ticker);
        try (var file = new McapReplayLog(log, pace)) {
            Played played = Played.of(drive, plan, m -> m.sequence() % 7 * 900_000, file, ticker, pace);
            file.finish(Map.of("played", "drive"));
            return played;
        }
    }

    @Test
    void on_the_virtual_ticker_two_logs_are_the_same_to_the_byte() throws Exception {
        played(folder.resolve("a.mcap"));
        played(folder.resolve("b.mcap"));
        assertThat(folder.resolve("a.mcap")).hasSameBinaryContentAs(folder.resolve("b.mcap"));
    }

    @Test
    void every_message_that_was_sent_or_dropped_has_an_entry_with_its_lateness() throws Exception {
        Path log = folder.resolve("log.mcap");
        Played played = played(log);
        List<ReplayedMessage> entries = new ArrayList<>();
        try (McapFile file = McapFile.open(log)) {
            MessageCursor cursor = file.messages(Query.AS_WRITTEN);
            while (cursor.next()) {
                ReplayedMessage entry = ReplayedMessage.parseFrom(cursor.data());
                if (entry.getFate() == Fate.SENT) {
                    assertThat(cursor.logTime()).isEqualTo(BEGIN.getEpochSecond() * 1_000_000_000L + entry.getSentNs());
                }
                entries.add(entry);
            }
        }
        assertThat(played.row("/t0").dropped()).isPositive();
        assertThat(entries).hasSize(3_000);
        List<ReplayedMessage> sent =
                entries.stream().filter(e -> e.getFate() == Fate.SENT).toList();
        assertThat(sent.stream().map(e -> e.getTopic() + "#" + e.getSequence()).toList())
                .isEqualTo(played.names());
        assertThat(sent.stream().map(ReplayedMessage::getSentNs).toList()).isEqualTo(played.at());
        assertThat(sent).allSatisfy(e -> {
            assertThat(e.getLateNs()).isEqualTo(e.getSentNs() - e.getDueNs());
            assertThat(e.getTakenNs()).isEqualTo(e.getSentNs() + e.getSequence() % 7 * 900_000L);
        });
        assertThat(entries)
                .filteredOn(e -> e.getFate() == Fate.DROPPED)
                .allSatisfy(e -> {
                    assertThat(e.getTopic()).isEqualTo("/t0");
                    assertThat(e.hasSentNs()).isFalse();
                })
                .hasSize((int) played.row("/t0").dropped());
        assertThat(Recording.of(log).origin()).containsEntry("played", "drive");
    }

    @Test
    void a_log_is_never_written_over_and_one_that_is_not_finished_is_not_kept() throws Exception {
        Pace pace = Pace.of(Rate.MAX, new VirtualTicker(BEGIN));
        Path mine = Files.writeString(folder.resolve("mine.mcap"), "mine");
        assertThatThrownBy(() -> new McapReplayLog(mine, pace)).isInstanceOf(BadInput.class);
        assertThat(mine).hasContent("mine");
        Path open = folder.resolve("open.mcap");
        new McapReplayLog(open, pace).close();
        assertThat(open).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(t -> t.getName().equals("rr-replay-log"));
    }
}
