package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.qemu.RunningBoards;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.console.ConsoleLog;
import dev.roadrig.wires.ssh.SshLink;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A Linux board of another instruction set, under QEMU, through the drivers that a real board gets. */
class QemuBoardIT extends OnQemu {
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
}
