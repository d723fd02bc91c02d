package dev.roadrig.wires.adb;

import static dev.roadrig.wires.adb.KeylessAndroid.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdbLogcatTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** The frames of the whole lines that were logged. */
    private static List<Integer> frames(ByteArrayOutputStream log) {
        String all = log.toString(StandardCharsets.UTF_8);
        return all.substring(0, all.lastIndexOf('\n') + 1)
                .lines()
                .map(line -> Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
    }

    private static void awaitLine(ByteArrayOutputStream log) {
        Awaitility.await().pollInterval(Duration.ofMillis(2)).atMost(LONG).until(() -> log.toString(
                        StandardCharsets.UTF_8)
                .contains("\n"));
    }

    private static Console.Listener ears(ByteArrayOutputStream log) {
        return new Console.Listener() {
            @Override
            public void received(long nanos, byte[] bytes) {
                log.writeBytes(bytes);
            }

            @Override
            public void lost(RunFault fault) {
                log.writeBytes((fault + "\n").getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    @Test
    void no_line_is_in_it_that_was_logged_before_it_was_opened() throws Exception {
        var first = new ByteArrayOutputStream();
        var second = new ByteArrayOutputStream();
        try (var board = new KeylessAndroid("logged", folder);
                AdbLogcat before = board.link.logcat()) {
            before.listen(ears(first));
            awaitLine(first);
            List<Integer> seen = frames(first);
            try (AdbLogcat after = board.link.logcat()) {
                after.listen(ears(second));
                awaitLine(second);
            }
            assertThat(frames(second).get(0)).isGreaterThan(seen.get(seen.size() - 1));
        }
    }

    /** The board logs ten lines while a reader that does not notice is waited for. */
    @Test
    void one_that_is_closed_while_it_is_opened_reads_no_further() throws Exception {
        var log = new ByteArrayOutputStream();
        try (var board = new KeylessAndroid("hasty", folder)) {
            AdbLogcat hasty = board.link.logcat();
            hasty.listen(ears(log));
            hasty.close();
        }
        assertThat(frames(log)).hasSizeLessThan(5);
    }
}
