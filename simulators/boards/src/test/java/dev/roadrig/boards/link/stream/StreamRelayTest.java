package dev.roadrig.boards.link.stream;

import static dev.roadrig.boards.link.stream.Streams.endsByReset;
import static dev.roadrig.boards.link.stream.Streams.eventually;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.boards.link.stream.Release.Fate;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.time.LeapingTicker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("try")
class StreamRelayTest {
    private Streams streams;

    @BeforeEach
    void open() throws IOException {
        streams = new Streams();
    }

    @AfterEach
    void close() throws IOException {
        streams.close();
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }

    private static String hear(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), US_ASCII);
    }

    private static String hearAll(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }

    @Test
    void a_half_close_passes_and_the_other_direction_stays_open() throws Exception {
        var policies = new Scripted(() -> 3, asked -> Release.at(asked.nowNanos() + 5_000_000));
        try (StreamRelay relay = streams.relay(policies);
                Streams.Pair pair = streams.connect(relay)) {
            say(pair.client(), "question");
            pair.client().shutdownOutput();

            assertThat(hearAll(pair.target())).isEqualTo("question");
            assertThat(relay.flows()).isEqualTo(1);
            say(pair.target(), "answer");
            pair.target().close();
            assertThat(hearAll(pair.client())).isEqualTo("answer");
            eventually(() -> assertThat(relay.flows()).isZero());
            assertThat(policies.closed).containsExactly(Direction.UP, Direction.DOWN);
        }
    }

    @Test
    void the_target_may_half_close_first() throws Exception {
        try (StreamRelay relay = streams.relay(Scripted.idle());
                Streams.Pair pair = streams.connect(relay)) {
            say(pair.target(), "banner");
            pair.target().shutdownOutput();

            assertThat(hearAll(pair.client())).isEqualTo("banner");
            say(pair.client(), "still here");
            pair.client().shutdownOutput();
            assertThat(hearAll(pair.target())).isEqualTo("still here");
        }
    }

    @Test
    void a_target_that_refuses_is_a_reset_for_the_client() throws Exception {
        try (StreamRelay relay = streams.relay(Scripted.idle())) {
            streams.service.close();
            try (Socket client = Streams.client(relay)) {
                assertThat(endsByReset(client)).isTrue();
            }
            eventually(() -> assertThat(relay.flows()).isZero());
        }
    }

    @Test
    void a_target_whose_name_nobody_knows_is_refused_when_the_place_is_named() {
        assertThatThrownBy(() -> new StreamRelay.Place(
                        "rr-x", new InetSocketAddress(0), InetSocketAddress.createUnresolved("nowhere", 1)))
                .hasMessageContaining("nowhere");
    }

    @Test
    void what_is_discarded_is_missing_and_all_else_is_in_order() throws Exception {
        var policies =
                new Scripted(() -> 2, asked -> new Release(0, asked.segment() % 2 == 1 ? Fate.DISCARD : Fate.PASS));
        try (StreamRelay relay = streams.relay(policies);
                Streams.Pair pair = streams.connect(relay)) {
            say(pair.client(), "aabbccddee");
            pair.client().shutdownOutput();

            assertThat(hearAll(pair.target())).isEqualTo("aaccee");
            assertThat(policies.left).extracting(Scripted.Left::segment).containsExactly(0L, 2L, 4L);
        }
    }

    @Test
    void a_segment_that_closes_is_the_last_and_both_sides_see_an_orderly_end() throws Exception {
        var policies =
                new Scripted(() -> 4, asked -> new Release(0, asked.segment() == 1 ? Fate.PASS_AND_CLOSE : Fate.PASS));
        try (StreamRelay relay = streams.relay(policies);
                Streams.Pair pair = streams.connect(relay)) {
            say(pair.client(), "one.two.three");

            assertThat(hearAll(pair.target())).isEqualTo("one.two.");
            assertThat(endsByReset(pair.client())).isFalse();
            assertThat(relay.flows()).isZero();
        }
    }

    @Test
    void held_segments_are_asked_again_in_order_with_their_numbers() throws Exception {
        var isOpen = new AtomicBoolean();
        var policies = new Scripted(() -> 5, asked -> isOpen.get() ? Release.NOW : Release.HELD);
        try (StreamRelay relay = streams.relay(policies);
                Streams.Pair pair = streams.connect(relay)) {
            say(pair.client(), "firstother");
            pair.client().shutdownOutput();
            eventually(() -> assertThat(policies.asked).hasSize(2));
            relay.reconsider();
            eventually(() -> assertThat(policies.asked).hasSize(4));
            assertThat(policies.left).isEmpty();
            isOpen.set(true);
            relay.reconsider();

            assertThat(hearAll(pair.target())).isEqualTo("firstother");
            assertThat(policies.asked).extracting(Scripted.Asked::segment).containsExactly(0L, 1L, 0L, 1L, 0L, 1L);
            assertThat(policies.asked).extracting(Scripted.Asked::bytes).containsOnly(5);
        }
    }

    @Test
    void a_segment_on_its_way_may_be_let_go_sooner_or_later() throws Exception {
        var delayNanos = new AtomicLong(3_600_000_000_000L);
        var policies = new Scripted(() -> 1, asked -> Release.at(asked.nowNanos() + delayNanos.get()));
        try (StreamRelay relay = streams.relay(policies);
                Streams.Pair pair = streams.connect(relay)) {
            say(pair.client(), "x");
            eventually(() -> assertThat(policies.asked).hasSize(1));
            delayNanos.set(30_000_000L);
            relay.reconsider();

            assertThat(hear(pair.target(), 1)).isEqualTo("x");
            assertThat(streams.ticker.nanos())
                    .isGreaterThanOrEqualTo(policies.asked.get(1).nowNanos() + 30_000_000L);
        }
    }

    @Test
    void a_flow_may_be_reset_or_closed_from_outside() throws Exception {
        var policies = new Scripted(() -> Integer.MAX_VALUE, asked -> Release.NOW);
        try (StreamRelay relay = streams.relay(policies);
                Streams.Pair first = streams.connect(relay);
                Streams.Pair second = streams.connect(relay)) {
            eventually(() -> assertThat(policies.flows).hasSize(2));
            policies.flows.get(0).reset();
            policies.flows.get(1).close();

            assertThat(endsByReset(first.client())).isTrue();
            assertThat(endsByReset(first.target())).isTrue();
            assertThat(endsByReset(second.client())).isFalse();
            assertThat(endsByReset(second.target())).isFalse();
            assertThat(policies.flows).extracting(StreamPolicies.Flow::number).containsExactly(0L, 1L);
            assertThat(policies.closed).hasSize(4);
        }
    }

    @Test
    void all_flows_may_be_reset_and_the_relay_goes_on_listening() throws Exception {
        try (StreamRelay relay = streams.relay(Scripted.idle())) {
            try (Streams.Pair pair = streams.connect(relay)) {
                eventually(() -> assertThat(relay.flows()).isEqualTo(1));
                relay.closeFlows();
                assertThat(endsByReset(pair.client())).isTrue();
                assertThat(endsByReset(pair.target())).isTrue();
            }
            try (Streams.Pair pair = streams.connect(relay)) {
                say(pair.client(), "again");
                assertThat(hear(pair.target(), 5)).isEqualTo("again");
            }
        }
    }

    @Test
    void a_policy_that_fails_resets_its_connection_and_is_named_at_the_end() throws Exception {
        var policies = new Scripted(() -> 1, asked -> {
            throw new IllegalStateException("no such toss");
        });
        StreamRelay relay = streams.relay(policies);
        try (Streams.Pair pair = streams.connect(relay)) {
            say(pair.client(), "x");
            assertThat(endsByReset(pair.client())).isTrue();
            assertThat(endsByReset(pair.target())).isTrue();
        }
        assertThatThrownBy(relay::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no such toss");
    }

    @Test
    void a_target_that_says_nothing_is_a_reset_for_the_client_at_the_deadline_and_not_before() throws Exception {
        long within = 300_000_000L;
        List<SocketChannel> crowd = new ArrayList<>();
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Nobody accepts, and the kernel answers no more than its queue holds.
            for (int i = 0; i < 8; i++) {
                SocketChannel one = SocketChannel.open();
                crowd.add(one);
                one.configureBlocking(false);
                one.connect(silent.getLocalSocketAddress());
            }
            var place = new StreamRelay.Place(
                    Streams.THREADS, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), (InetSocketAddress)
                            silent.getLocalSocketAddress());
            var limits = new StreamLimits(1_000_000, within);
            try (StreamRelay relay = StreamRelay.open(place, Scripted.idle(), streams.ticker, limits)) {
                long begin = streams.ticker.nanos();
                try (Socket client = Streams.client(relay)) {
                    assertThat(endsByReset(client)).isTrue();
                    assertThat(streams.ticker.nanos() - begin).isGreaterThanOrEqualTo(within);
                }
                eventually(() -> assertThat(relay.flows()).isZero());
            }
        } finally {
            for (SocketChannel one : crowd) {
                one.close();
            }
        }
    }

    @Test
    void after_the_clock_stood_still_for_hours_what_is_due_goes_in_order() throws Exception {
        long hour = 3_600_000_000_000L;
        var policies = new Scripted(() -> 2, asked -> Release.at(asked.nowNanos() + hour));
        try (var clock = new LeapingTicker();
                StreamRelay relay = StreamRelay.open(streams.place(), policies, clock);
                Streams.Pair pair = streams.connect(relay)) {
            say(pair.client(), "aabbcc");
            pair.client().shutdownOutput();
            eventually(() -> assertThat(policies.asked).hasSize(3));
            assertThat(policies.left).isEmpty();
            clock.leap(Duration.ofNanos(5 * hour));

            assertThat(hearAll(pair.target())).isEqualTo("aabbcc");
            assertThat(policies.left)
                    .allSatisfy(left -> assertThat(left.nowNanos()).isGreaterThanOrEqualTo(left.dueNanos()));
        }
    }

    @Test
    void a_reset_of_a_side_that_has_said_all_is_noticed_when_something_is_sent_to_it() throws Exception {
        try (StreamRelay relay = streams.relay(Scripted.idle());
                Socket client = Streams.client(relay);
                Socket target = streams.service.accept()) {
            say(client, "all");
            client.shutdownOutput();
            assertThat(hearAll(target)).isEqualTo("all");
            Streams.reset(client);

            // Until then the platform's selector tells nothing: this is the bound, however long it lasts.
            assertThat(relay.flows()).isEqualTo(1);
            say(target, "answer");
            eventually(() -> assertThat(relay.flows()).isZero());
            assertThatThrownBy(() -> {
                        while (true) {
                            say(target, "more");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }
}
