package dev.roadrig.boards.link.stream;

import static dev.roadrig.boards.link.stream.Streams.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.time.LeapingTicker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
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
            hold();
        }
        return Release.at(asked.nowNanos());
    }

    private static void send(Streams.Pair pair, int bytes) {
        try {
            pair.client().getOutputStream().write(new byte[bytes]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void hold() {
        held.countDown();
        try {
            go.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_segment_that_was_not_read_in_time_has_waited_for_the_relay() throws Exception {
        var policies = new Scripted(() -> Integer.MAX_VALUE, this::depart);
        try (var clock = new LeapingTicker();
                StreamRelay relay = StreamRelay.open(streams.place(), policies, clock);
                Streams.Pair busy = streams.connect(relay);
                Streams.Pair other = streams.connect(relay)) {
            busy.client().getOutputStream().write(new byte[3]);
            held.await();
            other.client().getOutputStream().write(new byte[5]);
            clock.leap(Duration.ofNanos(7 * SECOND));
            go.countDown();
            eventually(() -> assertThat(policies.waited).hasSize(2));
            assertThat(policies.waited.get(0)).isLessThan(7 * SECOND);
            assertThat(policies.waited.get(1)).isGreaterThanOrEqualTo(7 * SECOND);
        }
    }

    @Test
    void time_that_the_relay_slept_through_is_nobodys_wait() throws Exception {
        long hour = 3_600 * SECOND;
        var policies = new Scripted(() -> Integer.MAX_VALUE, asked -> Release.at(asked.nowNanos() + hour));
        policies.onLeft = this::hold;
        try (var clock = new LeapingTicker();
                StreamRelay relay = StreamRelay.open(streams.place(), policies, clock);
                Streams.Pair first = streams.connect(relay);
                Streams.Pair second = streams.connect(relay)) {
            first.client().getOutputStream().write(new byte[5]);
            eventually(() -> assertThat(policies.waited).hasSize(1));
            clock.leap(Duration.ofNanos(hour));
            held.await();
            // It is awake for what was due, and finds this as soon as it looks.
            second.client().getOutputStream().write(new byte[5]);
            go.countDown();
            eventually(() -> assertThat(policies.waited).hasSize(2));
            assertThat(policies.waited.get(1)).isLessThan(hour);
        }
    }

    @Test
    void a_segment_that_its_reader_would_have_taken_is_late_since_the_reader_made_room() throws Exception {
        var policies = new Scripted(() -> Integer.MAX_VALUE, this::depart);
        try (var clock = new LeapingTicker();
                StreamRelay relay = StreamRelay.open(streams.place(), policies, clock);
                Streams.Pair busy = streams.connect(relay);
                Streams.Pair full = streams.connect(relay)) {
            // More than all sockets and the relay hold; who sends it waits on a thread of its own.
            int bytes = 48 * 1024 * 1024;
            var sender = CompletableFuture.runAsync(() -> send(full, bytes));
            full.target().setSoTimeout(20_000);
            eventually(() -> assertThat(relay.heldBytes()).isGreaterThan(64 * 1024));
            clock.leap(Duration.ofNanos(300 * SECOND));
            busy.client().getOutputStream().write(new byte[3]);
            held.await();
            int before = policies.left.size();
            int half = policies.left.stream().mapToInt(Scripted.Left::bytes).sum() / 2;
            assertThat(full.target().getInputStream().readNBytes(half)).hasSize(half);
            clock.leap(Duration.ofNanos(700 * SECOND));
            go.countDown();
            assertThat(full.target().getInputStream().readNBytes(bytes - half)).hasSize(bytes - half);
            sender.join();
            eventually(() -> assertThat(policies.left.stream()
                            .skip(before)
                            .filter(left -> left.bytes() != 3)
                            .mapToLong(left -> left.nowNanos() - left.dueNanos())
                            .max()
                            .orElse(0))
                    .as("the 700 s are the relay's, the 300 s before were the reader's")
                    .isBetween(700 * SECOND, 1_000 * SECOND - 1));
        }
    }
}
