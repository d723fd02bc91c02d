package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.Progress;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.harness.run.ScenarioRun;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.v1.CloudTry;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkTold;
import dev.roadrig.scenarios.record.v1.Phase;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on a board whose own kernel makes the link, told over OpenSSH. */
@Tag("world")
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class TcRunIT {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    private Path folder;

    private NamespaceBoard board;
    private String before;

    @BeforeEach
    void board() throws Exception {
        NamespaceBoard.assumePossible();
        board = new NamespaceBoard(folder);
        before = board.queues();
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (board != null) {
            try {
                assertThat(board.queues()).isEqualTo(before);
                assertThat(Path.of("/run/roadrig-tc/eth0")).doesNotExist();
            } finally {
                board.close();
            }
        }
    }

    private ScenarioRun.Outcome run(String network, Progress progress) throws Exception {
        Home home = Home.find();
        Scenario scenario = ScenarioFile.read(
                home.demo().resolve("tunnel.scenario.yaml"), Map.of("window", "{to: 4s}", "network", network));
        return new Repetitions(AgentJar.at(home.agentJar()), folder.resolve("runs"))
                .run(scenario, board.boardWithTc(), progress)
                .get(0);
    }

    @Test
    void the_cloud_is_reached_by_the_boards_own_link_and_not_in_its_outage() throws Exception {
        ScenarioRun.Outcome outcome = run(
                "{schedule: [{at: 0s, rate: 20 Mbit/s}, {at: 1s, rate: 0 bit/s}, {at: 3s, rate: 20 Mbit/s}]}",
                Progress.SILENT);

        assertThat(outcome.fault()).isEmpty();
        try (RunRecord record = RunRecord.open(outcome.folder().record())) {
            assertThat(record.end().orElseThrow().getOutcome()).isEqualTo(RunEnd.Outcome.COMPLETED);
            assertThat(record.entries(Phase.class).map(entry -> entry.message()))
                    .filteredOn(phase -> phase.getName().equals("link"))
                    .extracting(Phase::getDetail)
                    .satisfiesExactly(
                            made -> assertThat(made).startsWith("tc on eth0 of the board itself, tc utility, iproute2"),
                            told -> assertThat(told)
                                    .startsWith("the board's tc was told 2 changes, each of which held within "));
            assertThat(record.entries(LinkAsked.class).map(entry -> entry.message()))
                    .extracting(LinkAsked::getUpBitsPerSecond)
                    .containsExactly(20_000_000L, 0L, 20_000_000L);
            List<LinkTold> told =
                    record.entries(LinkTold.class).map(entry -> entry.message()).toList();
            assertThat(told).extracting(LinkTold::getDriveOffsetNs).containsExactly(0L, SECOND, 3 * SECOND);
            assertThat(told.get(1).getCommandsList())
                    .allMatch(command -> command.startsWith("qdisc change dev "))
                    .hasSize(2);
            long down = told.get(1).getAnsweredNs();
            assertThat(answered(record, told.get(0).getDueNs(), told.get(1).getDueNs()))
                    .isPositive();
            // What was on its way when the outage began may come in its first half second.
            assertThat(answered(record, down + SECOND / 2, told.get(2).getSentNs()))
                    .isZero();
        }
    }

    private static long answered(RunRecord record, long fromNanos, long untilNanos) throws IOException {
        return record.entries(Result.class)
                .map(entry -> entry.message())
                .filter(result -> result.getReceivedNs() >= fromNanos && result.getReceivedNs() < untilNanos)
                .filter(result -> result.getCloud().getOutcome() == CloudTry.Outcome.ANSWERED)
                .count();
    }

    @Test
    void a_link_that_somebody_takes_back_in_mid_run_is_the_rigs_error() throws Exception {
        ScenarioRun.Outcome outcome = run("{rate: 20 Mbit/s}", new TakingBack());

        assertThat(outcome.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("tc.gone"));
    }

    /** As a person on the board does it, once frames are sent. */
    private final class TakingBack implements Progress {
        private boolean done;

        @Override
        public void replay(int sent, int of, String link) {
            if (sent > 0 && !done) {
                done = true;
                try {
                    board.takeLinkBack();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
