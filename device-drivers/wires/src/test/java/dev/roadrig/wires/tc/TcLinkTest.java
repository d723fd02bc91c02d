package dev.roadrig.wires.tc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A link by tc on a real interface of this host's kernel, in a namespace behind OpenSSH. */
@Tag("world")
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class TcLinkTest {
    private static final int BYTES = 500_000;
    private static final long RATE = 8_000_000;

    private TcBench bench;

    @BeforeEach
    void board(@TempDir Path temp) throws Exception {
        bench = new TcBench(temp, 0);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    /** Seconds that half a megabyte took from the board to here, or from here to the bench.board. */
    private double transfer(Direction direction) throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getByName(bench.board.gateway()))) {
            String peer = "/dev/tcp/" + bench.board.gateway() + "/" + listening.getLocalPort();
            String script = direction == Direction.UP
                    ? "head -c " + BYTES + " /dev/zero > " + peer
                    : "cat < " + peer + " | wc -c";
            Process process = bench.board.program("bash", "-c", script);
            try (Socket socket = listening.accept()) {
                long start = bench.ticker.nanos();
                if (direction == Direction.UP) {
                    assertThat(socket.getInputStream().readAllBytes()).hasSize(BYTES);
                } else {
                    OutputStream out = socket.getOutputStream();
                    out.write(new byte[BYTES]);
                    socket.shutdownOutput();
                    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                            .isEqualTo(String.valueOf(BYTES));
                }
                assertThat(process.waitFor()).isZero();
                return (bench.ticker.nanos() - start) / 1e9;
            }
        }
    }

    @Test
    void rates_are_kept_each_way_while_control_goes_past_them_and_then_all_is_as_before() throws Exception {
        try (TcLink link = bench.open(LinkProfile.constant(TcBench.rate(RATE, RATE / 2)))) {
            assertThat(link.found()).isEmpty();
            // Of 1,514 bytes on the wire 1,448 are the stream's.
            double least = BYTES * 8.0 / RATE * 1514 / 1448;
            double up = transfer(Direction.UP);
            double down = transfer(Direction.DOWN);
            System.out.printf(
                    "tbf asked 8 and 4 Mbit/s on the wire, got %.2f up and %.2f down%n",
                    RATE * least / up / 1e6, RATE * least / down / 1e6);
            // What the buckets hold at the start goes at once; a busy host is slower than the link, and no link is
            // faster.
            assertThat(up).isBetween(least * 0.97, least * 4);
            assertThat(down).isBetween(2 * least * 0.97, 2 * least * 4);

            long start = bench.ticker.nanos();
            String out = bench.ssh
                    .shell()
                    .run("head -c 4000000 /dev/zero", bench.ticker.in(TcBench.LONG))
                    .out();
            assertThat(out).hasSize(4_000_000);
            assertThat((bench.ticker.nanos() - start) / 1e9).isLessThan(8 * least);
            assertThat(bench.queues()).contains("htb 7a00: dev " + bench.board.device() + " root");
        }
        assertThat(bench.faults).isEmpty();
    }

    @Test
    void a_schedule_is_followed_and_an_outage_lets_nothing_but_control_through() throws Exception {
        var profile = new LinkProfile(Map.of(
                0L,
                TcBench.rate(RATE, RATE),
                300_000_000L,
                TcBench.rate(0, RATE),
                5_300_000_000L,
                TcBench.rate(2 * RATE, RATE)));
        try (TcLink link = bench.open(profile);
                var listening = new ServerSocket(0, 1, InetAddress.getByName(bench.board.gateway()))) {
            String peer = "/dev/tcp/" + bench.board.gateway() + "/" + listening.getLocalPort();
            Process process =
                    bench.board.program("bash", "-c", "echo ready; read -r; echo trying; echo through > " + peer);
            assertThat(process.inputReader().readLine()).isEqualTo("ready");
            link.start(bench.ticker.nanos() + 200_000_000);
            await().atMost(TcBench.LONG).until(() -> bench.edges.size() == 2);
            try (OutputStream go = process.getOutputStream()) {
                go.write('\n');
            }
            assertThat(process.inputReader().readLine()).isEqualTo("trying");
            assertThat(bench.edges).as("the outage lasts while the board tries").hasSize(2);
            assertThat(bench.ssh
                            .shell()
                            .run("echo here", bench.ticker.in(TcBench.LONG))
                            .out())
                    .isEqualTo("here\n");
            try (Socket socket = listening.accept()) {
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("through\n");
            }
            long through = bench.ticker.nanos();
            await().atMost(TcBench.LONG).until(() -> bench.edges.size() == 3);
            assertThat(through).isGreaterThan(bench.edges.get(2).sentNanos());
            assertThat(bench.edges)
                    .extracting(edge -> edge.step().driveOffsetNanos())
                    .containsExactly(0L, 300_000_000L, 5_300_000_000L);
            for (TcEdge edge : bench.edges) {
                System.out.printf("edge within %.1f ms%n", edge.within().toNanos() / 1e6);
                assertThat(edge.sentNanos()).isGreaterThanOrEqualTo(edge.dueNanos());
                assertThat(edge.within()).isLessThan(TcBench.LONG);
            }
        }
        assertThat(bench.faults).isEmpty();
    }

    @Test
    void an_outage_holds_what_was_queued_and_lets_none_of_it_out_until_it_ends() throws Exception {
        var profile = new LinkProfile(Map.of(
                0L, TcBench.rate(40_000, RATE),
                300_000_000L, TcBench.rate(0, RATE),
                2_300_000_000L, TcBench.rate(RATE, RATE)));
        List<Long> times = new ArrayList<>();
        try (TcLink link = bench.open(profile);
                var socket = new DatagramSocket(0, InetAddress.getByName(bench.board.gateway()))) {
            socket.setSoTimeout((int) TcBench.LONG.toMillis());
            // Each is 0.2 s at the first rate, all are 12 s.
            String peer = "/dev/udp/" + bench.board.gateway() + "/" + socket.getLocalPort();
            Process process = bench.board.program(
                    "bash", "-c", "x=$(printf %1000s); for i in {1..60}; do printf %s \"$x\" > " + peer + "; done");
            for (int i = 0; i < 60; i++) {
                socket.receive(new DatagramPacket(new byte[2000], 2000));
                times.add(bench.ticker.nanos());
                if (i == 0) {
                    assertThat(process.waitFor()).isZero();
                    link.start(bench.ticker.nanos() + 200_000_000);
                }
            }
            await().atMost(TcBench.LONG).until(() -> bench.edges.size() == 3);
        }
        long out = bench.edges.get(1).answeredNanos();
        long back = bench.edges.get(2).sentNanos();
        // One may have left just before, and be seen here just after.
        assertThat(times.stream().filter(at -> at > out && at < back).count()).isLessThanOrEqualTo(1);
        assertThat(times.stream().filter(at -> at > back).count()).isGreaterThan(20);
        System.out.printf(
                "the first of what was held came %.1f ms after the end was told%n",
                (times.stream().filter(at -> at > back).findFirst().orElseThrow() - back) / 1e6);
        assertThat(bench.faults).isEmpty();
    }

    @Test
    void netem_is_refused_with_the_kernels_own_words_where_it_is_missing() throws Exception {
        TcProbe probe = TcProbe.of(bench.place(), bench.ssh.shell(), bench.ticker.in(TcBench.LONG));
        assumeTrue(!probe.has("netem"), "skipped: this kernel has netem");
        var slow = new LinkState("far", RATE, RATE, Duration.ofMillis(40), Duration.ZERO, 0.01);
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> bench.open(LinkProfile.constant(slow)).close())
                .withMessageContaining("its kernel has no netem (Error: Specified qdisc kind is unknown.)")
                .withMessageContaining("use the gateway");
    }

    @Test
    void a_delay_by_netem_is_seen_by_a_ping_where_the_kernel_has_it() throws Exception {
        TcProbe probe = TcProbe.of(bench.place(), bench.ssh.shell(), bench.ticker.in(TcBench.LONG));
        assumeTrue(probe.has("netem"), () -> "skipped: " + probe.lack("netem").orElse(""));
        assumeTrue(Files.isExecutable(Path.of("/bin/ping")), "skipped: no /bin/ping (apt-get install iputils-ping)");
        var slow = new LinkState("far", RATE, RATE, Duration.ofMillis(100), Duration.ZERO, 0);
        try (TcLink link = bench.open(LinkProfile.constant(slow))) {
            assertThat(link.found()).isEmpty();
            String said = bench.board.run("ping", "-c", "5", "-i", "0.2", bench.board.gateway());
            double average = Double.parseDouble(said.replaceAll("(?s).*= [0-9.]+/([0-9.]+)/.*", "$1"));
            assertThat(average).as(said).isBetween(100.0, 120.0);
        }
    }

    @Test
    void a_queue_that_somebody_chose_is_left_alone() throws Exception {
        bench.board.run(
                "tc", "qdisc", "add", "dev", bench.board.device(), "root", "handle", "1:", "bfifo", "limit", "9000");
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> bench.open(LinkProfile.constant(TcBench.rate(RATE, RATE)))
                        .close())
                .withMessageContaining("has a queue that somebody chose, `qdisc bfifo 1: root limit 9000b`");
        bench.board.run("tc", "qdisc", "del", "dev", bench.board.device(), "root");
    }
}
