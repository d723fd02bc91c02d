package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.rack.Leases;
import dev.roadrig.reports.join.FrameRow.State;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.reports.join.RunTable.FaultSpan;
import dev.roadrig.reports.verdict.Finding;
import dev.roadrig.reports.verdict.Judgement;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.record.v1.BoardEvent.Kind;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on the Linux board under QEMU, judged from their records. */
@Tag("world")
@SuppressWarnings("NullAway.Init")
class QemuRunIT {
    @TempDir
    private static Path folder;

    private static QemuBoards boards;

    @BeforeAll
    static void make() throws Exception {
        boards = QemuBoards.make(folder);
    }

    private static Judgement judgement(Scenario scenario, Optional<FirmwareOrder> firmware, Path out) throws Exception {
        try (Lease lease = Leases.take(boards.board())) {
            var order = new ScenarioRun.Order(
                    scenario, boards.board(), 1, lease, boards.agent(), Map.of(), firmware, out, Progress.SILENT);
            Path record = new ScenarioRun(order).execute().folder().record();
            return new Evaluation(Optional.empty()).judge(List.of(record)).get(0);
        }
    }

    private static Finding finding(Judgement judgement, String id) {
        return judgement.findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** The panic is the image's, by a record that whoever judges it can read: the board is well with the image before. */
    @Test
    void a_run_whose_firmware_has_the_kernel_panic_fails_by_its_record(@TempDir Path out) throws Exception {
        Scenario scenario =
                ScenarioFile.read(Home.find().demo().resolve("tunnel.scenario.yaml"), Map.of("placement", "edge"));

        Judgement judgement = judgement(scenario, Optional.of(boards.firmware(3)), out);

        assertThat(judgement.verdict()).isEqualTo(Verdict.FAIL);
        Finding alive = finding(judgement, "board.alive");
        assertThat(alive.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(alive.sentence()).contains("product-3.fw", "The known-good product-1.fw was put back, boots");
        assertThat(alive.evidence())
                .extracting(Evidence::text)
                .anyMatch(text -> text.contains("sysrq triggered crash"));
    }

    /** The drive is over by the time that an emulated processor has booted: what is held is the cut and the return. */
    @Test
    void a_power_cut_in_the_middle_of_a_run_is_nobodys_failure_and_the_board_is_there_again(@TempDir Path out)
            throws Exception {
        Path demo = Home.find().demo();
        Path spec = Files.writeString(out.resolve("spec.yaml"), """
                spec: cut
                requirements:
                  - {id: LOSS-1, metric: results.lost, statistic: count, at-most: 100, when: fault.*}
                """);
        Path scenario = Files.writeString(out.resolve("cut.scenario.yaml"), """
                scenario: cut
                drive: %s
                window: {to: 3s}
                model: %s
                placement: edge
                faults: [{fault: power-cut, at: 1500ms, for: 1s}]
                spec: %s
                seed: 1
                """.formatted(
                        demo.resolve("drive"), demo.resolve("models/signs-int8.yaml"), spec));

        Judgement judgement = judgement(ScenarioFile.read(scenario, Map.of()), Optional.empty(), out);

        assertThat(judgement.verdict())
                .as(() -> judgement.findings().toString())
                .isEqualTo(Verdict.PASS);
        RunTable run = judgement.runs().get(0);
        FaultSpan span = run.orderedFaults().get(0);
        assertThat(run.events())
                .extracting(event -> event.message().getKind())
                .containsSubsequence(
                        Kind.AGENT_READY,
                        Kind.POWER_OFF,
                        Kind.POWER_ON,
                        Kind.KERNEL,
                        Kind.LOGIN_PROMPT,
                        Kind.AGENT_READY);
        assertThat(run.events())
                .filteredOn(event -> event.message().getKind() == Kind.POWER_OFF)
                .last()
                .satisfies(off -> assertThat(off.message().getText()).contains("shown by the boot after it"));
        assertThat(run.frames().get(0).state()).isEqualTo(State.ANSWERED);
        long without = run.frames().stream()
                .filter(frame -> frame.inFault() && frame.state() != State.ANSWERED)
                .count();
        assertThat(without).isPositive();
        assertThat(finding(judgement, "LOSS-1").sentence()).startsWith(without + " of ");
        assertThat(run.frames())
                .filteredOn(frame -> frame.dueNanos() > span.fromNanos())
                .isNotEmpty()
                .allSatisfy(frame -> assertThat(frame.inFault()).isTrue());
    }
}
