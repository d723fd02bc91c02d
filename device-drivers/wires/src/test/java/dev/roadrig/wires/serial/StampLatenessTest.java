package dev.roadrig.wires.serial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.ports.LineNotice;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.time.VirtualTicker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** How late a stamp may be: since the reader looked last and found nothing, which is its poll by the time of day. */
class StampLatenessTest {
    private static final long MS = 1_000_000;
    private static final long WRITES_AT = 60_000 * MS;

    private final SpunTicker ticker = new SpunTicker();
    private final List<OptionalLong> late = new ArrayList<>();

    /** Bytes come at these times; the reader stops when all have. */
    private void read(long... comeAt) {
        readAt(115_200, comeAt);
    }

    private void readAt(int baud, long... comeAt) {
        var port = new TimedPort(comeAt);
        var reader = new SerialReader(port, "p", baud, ticker, new Stamps(), why -> {});
        port.last = () -> reader.stop(true);
        ticker.at(WRITES_AT, reader::awaitReply);
        reader.run();
    }

    @Test
    void a_byte_after_silence_may_be_five_milliseconds_old_and_one_of_a_stream_a_fifth_of_one() {
        read(400 * MS, 401 * MS, 402 * MS);
        assertThat(late).containsExactly(OptionalLong.of(5 * MS), OptionalLong.of(MS / 5), OptionalLong.of(MS / 5));
    }

    @Test
    void after_a_longer_silence_it_is_a_hundredth_of_that() {
        read(1000 * MS);
        assertThat(late.get(0).orElseThrow()).isBetween(9 * MS + MS / 2, 10 * MS);
    }

    @Test
    void however_long_the_silence_it_is_forty_milliseconds_at_most() {
        read(WRITES_AT - 1000 * MS);
        assertThat(late).containsExactly(OptionalLong.of(40 * MS));
    }

    @Test
    void a_fast_port_is_looked_at_before_the_kernels_queue_is_full() {
        readAt(3_000_000, WRITES_AT - 1000 * MS);
        assertThat(late).containsExactly(OptionalLong.of(2048 * 10_000L / 3));
    }

    @Test
    void while_a_reply_may_come_it_is_less() {
        read(WRITES_AT + MS / 2, WRITES_AT + 50 * MS);
        assertThat(late).containsExactly(OptionalLong.of(MS / 100), OptionalLong.of(MS / 20));
    }

    @Test
    void a_reply_after_a_while_is_judged_by_the_silence_since_the_write() {
        read(WRITES_AT + 300 * MS);
        assertThat(late).containsExactly(OptionalLong.of(5 * MS));
    }

    @Test
    void it_spins_between_looks_only_at_first_after_a_write() {
        read(WRITES_AT + 50 * MS);
        assertThat(ticker.spunUntil).isNotEmpty().allSatisfy(until -> assertThat(until)
                .isBetween(WRITES_AT, WRITES_AT + 3 * MS / 10 + MS / 100));
        assertThat(ticker.spunUntil).last().isEqualTo(WRITES_AT + 3 * MS / 10);
    }

    @Test
    void what_waited_when_the_port_was_opened_may_be_of_any_age() {
        read(0, 10 * MS);
        assertThat(late).first().isEqualTo(OptionalLong.empty());
        assertThat(late).last().isEqualTo(OptionalLong.of(MS / 5));
    }

    /** Stepped time that keeps the ends of the waits that would be spun through. */
    private static final class SpunTicker implements Ticker {
        private final VirtualTicker stepped = new VirtualTicker(Instant.EPOCH);
        private final List<Long> spunUntil = new ArrayList<>();

        @Override
        public long nanos() {
            return stepped.nanos();
        }

        @Override
        public Instant utcAnchor() {
            return stepped.utcAnchor();
        }

        @Override
        public Scheduled at(long atNanos, Runnable task) {
            return stepped.at(atNanos, task);
        }

        @Override
        public boolean await(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
            return stepped.await(condition, deadline);
        }

        @Override
        public boolean awaitClosely(BooleanSupplier condition, Deadline deadline) throws InterruptedException {
            spunUntil.add(deadline.atNanos());
            return stepped.awaitClosely(condition, deadline);
        }

        @Override
        public void signal() {
            stepped.signal();
        }

        @Override
        public void close() {
            stepped.close();
        }
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

        @Override
        public void gone(String why) {
            throw new AssertionError("this port stays: " + why);
        }
    }

    /** A byte at each of some times. */
    private final class TimedPort extends ReadPort {
        private final long[] comeAt;
        private int next;
        private Runnable last = () -> {};

        private TimedPort(long... comeAt) {
            this.comeAt = comeAt;
        }

        @Override
        public int waiting() {
            return next < comeAt.length && comeAt[next] <= ticker.nanos() ? 1 : 0;
        }

        @Override
        public byte[] read(int count) {
            if (++next == comeAt.length) {
                last.run();
            }
            return new byte[count];
        }
    }
}
