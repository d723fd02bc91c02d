package dev.roadrig.wires.tc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.wires.ssh.OpenSshd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A harness that shaped a board's link and is gone, killed as kill -9 does: the board is as it was. */
@Tag("world")
@Timeout(180)
@SuppressWarnings("NullAway.Init")
class TcDeadManTest {
    private static final long RATE = 8_000_000;
    private static final LinkProfile STEADY = LinkProfile.constant(TcBench.rate(RATE, RATE));

    @TempDir
    private Path temp;

    private TcBench bench;

    @BeforeEach
    void board() throws Exception {
        bench = new TcBench(temp, 0);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void the_board_takes_its_link_back_when_the_harness_is_killed_and_the_next_one_says_so() throws Exception {
        Process killed = holder();
        assertThat(bench.queues()).contains("htb 7a00:").contains("qdisc tbf 7b10:");
        assertThatExceptionOfType(RigFault.class)
                .isThrownBy(() -> bench.open(STEADY).close())
                .withMessageContaining("is shaped by another harness just now");
        long start = bench.ticker.nanos();
        killed.destroyForcibly();
        await().atMost(TcBench.LONG).until(() -> bench.queues().equals(bench.before));
        System.out.printf(
                "killed; taken back by the board after %.1f s, %d s of silence allowed%n",
                (bench.ticker.nanos() - start) / 1e9, TcHolder.SILENCE.toSeconds());
        try (TcLink link = bench.open(STEADY)) {
            assertThat(link.found().orElseThrow())
                    .contains("taken back by the board itself: no word from the harness for "
                            + TcHolder.SILENCE.toSeconds() + " s")
                    .contains("harness process " + killed.pid());
        }
    }

    @Test
    void a_link_whose_dead_man_was_killed_too_is_taken_back_at_the_next_start() throws Exception {
        Process killed = holder();
        Path folder = Path.of("/run/roadrig-tc", bench.board.device());
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
        killed.destroyForcibly();
        try (TcLink link = bench.open(STEADY)) {
            assertThat(link.found().orElseThrow()).contains("taken back by the next harness");
        }
    }

    @Test
    void a_board_with_a_busybox_for_a_shell_is_restored_by_its_ash() throws Exception {
        Path applets = applets();
        Path folder = Files.createDirectory(temp.resolve("small"));
        try (var small = new TcBench(
                folder,
                1,
                OpenSshd.NO_BASHRC + " PATH=" + applets,
                "ForceCommand exec " + applets.resolve("ash") + " -c \"$SSH_ORIGINAL_COMMAND\"")) {
            assertThat(small.ssh
                            .shell()
                            .run("readlink -f /proc/$$/exe", small.ticker.in(TcBench.LONG))
                            .out())
                    .isEqualTo(applets.resolve("busybox") + "\n");
            TcPlace place = small.place();
            TcSetup setup = TcSetup.of(place, small.ssh.shell(), small.ticker);
            assertThat(setup.probe().tc()).endsWith("sbin/tc");
            var end = new BoardEnd(place, setup.probe().tc(), small.ssh.shell(), small.ticker);
            assertThat(end.arm("of a test that falls silent")).matches("\\d+");
            end.make(
                    setup.probe().intermediate(),
                    new TcPlan(place, STEADY).make(setup.probe(), TcBench.rate(RATE, RATE)));
            assertThat(small.queues()).contains("htb 7a00:");
            await().atMost(TcBench.LONG).until(() -> small.queues().equals(small.before));
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
        for (String applet : bench.board.run(copy.toString(), "--list").split("\n")) {
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
                bench.board.target().host(),
                temp.resolve("user").toString(),
                temp.resolve("host.pub").toString(),
                bench.board.device()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = String.valueOf(process.inputReader().readLine());
        assertThat(said).startsWith("shaped");
        return process;
    }
}
