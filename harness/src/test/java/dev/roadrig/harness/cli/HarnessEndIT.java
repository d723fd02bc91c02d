package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.serial.DeviceLock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a run whose harness is killed, told to end, or out of disk, as a process of its own. */
class HarnessEndIT {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    @BeforeEach
    void write_rack() throws Exception {
        Rack unused = new EmulatedBoards().with("dashcam").rack(folder);
    }

    private Judgement judged(Path out) throws Exception {
        return new Evaluation(Optional.empty())
                .judge(List.of(RunningCommand.onlyRecordIn(out)))
                .get(0);
    }

    private static Finding rigOk(Judgement judgement) {
        return judgement.findings().get(0);
    }

    @Test
    void a_harness_that_is_killed_in_mid_run_leaves_an_incomplete_record_and_no_board() throws Exception {
        try (var command = RunningCommand.run(folder, "killed")) {
            command.awaitLine("replay +[0-9]+ of");
            List<ProcessHandle> boards = command.boards();
            assertThat(boards).hasSize(1);

            command.signal("KILL");

            assertThat(command.exitCode()).isEqualTo(128 + 9);
            assertThat(boards).allSatisfy(board -> await().atMost(LONG).until(() -> !board.isAlive()));
            Judgement judgement = judged(command.out());
            assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(rigOk(judgement).sentence())
                    .matches("The record is incomplete at frame [0-9]+: it has no end, so the harness was ended.*");
            assertThat(judgement.runs().get(0).end()).isEmpty();
            assertThat(judgement.runs().get(0).frames()).hasSizeGreaterThan(20);
        }
    }

    @Test
    void ctrl_c_closes_the_record_and_leaves_nothing_running() throws Exception {
        try (var command = RunningCommand.run(folder, "interrupted")) {
            command.awaitLine("replay +[0-9]+ of");
            List<ProcessHandle> boards = command.boards();

            command.signal("INT");

            assertThat(command.exitCode()).isEqualTo(128 + 2);
            assertThat(boards).hasSize(1).noneMatch(ProcessHandle::isAlive);
            assertThat(command.said())
                    .containsPattern(
                            "ended +interrupted; nothing is left running on this host. The record is closed: roadrig judge "
                                    + RunningCommand.onlyRecordIn(command.out()).toAbsolutePath());
            Judgement judgement = judged(command.out());
            assertThat(judgement.runs().get(0).end()).hasValueSatisfying(end -> assertThat(end)
                    .returns(RunEnd.Outcome.INTERRUPTED, RunEnd::getOutcome)
                    .returns("somebody ended the run", RunEnd::getDetail)
                    .satisfies(e -> assertThat(e.getFramesSent()).isGreaterThan(20)));
            assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(rigOk(judgement).sentence()).startsWith("The run was interrupted at frame ");
        }
    }

    @Test
    void a_disk_that_is_full_in_mid_run_ends_it_at_once_and_what_was_written_can_be_read() throws Exception {
        try (var command = RunningCommand.run(folder, "full")) {
            command.awaitLine("replay +pushed");
            List<ProcessHandle> boards = command.boards();

            command.limitFileSize(RunningCommand.sizeOf(command.out()) + 100_000);

            assertThat(command.exitCode()).isEqualTo(3);
            assertThat(boards).hasSize(1).noneMatch(ProcessHandle::isAlive);
            assertThat(command.said())
                    .contains("fault     The record ")
                    .contains("run.mcap cannot be written: File too large.")
                    .doesNotContain("200 of 200 frames")
                    .doesNotContain("A defect of Roadrig");
            Judgement judgement = judged(command.out());
            assertThat(judgement.verdict()).isEqualTo(Verdict.ERROR);
            assertThat(rigOk(judgement).sentence()).contains("or its disk was full");
        }
    }

    @Test
    void the_lease_and_the_port_of_a_killed_harness_are_free() throws Exception {
        try (Pty console = Pty.open();
                var ticker = new RealTicker("lease-test")) {
            RackBoard board = new EmulatedBoards()
                    .onlyConsole("real", console.path())
                    .rack(folder)
                    .board("real");
            try (var command = RunningCommand.run(folder, "leased")) {
                command.awaitLine("boot +real");
                await().atMost(LONG).untilAsserted(() -> assertThatThrownBy(
                                () -> DeviceLock.take(console.path(), "another", ticker))
                        .hasMessageContaining("owned by pid " + command.pid()));
                assertThatThrownBy(() -> take(board))
                        .isInstanceOf(RigFault.class)
                        .hasMessageContaining("is leased by")
                        .hasMessageContaining("pid " + command.pid());

                command.signal("KILL");

                assertThat(command.exitCode()).isEqualTo(128 + 9);
                try (Lease lease = take(board);
                        DeviceLock lock = DeviceLock.take(console.path(), "another", ticker)) {
                    assertThat(lease.fence()).as("of the killed one").isGreaterThan(1);
                    assertThat(lock).isNotNull();
                }
            }
        }
    }

    private Lease take(RackBoard board) throws RigFault {
        return Lease.take(folder.resolve("leases"), Leases.identity(board), "the test", Instant.now());
    }
}
