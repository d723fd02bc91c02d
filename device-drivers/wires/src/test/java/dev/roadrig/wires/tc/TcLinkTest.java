package dev.roadrig.wires.tc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.ssh.SshLink;
import java.io.OutputStream;
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
import java.util.concurrent.CopyOnWriteArrayList;
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
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int BYTES = 1_000_000;
    private static final long RATE = 8_000_000;

    private final RealTicker ticker = new RealTicker("tc-test");
    private final List<TcEdge> edges = new CopyOnWriteArrayList<>();
    private final List<RunFault> faults = new CopyOnWriteArrayList<>();

    @TempDir
    private Path temp;

    private NamespaceSshd board;
    private SshLink ssh;
    private String before;

    @BeforeEach
    void board() throws Exception {
        NamespaceSshd.assumePossible();
        board = new NamespaceSshd(temp, 0);
        ssh = board.connect(ticker);
        before = board.run("tc", "qdisc", "show");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (board != null) {
            ssh.close();
            assertThat(board.run("tc", "qdisc", "show")).isEqualTo(before);
            assertThat(board.run("ip", "-br", "link")).doesNotContain("rr-");
            assertThat(Path.of("/run/roadrig-tc", board.device())).doesNotExist();
            board.close();
        }
        ticker.close();
    }

    private TcPlace place() {
        return new TcPlace("b", board.device(), Duration.ofSeconds(5));
    }

    private static LinkState rate(long up, long down) {
        return new LinkState("lte", up, down, Duration.ZERO, Duration.ZERO, 0);
    }

    private TcLink open(LinkProfile profile) throws Exception {
        return TcLink.open(place(), profile, ssh.shell(), ticker, new Ear());
    }

    /** Seconds that a megabyte took from the board to here, or from here to the board. */
    private double transfer(Direction direction) throws Exception {
        try (var listening = new ServerSocket(0, 1, InetAddress.getByName(board.gateway()))) {
            String peer = "/dev/tcp/" + board.gateway() + "/" + listening.getLocalPort();
            String script =
                    direction == Direction.UP ? "head -c " + BYTES + " /dev/zero > " + peer : "cat < " + peer + " | wc -c";
            Process process = board.program("bash", "-c", script);
            try (Socket socket = listening.accept()) {
                long start = ticker.nanos();
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
                return (ticker.nanos() - start) / 1e9;
            }
        }
    }

    @Test
    void rates_are_kept_each_way_while_control_goes_past_them_and_then_all_is_as_before() throws Exception {
        try (TcLink link = open(LinkProfile.constant(rate(RATE, RATE / 2)))) {
            assertThat(link.found()).isEmpty();
            // Of 1,514 bytes on the wire 1,448 are the stream's.
            double least = BYTES * 8.0 / RATE * 1514 / 1448;
            double up = transfer(Direction.UP);
            double down = transfer(Direction.DOWN);
            System.out.printf(
                    "tbf asked 8 and 4 Mbit/s on the wire, got %.2f up and %.2f down%n",
                    RATE * least / up / 1e6, RATE * least / down / 1e6);
            // What the buckets hold at the start goes at once.
            assertThat(up).isBetween(least * 0.97, least * 1.5);
            assertThat(down).isBetween(2 * least * 0.97, 2 * least * 1.5);

            long start = ticker.nanos();
            String out = ssh.shell()
                    .run("head -c 2000000 /dev/zero", ticker.in(LONG))
                    .out();
            assertThat(out).hasSize(2_000_000);
            assertThat((ticker.nanos() - start) / 1e9).isLessThan(2 * least);
            assertThat(board.run("tc", "qdisc", "show")).contains("htb 7a00: dev " + board.device() + " root");
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void a_schedule_is_followed_and_an_outage_lets_nothing_but_control_through() throws Exception {
        var profile = new LinkProfile(
                Map.of(0L, rate(RATE, RATE), 300_000_000L, rate(0, RATE), 2_300_000_000L, rate(2 * RATE, RATE)));
        try (TcLink link = open(profile);
                var listening = new ServerSocket(0, 1, InetAddress.getByName(board.gateway()))) {
            link.start(ticker.nanos() + 200_000_000);
            await().atMost(LONG).until(() -> edges.size() == 2);
            String peer = "/dev/tcp/" + board.gateway() + "/" + listening.getLocalPort();
            Process process = board.program("bash", "-c", "echo trying; echo through > " + peer);
            assertThat(process.inputReader().readLine()).isEqualTo("trying");
            assertThat(edges).as("the outage lasts while the board tries").hasSize(2);
            assertThat(ssh.shell().run("echo here", ticker.in(LONG)).out()).isEqualTo("here\n");
            try (Socket socket = listening.accept()) {
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo("through\n");
            }
            long through = ticker.nanos();
            await().atMost(LONG).until(() -> edges.size() == 3);
            assertThat(through).isGreaterThan(edges.get(2).sentNanos());
            assertThat(edges)
                    .extracting(edge -> edge.step().driveOffsetNanos())
                    .containsExactly(0L, 300_000_000L, 2_300_000_000L);
            for (TcEdge edge : edges) {
                System.out.printf("edge within %.1f ms%n", edge.within().toNanos() / 1e6);
                assertThat(edge.sentNanos()).isGreaterThanOrEqualTo(edge.dueNanos());
                assertThat(edge.within()).isLessThan(Duration.ofSeconds(2));
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void netem_is_refused_with_the_kernels_own_words_where_it_is_missing() throws Exception {
        TcProbe probe = TcProbe.of(place(), ssh.shell(), ticker.in(LONG));
        assumeTrue(!probe.has("netem"), "skipped: this kernel has netem");
        var slow = new LinkState("far", RATE, RATE, Duration.ofMillis(40), Duration.ZERO, 0.01);
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> open(LinkProfile.constant(slow)).close())
                .withMessageContaining("its kernel has no netem (Error: Specified qdisc kind is unknown.)")
                .withMessageContaining("use the gateway");
    }

    @Test
    void a_delay_by_netem_is_seen_by_a_ping_where_the_kernel_has_it() throws Exception {
        TcProbe probe = TcProbe.of(place(), ssh.shell(), ticker.in(LONG));
        assumeTrue(probe.has("netem"), () -> "skipped: " + probe.lack("netem").orElse(""));
        var slow = new LinkState("far", RATE, RATE, Duration.ofMillis(100), Duration.ZERO, 0);
        try (TcLink link = open(LinkProfile.constant(slow))) {
            assertThat(link.found()).isEmpty();
            String said = board.run("ping", "-c", "5", "-i", "0.2", board.gateway());
            double average = Double.parseDouble(said.replaceAll("(?s).*= [0-9.]+/([0-9.]+)/.*", "$1"));
            assertThat(average).as(said).isBetween(100.0, 120.0);
        }
    }

    @Test
    void a_queue_that_somebody_chose_is_left_alone() throws Exception {
        board.run("tc", "qdisc", "add", "dev", board.device(), "root", "handle", "1:", "bfifo", "limit", "9000");
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> open(LinkProfile.constant(rate(RATE, RATE))).close())
                .withMessageContaining("has a queue that somebody chose, `qdisc bfifo 1: root limit 9000b`");
        board.run("tc", "qdisc", "del", "dev", board.device(), "root");
    }

    @Test
    void the_board_takes_its_link_back_when_the_harness_is_killed_and_the_next_one_says_so() throws Exception {
        Process killed = holder();
        assertThat(board.run("tc", "qdisc", "show")).contains("htb 7a00:").contains("qdisc tbf 7b10:");
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> open(LinkProfile.constant(rate(RATE, RATE))).close())
                .withMessageContaining("is shaped by another harness just now");
        long start = ticker.nanos();
        killed.destroyForcibly();
        await().atMost(LONG).until(() -> board.run("tc", "qdisc", "show").equals(before));
        System.out.printf(
                "killed; taken back by the board after %.1f s, 5 s of silence allowed%n", (ticker.nanos() - start) / 1e9);
        try (TcLink link = open(LinkProfile.constant(rate(RATE, RATE)))) {
            assertThat(link.found().orElseThrow())
                    .contains("taken back by the board itself: no word from the harness for 5 s")
                    .contains("harness process " + killed.pid());
        }
    }

    @Test
    void a_link_whose_dead_man_was_killed_too_is_taken_back_at_the_next_start() throws Exception {
        Process killed = holder();
        Path folder = Path.of("/run/roadrig-tc", board.device());
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
        killed.destroyForcibly();
        try (TcLink link = open(LinkProfile.constant(rate(RATE, RATE)))) {
            assertThat(link.found().orElseThrow()).contains("taken back by the next harness");
        }
    }

    @Test
    void a_board_with_a_busybox_for_a_shell_is_restored_by_its_ash() throws Exception {
        Path applets = applets();
        Path folder = Files.createDirectory(temp.resolve("small"));
        try (var small = new NamespaceSshd(
                        folder,
                        1,
                        "SetEnv PATH=" + applets,
                        "ForceCommand exec " + applets.resolve("ash") + " -c \"$SSH_ORIGINAL_COMMAND\"");
                SshLink link = small.connect(ticker)) {
            assertThat(link.shell().run("readlink -f /proc/$$/exe", ticker.in(LONG)).out())
                    .isEqualTo(applets.resolve("busybox") + "\n");
            String untouched = small.run("tc", "qdisc", "show");
            var place = new TcPlace("b", small.device(), Duration.ofSeconds(5));
            var end = new BoardEnd(place, "/sbin/tc", link.shell(), ticker);
            TcSetup setup = TcSetup.of(place, link.shell(), ticker);
            assertThat(setup.probe().tc()).endsWith("sbin/tc");
            end.arm("of a test that falls silent");
            end.make(new TcPlan(place, LinkProfile.constant(rate(RATE, RATE))).make(setup.probe(), rate(RATE, RATE)));
            assertThat(small.run("tc", "qdisc", "show")).contains("htb 7a00:");
            await().atMost(LONG).until(() -> small.run("tc", "qdisc", "show").equals(untouched));
            assertThatExceptionOfType(RigFault.class)
                    .isThrownBy(() -> end.change(List.of()))
                    .withMessageContaining("its dead-man heard nothing for 5 s and took it back");
            assertThat(end.disarm("by the test").get("done")).contains("taken back by the board itself");
        }
    }

    /** A folder with a busybox and its applets, and nothing else of this host. */
    private Path applets() throws Exception {
        Path busybox = Path.of("/bin/busybox");
        assumeTrue(Files.isExecutable(busybox), "skipped: no /bin/busybox (apt-get install busybox)");
        Path folder = Files.createDirectory(temp.toRealPath().resolve("applets"));
        Path copy = Files.copy(busybox, folder.resolve("busybox"));
        assertThat(copy.toFile().setExecutable(true)).isTrue();
        for (String applet : board.run(copy.toString(), "--list").split("\n")) {
            if (!applet.equals("busybox")) {
                Files.createSymbolicLink(folder.resolve(applet), copy);
            }
        }
        assertThat(folder.resolve("setsid")).exists();
        return folder;
    }

    private Process holder() throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TcHolder.class.getName()));
        command.addAll(List.of(
                board.target().host(),
                temp.resolve("user").toString(),
                temp.resolve("host.pub").toString(),
                board.device()));
        Process process =
                new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = String.valueOf(process.inputReader().readLine());
        assertThat(said).startsWith("shaped");
        return process;
    }

    private final class Ear implements TcLink.Listener {
        @Override
        public void edge(TcEdge edge) {
            edges.add(edge);
        }

        @Override
        public void lost(RunFault fault) {
            faults.add(fault);
        }
    }
}
