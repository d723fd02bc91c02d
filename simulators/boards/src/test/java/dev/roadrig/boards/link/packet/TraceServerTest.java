package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.link.QueuePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceServerTest {
    private static final long MILLI = 1_000_000;
    private static final long YEAR = 365L * 24 * 3_600_000;

    private final List<String> sent = new ArrayList<>();

    @TempDir
    private Path folder;

    private PacketTrace trace(String text) throws IOException {
        return PacketTrace.read(Files.writeString(folder.resolve("trace"), text));
    }

    private PacketServer server(PacketTrace trace, String queue) {
        return new TraceServer(
                trace,
                QueuePlan.parse(queue),
                0,
                0,
                new PacketServer.Fates() {
                    @Override
                    public void sent(long id, long atNanos, long busyNanos, boolean waited) {
                        sent.add(id + " at " + atNanos / MILLI);
                    }

                    @Override
                    public void dropped(long id, long atNanos) {
                        sent.add(id + " dropped");
                    }
                },
                TraceLink.NO_LOG);
    }

    @Test
    @Timeout(10)
    void two_hundred_years_without_a_packet_cost_nothing() throws IOException {
        PacketServer server = server(trace("1\n2\n2\n7\n"), "infinite");
        server.advance(100 * YEAR * MILLI);
        long now = 200 * YEAR;
        server.arrive(now * MILLI, 1, 1_500);
        long next = server.nextNanos() / MILLI;
        assertThat(next).isBetween(now + 1, now + 7);
        assertThat(next % 7).isIn(0L, 1L, 2L);
        server.advance(next * MILLI);
        assertThat(sent).containsExactly("1 at " + next);
        assertThat(server.nextNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinite", "droptail:packets=3", "codel:packets=20,target=5ms,interval=20ms"})
    void what_is_let_go_by_changes_nothing_for_what_comes(String queue) throws IOException {
        for (String text : new String[] {"1\n2\n2\n7\n", "0\n0\n5\n", "3\n", "0\n40\n41\n90\n90\n"}) {
            PacketTrace trace = trace(text);
            PacketServer server = server(trace, queue);
            List<String> whole = new ArrayList<>();
            // With a log it goes through every chance.
            var link = new TraceLink(
                    trace,
                    QueuePlan.parse(queue),
                    TraceLink.MM_LINK_PACKET_BYTES,
                    0,
                    event -> {},
                    new TraceLink.Fates() {
                        @Override
                        public void sent(long id, long atMillis) {
                            whole.add(id + " at " + atMillis);
                        }

                        @Override
                        public void dropped(long id, long atMillis) {
                            whole.add(id + " dropped");
                        }
                    });
            sent.clear();
            var random = new SplittableRandom(11);
            long now = 0;
            for (int id = 0; id < 3_000; id++) {
                now += random.nextInt(8) == 0 ? random.nextInt(400) : random.nextInt(4);
                int bytes = 1 + random.nextInt(1_504);
                server.arrive(now * MILLI, id, bytes);
                link.arrive(now, id, bytes);
            }
            server.advance((now + 100_000) * MILLI);
            link.catchUp(now + 100_000);
            assertThat(sent).as(text).hasSize(3_000).isEqualTo(whole);
        }
    }
}
