package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.link.PacketDice;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.LeapingTicker;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@SuppressWarnings("try")
class UdpRelayTest {
    private static final long MILLI = 1_000_000;

    private final RealTicker ticker = new RealTicker("udp-test");
    private final Set<Long> lost = new ConcurrentSkipListSet<>();
    private final AtomicLong refused = new AtomicLong();
    private DatagramSocket target;

    @BeforeEach
    void open() throws IOException {
        target = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() {
        target.close();
        ticker.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads left behind")
                .noneMatch(thread -> thread.getName().startsWith("rr-udp-test"));
    }

    private static LinkProfile profile(int delayMillis, Loss up) {
        var down = new WayState(
                100_000_000, Duration.ofMillis(delayMillis), Jitter.NONE, Loss.nothing(), PacketFaults.NONE);
        return LinkProfile.constant(new LinkState(
                "x",
                new WayState(100_000_000, Duration.ofMillis(delayMillis), Jitter.NONE, up, PacketFaults.NONE),
                down));
    }

    private UdpRelay relay(LinkProfile profile) throws IOException {
        var loopback = InetAddress.getLoopbackAddress();
        return UdpRelay.open(
                new UdpRelay.Place(
                        "rr-udp-test",
                        new InetSocketAddress(loopback, 0),
                        new InetSocketAddress(loopback, target.getLocalPort())),
                profile,
                21,
                ticker,
                new CarrierWatch() {
                    @Override
                    public void released(int bytes, long busyNanos, long lateNanos) {
                        assertThat(lateNanos).isGreaterThanOrEqualTo(0);
                    }

                    @Override
                    public void lost(long flow, long index, LossCause cause) {
                        assertThat(cause).isEqualTo(LossCause.CHANCE);
                        lost.add(index);
                    }

                    @Override
                    public void refused(long flow) {
                        refused.incrementAndGet();
                    }
                });
    }

    private void send(DatagramSocket socket, UdpRelay relay, int number) throws IOException {
        byte[] bytes =
                ByteBuffer.allocate(12).putInt(number).putLong(ticker.nanos()).array();
        socket.send(new DatagramPacket(bytes, bytes.length, relay.address()));
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[100], 100);
        socket.setSoTimeout(20_000);
        socket.receive(packet);
        return packet;
    }

    @Test
    void datagrams_and_their_answers_come_after_their_delay_each_to_its_own_sender() throws Exception {
        try (UdpRelay relay = relay(profile(20, Loss.nothing()));
                var one = new DatagramSocket();
                var other = new DatagramSocket()) {
            for (DatagramSocket socket : List.of(one, other)) {
                send(socket, relay, socket == one ? 1 : 2);
                DatagramPacket asked = receive(target);
                assertThat(ticker.nanos() - ByteBuffer.wrap(asked.getData()).getLong(4))
                        .isGreaterThanOrEqualTo(20 * MILLI);
                target.send(new DatagramPacket(asked.getData(), asked.getLength(), asked.getSocketAddress()));
                DatagramPacket answered = receive(socket);
                assertThat(ByteBuffer.wrap(answered.getData()).getInt()).isEqualTo(socket == one ? 1 : 2);
                assertThat(ticker.nanos() - ByteBuffer.wrap(answered.getData()).getLong(4))
                        .isGreaterThanOrEqualTo(40 * MILLI);
            }
        }
    }

    @Test
    void the_packets_that_are_lost_are_those_that_the_seed_names() throws Exception {
        var loss = new Loss.GilbertElliott(0.1, 0.3, 1, 0);
        var dice = new PacketDice(21, Direction.UP);
        Long[] named = LongStream.range(0, 300)
                .filter(packet -> dice.lost(0, packet, loss))
                .boxed()
                .toArray(Long[]::new);
        try (UdpRelay relay = relay(profile(0, loss));
                var sender = new DatagramSocket()) {
            for (int i = 0; i < 300; i++) {
                send(sender, relay, i);
                if (!dice.lost(0, i, loss)) {
                    assertThat(ByteBuffer.wrap(receive(target).getData()).getInt())
                            .isEqualTo(i);
                }
            }
            Awaitility.await().until(() -> lost.size() == named.length);
        }
        assertThat(lost).containsExactly(named).hasSizeGreaterThan(20);
    }

    @Test
    void more_senders_than_there_are_flows_push_out_those_that_were_silent_longest() throws Exception {
        try (UdpRelay relay = relay(profile(0, Loss.nothing()))) {
            for (int i = 0; i < 1_500; i++) {
                try (var sender = new DatagramSocket()) {
                    send(sender, relay, i);
                    DatagramPacket asked = receive(target);
                    assertThat(ByteBuffer.wrap(asked.getData()).getInt()).isEqualTo(i);
                    target.send(new DatagramPacket(asked.getData(), asked.getLength(), asked.getSocketAddress()));
                    assertThat(ByteBuffer.wrap(receive(sender).getData()).getInt())
                            .isEqualTo(i);
                }
            }
        }
    }

    @Test
    void other_conditions_hold_for_what_comes_after_them() throws Exception {
        try (UdpRelay relay = relay(profile(0, new Loss.Bernoulli(1)));
                var sender = new DatagramSocket()) {
            send(sender, relay, 1);
            Awaitility.await().until(() -> lost.size() == 1);
            relay.play(profile(5, Loss.nothing()), ticker);
            send(sender, relay, 2);
            assertThat(ByteBuffer.wrap(receive(target).getData()).getInt()).isEqualTo(2);
        }
    }

    @Test
    void what_a_closed_port_refuses_is_counted_and_once_it_is_open_nothing_is_missing() throws Exception {
        int port = target.getLocalPort();
        try (UdpRelay relay = relay(profile(0, Loss.nothing()));
                var sender = new DatagramSocket()) {
            target.close();
            for (int i = 0; i < 5; i++) {
                send(sender, relay, i);
                int before = i;
                Awaitility.await().until(() -> refused.get() > before);
            }
            target = new DatagramSocket(port, InetAddress.getLoopbackAddress());
            for (int i = 5; i < 10; i++) {
                send(sender, relay, i);
                assertThat(ByteBuffer.wrap(receive(target).getData()).getInt()).isEqualTo(i);
            }
            assertThat(refused).hasValue(5);
        }
    }

    @Test
    void a_datagram_that_was_not_read_in_time_has_waited_for_the_relay() throws Exception {
        var held = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        List<Long> waited = new CopyOnWriteArrayList<>();
        var ends = new UdpRelay.Ends() {
            @Override
            public PacketCarrier open(Direction direction, PacketCarrier.Outlet outlet) {
                return new PacketCarrier() {
                    @Override
                    public void carry(long flow, byte[] packet, long waitedNanos) {
                        waited.add(waitedNanos);
                        held.countDown();
                        try {
                            go.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }

                    @Override
                    public void close() {}
                };
            }

            @Override
            public void refused(long flow) {}
        };
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var place = new UdpRelay.Place("rr-udp-test", loopback, (InetSocketAddress) target.getLocalSocketAddress());
        try (var clock = new LeapingTicker();
                UdpRelay relay = UdpRelay.open(place, ends, clock);
                var socket = new DatagramSocket()) {
            send(socket, relay, 0);
            held.await();
            send(socket, relay, 1);
            clock.leap(Duration.ofNanos(7_000 * MILLI));
            go.countDown();
            Awaitility.await().until(() -> waited.size() == 2);
            assertThat(waited.get(0)).isLessThan(7_000 * MILLI);
            assertThat(waited.get(1)).isGreaterThanOrEqualTo(7_000 * MILLI);
        }
    }
}
