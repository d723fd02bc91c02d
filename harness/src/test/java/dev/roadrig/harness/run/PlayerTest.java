package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import dev.roadrig.boards.model.ModelSetup;
import dev.roadrig.boards.soc.SocProfile;
import dev.roadrig.scenarios.record.RunEntry;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.v1.CloudTry;
import dev.roadrig.scenarios.record.v1.FrameSent;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.RunEnd;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.record.v1.Where;
import dev.roadrig.scenarios.scenario.FaultOrder;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.scenario.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayerTest {
    private static final LinkProfile TUNNEL = new LinkProfile(Map.of(
            0L, state("lte", 12_000_000),
            8_000_000_000L, state("none", 0),
            12_000_000_000L, state("lte", 12_000_000)));

    @TempDir
    private Path folder;

    private static LinkState state(String name, long bitsPerSecond) {
        return new LinkState(name, bitsPerSecond, bitsPerSecond, Duration.ofMillis(40), Duration.ofMillis(2), 0);
    }

    private Path play(String name, long seed) throws Exception {
        return play(name, seed, List.of());
    }

    private Path play(String name, long seed, List<FaultOrder> faults) throws Exception {
        Path file = folder.resolve(name);
        var placement = new Placement(Placement.Mode.CLOUD_ELSE_EDGE, Duration.ofMillis(80));
        var scenario = Scenarios.playing(placement, TUNNEL, seed, faults);
        try (var drive = new FrameStrip(200)) {
            VirtualRun.play(
                    file,
                    scenario,
                    drive,
                    zero -> ModelSetup.seeded(SocProfile.named("dashcam"), placement, TUNNEL, zero, seed));
        }
        return file;
    }

    private static <M extends Message> List<M> all(Path file, Class<M> type) {
        try (RunRecord record = RunRecord.open(file);
                var entries = record.entries(type)) {
            return entries.map(RunEntry::message).toList();
        }
    }

    @Test
    void two_runs_of_200_frames_in_virtual_time_are_the_same_to_the_byte() throws Exception {
        byte[] once = Files.readAllBytes(play("once.mcap", 7));
        byte[] again = Files.readAllBytes(play("again.mcap", 7));

        assertThat(again).isEqualTo(once);
        assertThat(Files.readAllBytes(play("other.mcap", 8))).isNotEqualTo(once);
    }

    @Test
    void every_frame_is_sent_when_it_is_due_and_answered_once() throws Exception {
        Path file = play("run.mcap", 7);

        assertThat(all(file, FrameSent.class)).hasSize(200).allSatisfy(sent -> assertThat(sent.getSentNs())
                .isEqualTo(sent.getDueNs()));
        assertThat(all(file, Result.class).stream().filter(r -> !r.getWarmUp()))
                .extracting(Result::getFrame)
                .hasSize(200)
                .doesNotHaveDuplicates();
        RunEnd end = all(file, RunEnd.class).get(0);
        assertThat(List.of(end.getFramesDue(), end.getFramesSent(), end.getResults()))
                .containsOnly(200);
        assertThat(all(file, Telemetry.class)).hasSizeGreaterThan(900);
    }

    @Test
    void the_edge_answers_in_the_tunnel_and_the_cloud_outside_it() throws Exception {
        List<Result> results = all(play("run.mcap", 7), Result.class).stream()
                .filter(r -> !r.getWarmUp())
                .toList();

        assertThat(results.stream().filter(r -> r.getFrame() >= 85 && r.getFrame() < 119))
                .allSatisfy(r -> {
                    assertThat(r.getWhere()).isEqualTo(Where.EDGE);
                    assertThat(r.getCloud().getOutcome()).isEqualTo(CloudTry.Outcome.SKIPPED_LINK_DOWN);
                });
        assertThat(results.stream().filter(r -> r.getFrame() > 10 && r.getFrame() < 75))
                .allSatisfy(r -> assertThat(r.getWhere()).isEqualTo(Where.CLOUD));
        assertThat(results.get(199).getWhere()).as("the link is found up again").isEqualTo(Where.CLOUD);
    }

    @Test
    void a_late_camera_delivers_its_frames_late_and_the_replayer_is_not_charged_for_it() throws Exception {
        var late = new FaultOrder(
                FaultOrder.Kind.CAMERA,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Map.of("what", "late", "by", "150ms"));

        List<FrameSent> sent = all(play("late.mcap", 7, List.of(late)), FrameSent.class);

        assertThat(sent).hasSize(200).allSatisfy(frame -> {
            long lateNanos = frame.getFrame() >= 20 && frame.getFrame() < 30 ? 150_000_000L : 0;
            assertThat(frame.getSentNs() - frame.getDueNs()).isEqualTo(lateNanos);
            assertThat(frame.getOrderedLateNs()).isEqualTo(lateNanos);
        });
        assertThat(sent.stream().map(FrameSent::getFrame).toList().indexOf(30))
                .as("a frame in time overtakes a late one")
                .isLessThan(sent.stream().map(FrameSent::getFrame).toList().indexOf(29));
    }
}
