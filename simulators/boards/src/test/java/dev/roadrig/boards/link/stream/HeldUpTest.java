package dev.roadrig.boards.link.stream;

import static dev.roadrig.boards.link.stream.Streams.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.link.JumpingTicker;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits while the relay's own thread does something else is told as the relay's lateness. */
@Timeout(60)
@SuppressWarnings("try")
class HeldUpTest {
    private static final long SECOND = 1_000_000_000L;

    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private Streams streams;

    @BeforeEach
    void open() throws IOException {
        streams = new Streams();
    }

    @AfterEach
    void close() throws IOException {
        streams.close();
    }

    private Release depart(Scripted.Asked asked) {
        if (asked.bytes() == 3) {
            held.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return Release.at(asked.nowNanos());
    }

    @Test
    void a_segment_that_was_not_read_in_time_has_waited_for_the_relay() throws Exception {
        var policies = new Scripted(() -> Integer.MAX_VALUE, this::depart);
        try (var clock = new JumpingTicker();
                StreamRelay relay = StreamRelay.open(streams.place(), policies, clock);
                Streams.Pair busy = streams.connect(relay);
                Streams.Pair other = streams.connect(relay)) {
            busy.client().getOutputStream().write(new byte[3]);
            held.await();
            other.client().getOutputStream().write(new byte[5]);
            clock.jump(7 * SECOND);
            go.countDown();
            eventually(() -> assertThat(policies.waited).hasSize(2));
            assertThat(policies.waited.get(0)).isLessThan(7 * SECOND);
            assertThat(policies.waited.get(1)).isGreaterThanOrEqualTo(7 * SECOND);
        }
    }

    @Test
    void a_segment_that_its_reader_would_have_taken_is_late_since_the_reader_made_room() throws Exception {
        var policies = new Scripted(() -> Integer.MAX_VALUE, this::depart);
        try (var clock = new JumpingTicker();
                StreamRelay relay = StreamRelay.open(streams.place(), policies, clock);
                Streams.Pair busy = streams.connect(relay);
                Streams.Pair full = streams.connect(relay)) {
            // More than the target's socket takes and less than the relay and the sender's hold: nothing has to be read.
            int bytes = 0;
            byte[] much = new byte[64 * 1024];
            while (relay.heldBytes() < much.length) {
                full.client().getOutputStream().write(much);
                bytes += much.length;
                eventually(() -> assertThat(policies.asked).isNotEmpty());
            }
            int all = bytes;
            clock.jump(3 * SECOND);
            busy.client().getOutputStream().write(new byte[3]);
            held.await();
            int before = policies.left.size();
            assertThat(full.target().getInputStream().readNBytes(all / 2)).hasSize(all / 2);
            clock.jump(7 * SECOND);
            go.countDown();
            assertThat(full.target().getInputStream().readNBytes(all - all / 2)).hasSize(all - all / 2);
            eventually(() -> assertThat(policies.left.stream()
                            .skip(before)
                            .filter(left -> left.bytes() != 3)
                            .mapToLong(left -> left.nowNanos() - left.dueNanos())
                            .max()
                            .orElse(0))
                    .as("the 7 s are the relay's, the 3 s before were the reader's")
                    .isBetween(7 * SECOND, 9 * SECOND));
        }
    }
}
