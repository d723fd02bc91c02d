package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.boards.link.PacketDice;
import dev.roadrig.boards.link.gateway.dns.PortProbe;
import dev.roadrig.harness.evaluation.Evaluation;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.run.AgentJar;
import dev.roadrig.harness.run.Progress;
import dev.roadrig.harness.run.Repetitions;
import dev.roadrig.harness.run.ScenarioRun;
import dev.roadrig.reports.verdict.Verdict;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.record.RunEntry;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.DriveStart;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.record.v1.LinkFlow;
import dev.roadrig.scenarios.record.v1.LinkLoss;
import dev.roadrig.scenarios.record.v1.LinkPacketCount;
import dev.roadrig.scenarios.record.v1.LinkPackets;
import dev.roadrig.scenarios.record.v1.Phase;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs on a board whose packets all go through the gateway, on this host's own kernel. */
@Tag("world")
@Timeout(300)
@SuppressWarnings("NullAway.Init")
class GatewayRunIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final long SECOND = 1_000_000_000;
    private static final double LOSS = 0.05;
    private static final Map<String, String> ASKED = Map.of(
            "window",
            "{to: 6s}",
            "network",
            "{delay: 5ms, loss: 5 %, schedule: [{at: 0s, rate: 20 Mbit/s}, {at: 2s, rate: 0 bit/s}, {at: 5s,"
                    + " rate: 20 Mbit/s}]}");

    @TempDir
    private Path folder;

    private Path notes;
    private NamespaceBoard board;
    private List<String> before;

    @BeforeEach
    void board() throws Exception {
        NamespaceBoard.assumePossible();
        // Who holds the port on all addresses holds it on the board's as well, whatever address that is.
        PortProbe.Finding port = PortProbe.here();
        assumeTrue(port.can(), "skipped: a name server cannot start here: " + port.reason() + ". " + port.next());
        notes = folder.resolve("gateways");
        System.setProperty("roadrig.gateways", notes.toString());
        board = new NamespaceBoard(folder);
        before = board.network();
    }

    @AfterEach
    void remove() throws Exception {
        System.clearProperty("roadrig.gateways");
        if (board != null) {
            board.close();
        }
    }

    private ScenarioRun.Outcome run(Map<String, String> asked, Progress progress) throws Exception {
        Home home = Home.find();
        Scenario scenario = ScenarioFile.read(home.demo().resolve("tunnel.scenario.yaml"), asked);
        return new Repetitions(AgentJar.at(home.agentJar()), folder.resolve("runs"))
                .run(scenario, board.board(), progress)
                .get(0);
    }

    /** As a user starts it; ended without a chance to clean up as soon as the gateway stands. */
    private void killedRun() throws Exception {
        Home home = Home.find();
        var builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-Droadrig.home=" + home.folder(),
                        "-Droadrig.leases=" + folder.resolve("leases"),
                        "-Droadrig.gateways=" + notes,
                        "dev.roadrig.harness.cli.Main",
                        "run",
                        home.demo().resolve("tunnel.scenario.yaml").toString(),
                        "--rack",
                        board.rackFile().toString(),
                        "--out",
                        folder.resolve("killed").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("killed.log").toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        try {
            await().atMost(LONG).until(() -> {
                assertThat(process.isAlive())
                        .as(Files.readString(folder.resolve("killed.log")))
                        .isTrue();
                return board.network().stream().anyMatch(line -> line.contains("to " + board.address() + " lookup"));
            });
        } finally {
            int unused = process.destroyForcibly().waitFor();
        }
    }

    @Test
    void a_run_loses_what_the_dice_say_and_nothing_passes_in_an_outage_and_finds_what_a_killed_one_left()
            throws Exception {
        killedRun();
        assertThat(board.network()).as("a killed run leaves its rules").isNotEqualTo(before);

        var asking = new AskingProgress(board);
        ScenarioRun.Outcome outcome = run(ASKED, asking);

        unchanged();
        assertThat(outcome.fault()).isEmpty();
        assertThat(asking.found).startsWith(board.gateway() + " ");
        try (RunRecord record = RunRecord.open(outcome.folder().record())) {
            assertThat(record.end().orElseThrow().getOutcome()).isEqualTo(RunEnd.Outcome.COMPLETED);
            assertThat(record.entries(Phase.class).map(entry -> entry.message()))
                    .filteredOn(phase -> phase.getName().equals("link"))
                    .hasSize(2)
                    .first()
                    .satisfies(phase -> assertThat(phase.getDetail())
                            .contains("on " + board.side() + " through rrgw", "IPv6 is blocked")
                            .contains("has ended: its ", "changes of this host's network were taken back.")
                            .contains("Names: cloud.example at " + board.gateway() + "; no others."));
            names(record);
            asked(record);
            passes(record);
            dice(record, outcome);
        }
    }

    /** The board asked twice: one event, and both are counted. */
    private void names(RunRecord record) {
        assertThat(record.entries(BoardEvent.class).map(entry -> entry.message()))
                .filteredOn(event -> event.getKind() == BoardEvent.Kind.NAME_ASKED)
                .extracting(BoardEvent::getText)
                .containsExactly("cloud.example A udp: answered " + board.gateway());
        assertThat(record.entries(Phase.class).map(entry -> entry.message()))
                .filteredOn(phase -> phase.getName().equals("link"))
                .last()
                .satisfies(phase -> assertThat(phase.getDetail())
                        .endsWith("; names asked for: cloud.example A (answered, 2 times)"));
    }

    private static void asked(RunRecord record) {
        assertThat(record.entries(LinkAsked.class).map(entry -> entry.message()))
                .extracting(LinkAsked::getDriveOffsetNs, LinkAsked::getUpBitsPerSecond)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(0L, 20_000_000L),
                        org.assertj.core.groups.Tuple.tuple(2 * SECOND, 0L),
                        org.assertj.core.groups.Tuple.tuple(5 * SECOND, 20_000_000L));
    }

    /**
     * What was let go before the outage began is on its way for the delay, and a window may be counted late on a busy host:
     * the outage's middle second is looked at.
     */
    private static void passes(RunRecord record) {
        long zero = record.entries(DriveStart.class)
                .findFirst()
                .orElseThrow()
                .message()
                .getAtNs();
        List<RunEntry<LinkPackets>> windows = record.entries(LinkPackets.class).toList();
        assertThat(windows.get(0).nanos()).isBetween(zero, zero + SECOND);
        LinkPacketCount before = windows.get(0).message().getUp();
        assertThat(before.getPassed()).as("unshaped before the drive, and warm").isPositive();
        // On a busy host the window is closed late, and what came after the drive's start may be on its way or lost.
        assertThat(before.getCame() - before.getPassed())
                .as("before the drive nothing is lost")
                .isBetween(0L, windows.get(0).nanos() == zero ? 0L : 100L);
        for (RunEntry<LinkPackets> window : windows) {
            long second = (window.nanos() - zero) / SECOND;
            long passed = window.message().getUp().getPassed()
                    + window.message().getDown().getPassed();
            if (second == 4) {
                assertThat(passed).as("passed in second " + second).isZero();
            } else if (second == 1) {
                assertThat(passed).as("passed in second " + second).isPositive();
            }
            assertThat(window.message().getOverrun()).isZero();
        }
        assertThat(windows.stream()
                        .filter(window -> (window.nanos() - zero) / SECOND == 4)
                        .mapToLong(window -> window.message().getUp().getCame())
                        .sum())
                .as("the board goes on trying in the outage")
                .isPositive();
    }

    private static void dice(RunRecord record, ScenarioRun.Outcome outcome) throws IOException {
        List<LinkLoss> losses =
                record.entries(LinkLoss.class).map(entry -> entry.message()).toList();
        long counted = record.entries(LinkPackets.class)
                .mapToLong(entry -> entry.message().getUp().getLostByChance()
                        + entry.message().getDown().getLostByChance())
                .sum();
        assertThat(losses).hasSize(Math.toIntExact(counted)).isNotEmpty();
        assertThat(record.entries(LinkFlow.class).map(entry -> entry.message().getWords()))
                .as("the agent's way to its cloud, and whatever else the board has to say")
                .anyMatch(words -> words.matches("tcp \\d+ to 198\\.19\\.\\d+\\.\\d+:\\d+"));
        long seed = ScenarioFile.read(Home.find().demo().resolve("tunnel.scenario.yaml"))
                .seed(record.start().getRepetition());
        for (Direction direction : Direction.values()) {
            var dice = new PacketDice(seed, direction);
            for (long flow :
                    new TreeSet<>(losses.stream().map(LinkLoss::getFlow).toList())) {
                List<Long> lost = losses.stream()
                        .filter(loss -> loss.getFlow() == flow && loss.getUp() == (direction == Direction.UP))
                        .map(LinkLoss::getPacket)
                        .toList();
                long last = lost.isEmpty() ? -1 : lost.get(lost.size() - 1);
                assertThat(lost)
                        .as("%s of flow %d of %s", direction, flow, outcome.subject())
                        .containsExactlyElementsOf(LongStream.rangeClosed(0, last)
                                .filter(packet -> dice.lost(flow, packet, new Loss.Bernoulli(LOSS)))
                                .boxed()
                                .toList());
            }
        }
    }

    @Test
    void a_gateway_that_breaks_in_mid_run_is_the_rigs_error_and_not_the_boards_silence() throws Exception {
        ScenarioRun.Outcome outcome = run(ASKED, new BreakingProgress());

        assertThat(outcome.fault())
                .hasValueSatisfying(fault -> assertThat(fault.code()).isEqualTo("gateway.lost"));
        assertThat(new Evaluation(Optional.empty())
                        .judge(List.of(outcome.folder().record()))
                        .get(0)
                        .verdict())
                .isEqualTo(Verdict.ERROR);
        unchanged();
    }

    private void unchanged() {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(board.network()).isEqualTo(before));
    }

    /** Takes the tun away once frames are sent. */
    private static final class BreakingProgress implements Progress {
        private String tun = "";
        private boolean done;

        @Override
        public void phase(String name, String detail) {
            if (name.equals("link") && detail.contains("rrgw")) {
                tun = detail.replaceFirst("^.* through (rrgw\\d+)[;,].*$", "$1");
            }
        }

        @Override
        public void replay(int sent, int of, String link) {
            if (sent > 0 && !done) {
                done = true;
                try {
                    String unused = NamespaceBoard.run("ip", "link", "del", tun);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
