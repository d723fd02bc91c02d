package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.Message;
import dev.roadrig.boards.link.PacketDice;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.MmLinkLog;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.PacketPlan;
import dev.roadrig.scenarios.link.PacketTrace;
import dev.roadrig.scenarios.link.QueuePlan;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import dev.roadrig.scenarios.record.v1.LinkFlow;
import dev.roadrig.scenarios.record.v1.LinkLoss;
import dev.roadrig.scenarios.record.v1.LinkPackets;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A board's datagrams in a run. */
@Timeout(60)
@SuppressWarnings({"try", "NullAway.Init"})
class DatagramLinkTest {
    private static final long SEED = 77;
    private static final Loss TENTH = new Loss.Bernoulli(0.1);

    @TempDir
    Path folder;

    private final RealTicker ticker = new RealTicker("datagram-test");
    private final List<Message> written = new CopyOnWriteArrayList<>();
    private final List<RigFault> broken = new CopyOnWriteArrayList<>();
    private DatagramSocket target;
    private DatagramSocket board;

    @BeforeEach
    void open() throws IOException {
        target = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        target.setSoTimeout(20_000);
        board = new DatagramSocket();
    }

    @AfterEach
    void close() {
        target.close();
        board.close();
        ticker.close();
        assertThat(broken).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads left behind")
                .noneMatch(thread -> thread.getName().startsWith("rr-datagram-test"));
    }

    private static LinkProfile profile(Loss loss) {
        var way = new WayState(100_000_000, Duration.ZERO, Jitter.NONE, loss, PacketFaults.NONE);
        return LinkProfile.constant(new LinkState("x", way, way));
    }

    private DatagramLink link(boolean alone, int port) throws RigFault {
        var place = new UdpRelay.Place(
                "rr-datagram-test", new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (InetSocketAddress)
                        target.getLocalSocketAddress());
        var told = new DatagramLink.Told((nanos, message) -> written.add(message), alone, broken::add);
        return DatagramLink.open(place, told, ticker);
    }

    private void send(DatagramLink link, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            board.send(new DatagramPacket(new byte[500], 500, link.address()));
        }
    }

    private void receive(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            target.receive(new DatagramPacket(new byte[600], 600));
        }
    }

    private <M extends Message> List<M> all(Class<M> type) {
        return written.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private long cameUp() {
        return all(LinkPackets.class).stream()
                .mapToLong(window -> window.getUp().getCame())
                .sum();
    }

    @Test
    void datagrams_pass_as_they_are_until_the_drive_and_are_then_lost_by_the_dice() throws Exception {
        try (DatagramLink link = link(true, 0)) {
            send(link, 30);
            receive(30);
            link.start(
                    new PacketPlay(Optional.of(profile(TENTH)), SEED, 0, Optional.empty()),
                    ticker.nanos(),
                    Optional.empty());
            send(link, 100);
            var dice = new PacketDice(SEED, Direction.UP);
            List<Long> lost = LongStream.range(0, 100)
                    .filter(i -> dice.lost(0, i, TENTH))
                    .boxed()
                    .toList();
            assertThat(lost).isNotEmpty();
            receive(100 - lost.size());
            await().until(() -> all(LinkLoss.class).size() == lost.size());
            assertThat(all(LinkLoss.class)).extracting(LinkLoss::getPacket).containsExactlyElementsOf(lost);
            await().untilAsserted(() ->
                    assertThat(link.account()).endsWith(": " + (130 - lost.size()) + " of 130 passed up, 0 of 0 down"));
        }
        assertThat(cameUp()).isEqualTo(130);
        assertThat(all(LinkFlow.class)).singleElement().satisfies(flow -> assertThat(flow.getWords())
                .isEqualTo("udp " + board.getLocalPort() + " to 127.0.0.1:" + target.getLocalPort()));
        assertThat(all(LinkAsked.class)).hasSize(1);
        assertThat(all(LinkCarried.class)).isNotEmpty().noneMatch(LinkCarried::getStream);
    }

    @Test
    void beside_a_relay_of_streams_it_tells_its_own_part_alone() throws Exception {
        try (DatagramLink link = link(false, 0)) {
            link.start(
                    new PacketPlay(Optional.of(profile(Loss.nothing())), SEED, 0, Optional.empty()),
                    ticker.nanos(),
                    Optional.empty());
            send(link, 1);
            receive(1);
        }
        assertThat(all(LinkAsked.class)).isEmpty();
        assertThat(all(LinkCarried.class)).hasSize(1);
    }

    @Test
    void a_packet_trace_writes_logs_that_the_model_reproduces_from_the_windows_start_on() throws Exception {
        PacketTrace trace = PacketTrace.read(Files.writeString(folder.resolve("bursty.up"), "0\n3\n3\n4\n9\n20\n"));
        QueuePlan queue = QueuePlan.parse("droptail:packets=5");
        LinkProfile traced = profile(Loss.nothing())
                .queued(new PacketPlan(
                        queue, queue, PacketPlan.LARGEST_MTU_BYTES, Optional.of(trace), Optional.empty()));
        var place = new TraceLogs.Place(folder, "bursty.up", "roadrig run");
        long zero = ticker.nanos();
        try (DatagramLink link = link(true, 0)) {
            link.start(
                    new PacketPlay(Optional.of(traced), SEED, 2_010_000_000L, Optional.of(place)),
                    zero,
                    Optional.empty());
            send(link, 60);
            await().until(() -> Files.readString(folder.resolve("uplink.log")).contains(" d "));
        }
        assertThat(folder.resolve("downlink.log")).doesNotExist();
        assertThat(all(LinkCarried.class))
                .as("they belong to the conditions that were asked when the window began")
                .isNotEmpty()
                .allMatch(part -> part.getSinceNs() == zero);
        List<String> rows = Files.readAllLines(folder.resolve("uplink.log"));
        assertThat(rows.stream().filter(row -> row.contains(" + ")).map(row -> Long.parseLong(row.split(" ")[0])))
                .isNotEmpty()
                .allMatch(millis -> millis >= 2_010);
        try (MmLinkLog log = MmLinkLog.open(folder.resolve("uplink.log"))) {
            LogCheck.Result result = LogCheck.of(log, trace, queue, 1_504);
            assertThat(result.difference()).isEmpty();
            assertThat(result.dropped()).isPositive();
        }
    }

    @Test
    void a_port_that_is_taken_and_a_log_that_cannot_be_made_are_the_rigs_failures() throws Exception {
        assertThatThrownBy(() -> link(true, target.getLocalPort()))
                .isInstanceOf(RigFault.class)
                .hasMessageContaining("cannot listen for the board's datagrams");
        Files.writeString(folder.resolve("uplink.log"), "of another run");
        PacketTrace trace = PacketTrace.read(Files.writeString(folder.resolve("one.up"), "1\n"));
        QueuePlan queue = QueuePlan.parse("infinite");
        LinkProfile traced = profile(Loss.nothing())
                .queued(new PacketPlan(queue, queue, 1_500, Optional.of(trace), Optional.of(trace)));
        try (DatagramLink link = link(true, 0)) {
            var play = new PacketPlay(
                    Optional.of(traced), SEED, 0, Optional.of(new TraceLogs.Place(folder, "one.up", "roadrig run")));
            assertThatThrownBy(() -> link.start(play, ticker.nanos(), Optional.empty()))
                    .isInstanceOf(RigFault.class)
                    .hasMessageContaining("uplink.log is there already");
        }
    }
}
