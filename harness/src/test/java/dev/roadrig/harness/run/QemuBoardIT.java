package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.qemu.RunningBoards;
import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.ports.Shell;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.record.v1.Decoded;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.console.ConsoleLog;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.flash.UpdaterFlasher;
import dev.roadrig.wires.qemu.QemuBench;
import dev.roadrig.wires.qemu.QemuSupply;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshTarget;
import dev.roadrig.wires.tc.TcEdge;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Linux board of another instruction set, under QEMU, through the drivers that a real board gets. */
@Tag("world")
@SuppressWarnings("NullAway.Init")
class QemuBoardIT {
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    private static Path folder;

    private static QemuBoards boards;

    private final RealTicker ticker = new RealTicker("qemu");
    private final Rig rig = QemuBoards.rig(ticker);
    private final Closer owned = new Closer();
    private LiveBoard board;

    @BeforeAll
    static void make() throws Exception {
        boards = QemuBoards.make(folder);
    }

    @BeforeEach
    void bringUp() throws Exception {
        board = LiveBoard.bringUp(rig, boards.board(), boards.programs(), owned);
    }

    @AfterEach
    void end() {
        owned.close();
        ticker.close();
    }

    private Deadline soon() {
        return ticker.in(LONG);
    }

    private ConsoleShell console() {
        return board.consoleShell().orElseThrow();
    }

    private QemuBench bench() {
        return ((QemuSupply) board.supply().orElseThrow()).bench();
    }

    private String said(Shell shell, String command) throws Exception {
        Shell.Result result = shell.run(command, soon());
        assertThat(result.exitCode())
                .as("%s: %s%s", command, result.out(), result.err())
                .isZero();
        return result.out().strip();
    }

    @Test
    void the_console_is_logged_in_to_through_the_kernels_noise() throws Exception {
        String noise = "dmesg -n 8; i=0; while [ $i -lt 100 ]; do i=$((i+1));"
                + " echo \"<3>eth0: a kernel line that comes when it likes, $i\" >/dev/kmsg; usleep 50000; done";
        String unused = said(
                board.shell(),
                "(" + noise + ") >/dev/null 2>&1 & kill -9 $(ps | grep -e ' [-]sh$' | awk '{print $1}')");
        console().login(soon());
        assertThat(console().kernelSilenced()).isTrue();
        assertThat(said(console(), "uname -m")).isEqualTo("aarch64");
        assertThat(said(console(), "dmesg | grep -c 'comes when it likes'")).isNotEqualTo("0");
        assertThat(rig.faults().reported()).isEmpty();
    }

    @Test
    void a_panic_of_the_kernel_is_the_boards_failure_with_its_console_as_evidence() throws Exception {
        SshLink link = board.control();
        var unused = link.start("sleep 1; echo c >/proc/sysrq-trigger", new LinesHeard(), soon());
        await().atMost(LONG).until(() -> rig.faults().conclusive().isPresent());
        RunFault fault = new Diagnosis(rig, Optional.of(board))
                .of(rig.faults().reported().get(0));
        assertThat(fault).isInstanceOf(BoardFault.class);
        assertThat(fault.code()).isIn("board.panic", "board.oops");
        assertThat(fault.evidence().get(0).text()).contains("sysrq triggered crash");
    }

    @Test
    void a_power_cut_in_the_middle_of_work_takes_all_that_was_in_memory_and_the_board_boots_again() throws Exception {
        String before = said(board.shell(), "echo here >/tmp/kept; cat /proc/sys/kernel/random/boot_id");
        // The login silenced the kernel, and a console that says nothing anyway shows no cut.
        var unused = board.control()
                .start("dmesg -n 8; while :; do echo working >/dev/kmsg; usleep 10000; done", new LinesHeard(), soon());
        ConsoleLog log = board.watch().orElseThrow().log();
        await().atMost(LONG).until(() -> log.evidence().text().contains("working"));
        assertThat(saysMore(log)).as("it talks before the cut").isTrue();
        board.expectLoss();
        board.switchOff(soon());
        assertThat(board.supply().orElseThrow().isOn(soon())).isFalse();
        // What was on its way when the power went may still come.
        boolean unusedRest = saysMore(log);
        assertThat(saysMore(log)).as("a board without power says nothing").isFalse();
        board.disconnect();
        Deadline deadline = soon();
        board.switchOn(deadline);
        board.awaitLogin(deadline);
        board.connect(deadline);
        assertThat(said(board.shell(), "cat /proc/sys/kernel/random/boot_id")).isNotEqualTo(before);
        assertThat(board.shell().run("cat /tmp/kept", soon()).ok()).isFalse();
        assertThat(rig.faults().reported()).as("all of it was ordered").isEmpty();
    }

    private boolean saysMore(ConsoleLog log) throws Exception {
        long seen = log.seenBytes();
        return ticker.await(() -> log.seenBytes() != seen, ticker.in(Duration.ofSeconds(1)));
    }

    @Test
    void a_board_that_powers_itself_off_has_failed_by_itself_and_boots_at_the_next_switch_on() throws Exception {
        board.expectLoss();
        var unused = board.control().start("sleep 1; poweroff -f", new LinesHeard(), soon());
        await().atMost(LONG)
                .until(() -> board.supply().orElseThrow().reading(soon()).contains("shutdown"));
        RunFault fault =
                new Diagnosis(rig, Optional.of(board)).of(new RigFault("ssh.lost", "The connection was lost."));
        assertThat(fault).isInstanceOf(BoardFault.class).hasMessageContaining("powered itself off");
        assertThat(fault.code()).isEqualTo("board.shutdown");
        assertThat(rig.faults().reported()).as("QEMU goes on").isEmpty();
        board.disconnect();
        Deadline deadline = soon();
        board.switchOn(deadline);
        board.awaitLogin(deadline);
        board.connect(deadline);
        assertThat(said(board.shell(), "uname -m")).isEqualTo("aarch64");
    }

    @Test
    void a_session_outlives_a_network_cable_that_is_unplugged_and_plugged_in_and_the_console_never_notices()
            throws Exception {
        SshTarget wire = SshTargets.of("arm64-patient", board.rack().shell().orElseThrow());
        SshTarget patient =
                new SshTarget(wire.board(), wire.host(), wire.port(), wire.user(), wire.login(), wire.hostKey(), LONG);
        board.expectLoss();
        try (SshLink link = SshLink.connect(patient, ticker, soon())) {
            var heard = new LinesHeard();
            var ticking = link.start("while :; do echo tick; usleep 50000; done", heard, soon());
            await().atMost(LONG).until(() -> heard.all().contains("tick"));
            bench().plugNetwork(false, soon());
            await().atMost(LONG).until(() -> said(console(), "cat /sys/class/net/eth0/carrier")
                    .equals("0"));
            heard.clear();
            assertThat(ticker.await(() -> !heard.all().isEmpty(), ticker.in(Duration.ofSeconds(1))))
                    .as("nothing passes")
                    .isFalse();
            bench().plugNetwork(true, soon());
            await().atMost(LONG).until(() -> heard.all().contains("tick"));
            assertThat(link.isUp()).isTrue();
            ticking.close();
        }
    }

    @Test
    void its_own_tc_delays_cuts_and_ends_its_link_as_asked_and_control_goes_past_it() throws Exception {
        double free = BoardOwnLink.quickest(board.shell(), ticker);
        int port = freePort();
        bench().forward(port, 2300, soon());
        String unused = said(board.shell(), "nc -ll -p 2300 -e head -c 150000 /dev/zero >/dev/null 2>&1 </dev/null &");
        var profile = new LinkProfile(Map.of(
                0L, BoardOwnLink.rate(1_000_000, Duration.ofMillis(200)),
                1_000_000_000L, BoardOwnLink.rate(0, Duration.ofMillis(200)),
                2_000_000_000L, BoardOwnLink.rate(8_000_000, Duration.ofMillis(200))));
        try (var link = new BoardOwnLink(board.shell(), ticker, profile)) {
            Pings pings = link.ping(10, Duration.ofMillis(50));
            assertThat(pings.least()).as("never early").isGreaterThanOrEqualTo(200);
            assertThat(pings.median()).isBetween(200.0, 260.0);
            double seconds = received(port, 150_000);
            // Of 1,514 bytes on the wire 1,448 are the stream's; a busy host is slower than the link.
            double least = 150_000 * 8 / 1e6 * 1514 / 1448;
            assertThat(seconds).isBetween(least * 0.97, least * 4);
            double shaped = BoardOwnLink.quickest(board.shell(), ticker);
            assertThat(shaped).as("one round trip alone would add 200 ms").isLessThan(free + 150);

            link.start();
            long from = ticker.nanos();
            Pings over = link.ping(70, Duration.ofMillis(50));
            double apart = (ticker.nanos() - from) / 1e9 / over.sent();
            link.awaitEdges(3);
            TcEdge out = link.edges().get(1);
            TcEdge back = link.edges().get(2);
            double longest = (back.answeredNanos() + back.lag().toNanos() - out.sentNanos()) / 1e9;
            double shortest = (back.sentNanos() - out.answeredNanos()) / 1e9;
            System.out.printf(
                    "netem on aarch64: asked 200 ms, got %.1f (least %.1f); asked 1 Mbit/s, got %.3f with the"
                            + " connection's own round trips; in an outage of %.2f to %.2f s of pings %.0f ms apart"
                            + " rows of %s were lost; the shell takes %.0f ms, without link %.0f ms%n",
                    pings.median(),
                    pings.least(),
                    least / seconds,
                    shortest,
                    longest,
                    apart * 1000,
                    over.gaps(),
                    shaped,
                    free);
            assertThat(over.gaps()).as("one row, of what went in the outage").hasSize(1);
            // A board that stands still for a moment pings less in it.
            assertThat(over.gaps().get(0) * apart).isBetween(shortest / 2, longest + 3 * apart);
        }
    }

    @Test
    void its_own_tc_loses_turns_and_doubles_packets_as_asked_and_then_its_queues_are_as_before() throws Exception {
        var free = new Loss.Bernoulli(0);
        try (var link = new BoardOwnLink(
                board.shell(),
                ticker,
                BoardOwnLink.up(Duration.ZERO, Jitter.NONE, new Loss.Bernoulli(0.2), PacketFaults.NONE))) {
            Pings pings = link.ping(400, Duration.ofMillis(5));
            System.out.printf("netem on aarch64: asked 20 %% loss, got %.1f %%%n", pings.lost() * 100);
            assertThat(pings.sent()).isEqualTo(400);
            assertThat(pings.lost()).as("five standard deviations").isBetween(0.1, 0.3);
        }
        var bursts = new Loss.GilbertElliott(0.05, 0.25, 1, 0);
        try (var link = new BoardOwnLink(
                board.shell(), ticker, BoardOwnLink.up(Duration.ZERO, Jitter.NONE, bursts, PacketFaults.NONE))) {
            Pings pings = link.ping(400, Duration.ofMillis(5));
            double mean = pings.gaps().stream().mapToInt(each -> each).average().orElseThrow();
            System.out.printf(
                    "netem on aarch64: asked bursts of 4 and 16.7 %% loss, got %.1f and %.1f %%%n",
                    mean, pings.lost() * 100);
            // Single losses of this share come in rows of 1.2.
            assertThat(mean).isBetween(2.0, 9.0);
            assertThat(pings.lost()).isBetween(0.03, 0.45);
        }
        var all = new PacketFaults(0.25, 0.3, 0.2);
        try (var link = new BoardOwnLink(
                board.shell(),
                ticker,
                BoardOwnLink.up(Duration.ofMillis(40), Jitter.normal(Duration.ofMillis(8)), free, all))) {
            Pings pings = link.ping(200, Duration.ofMillis(10));
            String counters = link.counters();
            System.out.printf(
                    "netem on aarch64: 200 pings, %d overtaken, %d twice, %d lost for a turned bit, deviation %.1f ms%n",
                    pings.overtaken(),
                    pings.twice(),
                    pings.sent() - pings.answered().size(),
                    pings.deviation());
            assertThat(counters).contains("delay 40ms", "reorder 25%", "duplicate 30%", "corrupt 20%");
            assertThat(pings.overtaken()).isGreaterThan(10);
            assertThat(pings.twice()).isGreaterThan(20);
            assertThat(pings.lost()).isBetween(0.03, 0.5);
        }
    }

    private static int freePort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Seconds until so many bytes have come through a forwarded port of the board. */
    private double received(int port, int bytes) throws Exception {
        long from = ticker.nanos();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            assertThat(socket.getInputStream().readAllBytes()).hasSize(bytes);
        }
        return (ticker.nanos() - from) / 1e9;
    }

    @Test
    void a_board_is_flashed_by_its_card_and_says_so_and_has_no_room_for_an_update_where_it_has_none() throws Exception {
        new FirmwareChange(rig, board).bringUp(boards.firmware(2));
        assertThat(said(board.shell(), "cat /etc/roadrig-firmware /etc/product"))
                .isEqualTo("product-2\nproduct-2");
        assertThat(rig.faults().reported()).isEmpty();

        String unused = said(
                board.shell(),
                "mkdir /data && mount -t tmpfs -o size=4k full /data && head -c 4096 /dev/zero >/data/x");
        var updater = new UpdaterFlasher(
                "arm64",
                board.shell(),
                board.control().files(),
                new UpdaterFlasher.Updater("sh {image}", "/data/u.fw", Optional.empty()),
                rig.ticker());
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> updater.flash(boards.firmware(2).image(), soon()))
                .withMessageContaining("/data has 0 free");
    }

    /** The panic is the image's, by a record that whoever judges it can read: the board is well with the image before. */
    @Test
    void a_run_whose_firmware_has_the_kernel_panic_fails_by_its_record(@TempDir Path out) throws Exception {
        Scenario scenario =
                ScenarioFile.read(Home.find().demo().resolve("tunnel.scenario.yaml"), Map.of("placement", "edge"));
        try (Lease lease = Leases.take(boards.board())) {
            var order = new ScenarioRun.Order(
                    scenario,
                    boards.board(),
                    1,
                    lease,
                    boards.agent(),
                    Map.of(),
                    Optional.of(boards.firmware(3)),
                    out,
                    Progress.SILENT);
            Path record = new ScenarioRun(order).execute().folder().record();
            Judgement judgement =
                    new Evaluation(Optional.empty()).judge(List.of(record)).get(0);
            assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(judgement.findings())
                    .filteredOn(finding -> finding.id().equals("board.alive"))
                    .singleElement()
                    .satisfies(finding -> {
                        assertThat(finding.verdict()).isEqualTo(Verdict.FAIL);
                        assertThat(finding.sentence())
                                .contains("product-3.fw", "The known-good product-1.fw was put back, boots");
                        assertThat(finding.evidence())
                                .extracting(Evidence::text)
                                .anyMatch(text -> text.contains("sysrq triggered crash"));
                    });
        }
    }

    @Test
    void a_board_is_put_back_to_a_moment_before() throws Exception {
        QemuBench bench = bench();
        bench.save("booted", soon());
        String unused = said(board.shell(), "echo later >/tmp/later");
        board.expectLoss();
        board.disconnect();
        bench.restore("booted", soon());
        board.connect(soon());
        assertThat(board.shell().run("test -e /tmp/later", soon()).exitCode()).isEqualTo(1);
        assertThat(said(console(), "uname -m")).isEqualTo("aarch64");
    }

    @Test
    void what_a_killed_harness_leaves_behind_is_ended_at_the_next_start_and_listed() throws Exception {
        Process killed = boards.programs().resolve(boards.board()).start();
        try (var out = new BufferedReader(new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).contains("\"console\"");
            List<ProcessHandle> qemu = killed.children().toList();
            assertThat(qemu).hasSize(1);
            killed.destroyForcibly().waitFor();
            assertThat(qemu.get(0).isAlive()).isTrue();
            assertThat(new RunningBoards(RunningBoards.place()).endLeftovers())
                    .singleElement()
                    .asString()
                    .contains("Of arm64")
                    .contains("QEMU process " + qemu.get(0).pid() + " still ran and was ended");
            await().atMost(LONG).until(() -> !qemu.get(0).isAlive());
            assertThat(board.shell().run("true", soon()).ok())
                    .as("a board whose harness lives goes on")
                    .isTrue();
        }
    }

    /** The quantised sums are the same; rounding to the output's steps differs by one on aarch64 now and then. */
    @Test
    void an_int8_model_answers_on_aarch64_as_on_this_host_but_for_one_step_of_its_output(@TempDir Path scratch)
            throws Exception {
        var inference = new InferenceOnBoth(scratch, ticker);
        List<Result> here = inference.here(boards.agent().path());
        List<Result> there = inference.on(board, boards.agent());
        for (int i = 0; i < here.size(); i++) {
            assertThat(there.get(i).getDecodedList())
                    .extracting(Decoded::getClassId)
                    .isEqualTo(here.get(i).getDecodedList().stream()
                            .map(Decoded::getClassId)
                            .toList());
            InferenceOnBoth.agree(here.get(i), there.get(i));
        }
    }
}
