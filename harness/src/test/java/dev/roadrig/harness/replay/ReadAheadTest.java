package dev.roadrig.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.RecordedMessages;
import dev.roadrig.scenarios.drive.RecordedMessages.Channel;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReadAheadTest {
    private static final ByteString MEBIBYTE = ByteString.copyFrom(new byte[1 << 20]);

    @TempDir
    private Path folder;

    private List<Channel> channels = List.of();

    @BeforeEach
    void channel() throws IOException {
        Path file = Recordings.write(folder.resolve("r.mcap"), Recordings.messages("/a 0"), 0);
        try (RecordedMessages recording = RecordedMessages.open(file)) {
            channels = recording.channels();
        }
    }

    private ReplayMessage message(int number, ByteString data) {
        return new ReplayMessage(1, channels.get(0), number, 0, number, data);
    }

    @Test
    void it_reads_ahead_by_bytes_and_no_further() throws Exception {
        var read = new AtomicInteger();
        ReplayFeed feed = () -> message(read.getAndIncrement(), MEBIBYTE);
        try (var ahead = new ReadAhead(feed)) {
            await().until(() -> read.get() > 32 && waits());
            assertThat(read.get()).isLessThan(36);
            for (int i = 0; i < 100; i++) {
                ReplayMessage next = ahead.next();
                assertThat(next).isNotNull();
                assertThat(next == null ? -1 : next.sequence()).isEqualTo(i);
            }
            await().until(() -> read.get() > 100 && waits());
            assertThat(read.get()).isLessThan(136);
        }
        assertThat(readers()).isEmpty();
    }

    @Test
    void what_lies_before_the_damage_comes_first() throws Exception {
        var read = new AtomicInteger();
        ReplayFeed feed = () -> {
            if (read.get() == 5) {
                throw new BadInput("the file ends here");
            }
            return message(read.getAndIncrement(), ByteString.EMPTY);
        };
        try (var ahead = new ReadAhead(feed)) {
            for (int i = 0; i < 5; i++) {
                assertThat(ahead.next()).isNotNull();
            }
            assertThatThrownBy(ahead::next).isInstanceOf(BadInput.class).hasMessage("the file ends here");
        }
    }

    private static boolean waits() {
        return readers().stream().allMatch(thread -> thread.getState() == Thread.State.WAITING);
    }

    private static List<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("rr-replay-read"))
                .toList();
    }
}
