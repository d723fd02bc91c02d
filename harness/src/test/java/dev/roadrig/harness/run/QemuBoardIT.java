package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.qemu.RunningBoards;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.Decoded;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.console.ConsoleLog;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.flash.UpdaterFlasher;
import dev.roadrig.wires.qemu.QemuBench;
import dev.roadrig.wires.ssh.SshLink;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
    private static final Duration LONG = QemuSession.LONG;

    @TempDir
    private static Path folder;

    private static QemuBoards boards;

    private QemuSession session;
    private LiveBoard board;
    private Rig rig;
    private RealTicker ticker;

    @BeforeAll
    static void make() throws Exception {
        boards = QemuBoards.make(folder);
    }

    @BeforeEach
    void bringUp() throws Exception {
        session = QemuSession.of(boards);
        board = session.board();
        rig = session.rig();
        ticker = session.ticker();
    }

    @AfterEach
    void end() throws RunFault {
        if (session != null) {
            session.close();
        }
    }

    private Deadline soon() {
        return session.soon();
    }

    private ConsoleShell console() {
        return session.console();
    }

    private String said(Shell shell, String command) throws Exception {
        return session.said(shell, command);
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

    @Test
    void a_board_is_put_back_to_a_moment_before() throws Exception {
        QemuBench bench = session.bench();
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
