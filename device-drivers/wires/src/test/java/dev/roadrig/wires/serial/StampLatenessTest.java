package dev.roadrig.wires.serial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.ports.LineNotice;
import dev.roadrig.scenarios.time.VirtualTicker;
import dev.roadrig.wires.uart.UartPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How late a stamp may be: since the reader looked last and found nothing, which is its poll by the time of day. */
class StampLatenessTest {
    private static final long MS = 1_000_000;

    private final VirtualTicker ticker = new VirtualTicker(Instant.EPOCH);
    private final List<OptionalLong> late = new ArrayList<>();

    /** Bytes come at these times; the reader stops when all have. */
    private void read(long... comeAt) {
        var port = new TimedPort(comeAt);
        var reader = new SerialReader(port, "p", 115_200, ticker, new Stamps(), why -> {});
        port.last = () -> reader.stop(true);
        port.write = reader::awaitReply;
        reader.run();
    }

    @Test
    void a_byte_after_silence_may_be_five_milliseconds_old_and_one_of_a_stream_a_fifth_of_one() {
        read(1000 * MS, 1001 * MS, 1002 * MS);
        assertThat(late).containsExactly(OptionalLong.of(5 * MS), OptionalLong.of(MS / 5), OptionalLong.of(MS / 5));
    }

    @Test
    void while_a_reply_may_come_it_is_less() {
        read(TimedPort.WRITES_AT + MS / 2, TimedPort.WRITES_AT + 50 * MS);
        assertThat(late).containsExactly(OptionalLong.of(MS / 100), OptionalLong.of(MS / 20));
    }

    @Test
    void what_waited_when_the_port_was_opened_may_be_of_any_age() {
        read(0, 10 * MS);
        assertThat(late).first().isEqualTo(OptionalLong.empty());
        assertThat(late).last().isEqualTo(OptionalLong.of(MS / 5));
    }

    private final class Stamps implements SerialReader.Received {
        @Override
        public void take(long nanos, OptionalLong lateNanos, byte[] bytes) {
            late.add(lateNanos);
        }

        @Override
        public void line(long nanos, LineNotice notice) {
            throw new AssertionError("this port tells nothing of its line");
        }
    }

    /** A byte at each of some times, and a write of ours at one. */
    private final class TimedPort implements UartPort {
        static final long WRITES_AT = 2000 * MS;
        private final long[] comeAt;
        private int next;
        private boolean wrote;
        private Runnable last = () -> {};
        private Runnable write = () -> {};

        private TimedPort(long... comeAt) {
            this.comeAt = comeAt;
        }

        @Override
        public void open() {}

        @Override
        public boolean setParameters(int baud) {
            return true;
        }

        @Override
        public int waiting() {
            if (!wrote && ticker.nanos() >= WRITES_AT) {
                wrote = true;
                write.run();
            }
            return next < comeAt.length && comeAt[next] <= ticker.nanos() ? 1 : 0;
        }

        @Override
        public byte[] read(int count) {
            if (++next == comeAt.length) {
                last.run();
            }
            return new byte[count];
        }

        @Override
        public boolean write(byte[] bytes) {
            return true;
        }

        @Override
        public void dropWrites() {}

        @Override
        public void close() {}
    }
}
