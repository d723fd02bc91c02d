package dev.roadrig.wires.serial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.ports.LineNotice;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** When a reader tells what its port told of the line. */
class LineNoticesTest {
    private static final long MS = 1_000_000;
    private static final LineNotice NOISE = new LineNotice(LineNotice.Kind.ERRORS, "framing once");

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final List<Long> toldMillis = new ArrayList<>();

    @Test
    void a_noisy_line_is_told_at_once_and_then_once_a_second_and_the_rest_at_the_end() {
        var port = new NoisyPort(0, 3500);
        port.read();
        assertThat(toldMillis).hasSize(5).startsWith(0L);
        for (int i = 1; i < 4; i++) {
            assertThat(toldMillis.get(i) - toldMillis.get(i - 1)).as("%d", i).isBetween(1000L, 1150L);
        }
        assertThat(toldMillis.get(4)).as("at the end").isBetween(3500L, 3550L);
    }

    @Test
    void what_comes_after_quiet_is_told_within_a_tenth_of_a_second() {
        var port = new NoisyPort(2950, 3500);
        port.read();
        assertThat(toldMillis).hasSize(2).first().satisfies(at -> assertThat(at).isBetween(2950L, 3100L));
    }

    /** Has something to tell of its line whenever it is asked, from one time on; its reader stops at another. */
    private final class NoisyPort extends ReadPort implements SerialReader.Received {
        private final long fromMillis;
        private final long endMillis;
        private final SerialReader reader = new SerialReader(this, "p", 115_200, ticker, this, why -> {});

        NoisyPort(long fromMillis, long endMillis) {
            this.fromMillis = fromMillis;
            this.endMillis = endMillis;
        }

        void read() {
            reader.run();
        }

        @Override
        public void take(long nanos, OptionalLong lateNanos, byte[] bytes) {
            throw new AssertionError("no byte comes");
        }

        @Override
        public void line(long nanos, LineNotice notice) {
            assertThat(notice).isEqualTo(NOISE);
            toldMillis.add(nanos / MS);
        }

        @Override
        public void gone(String why) {
            throw new AssertionError("this port stays: " + why);
        }

        @Override
        public int waiting() {
            if (ticker.nanos() >= endMillis * MS) {
                reader.stop(true);
            }
            return 0;
        }

        @Override
        public List<LineNotice> lineNotices() {
            return ticker.nanos() >= fromMillis * MS ? List.of(NOISE) : List.of();
        }

        @Override
        public byte[] read(int count) {
            throw new AssertionError("no byte waits");
        }
    }
}
