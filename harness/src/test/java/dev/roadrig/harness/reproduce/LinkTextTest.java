package dev.roadrig.harness.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.link.DropVector;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.PacketPlan;
import dev.roadrig.scenarios.link.QueuePlan;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.record.AskedLink;
import dev.roadrig.scenarios.record.v1.LinkAsked;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.scenario.NetworkFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTextTest {
    private static final LinkState BURSTS = new LinkState(
            "bursts",
            new WayState(
                    2_000_000,
                    Duration.ofNanos(30_000_001),
                    new Jitter(Duration.ofMillis(4), Jitter.Distribution.PARETO, 0.3),
                    new Loss.GilbertElliott(0.02, 0.2, 0.9, 0.001),
                    new PacketFaults(0.01, 0.002, 0.0003)),
            new WayState(0, Duration.ZERO, Jitter.NONE, new Loss.Bernoulli(0.125), PacketFaults.NONE));
    private static final LinkState PLAIN =
            new LinkState("plain", 5_000_000, 7_000_000, Duration.ofMillis(41), Duration.ofMillis(2), 0.01);

    @TempDir
    private Path folder;

    @Test
    void a_schedule_is_read_as_the_conditions_that_it_was_written_of_from_the_drives_start_on() throws Exception {
        var packets = new PacketPlan(
                QueuePlan.parse("codel:packets=9,target=7ms"),
                QueuePlan.INFINITE,
                1_400,
                Optional.empty(),
                Optional.empty());
        var profile = new LinkProfile(
                Map.of(-2_000_000_000L, PLAIN, -1_000_000_000L, BURSTS, 0L, PLAIN, 1_234_567_891L, BURSTS), packets);
        assertThat(LinkText.fitsRows(profile)).isFalse();
        String text = "network: " + LinkText.network(LinkText.conditions(profile, folder), packets) + "\n";
        assertThat(NetworkFile.read(Files.writeString(folder.resolve("n.yaml"), text)))
                .isEqualTo(profile.from(0));
    }

    @Test
    void a_trace_says_all_of_plain_states() {
        assertThat(LinkText.fitsRows(new LinkProfile(Map.of(0L, PLAIN)))).isTrue();
    }

    @Test
    void a_record_keeps_each_way_of_a_state() {
        for (LinkState state : new LinkState[] {BURSTS, PLAIN}) {
            assertThat(AskedLink.state(AskedLink.message(7, state), PLAIN)).isEqualTo(state);
        }
    }

    @Test
    void a_jitter_of_nothing_has_no_shape_and_is_the_same_when_read_back() throws Exception {
        var still = new Jitter(Duration.ZERO, Jitter.Distribution.PARETO, 0.5);
        assertThat(still).isEqualTo(Jitter.NONE);
        var way = new WayState(1_000_000, Duration.ZERO, still, Loss.nothing(), PacketFaults.NONE);
        var profile = new LinkProfile(Map.of(0L, new LinkState("x", way, way), 5L, BURSTS));
        String text = "network: " + LinkText.network(LinkText.conditions(profile, folder), profile.packets()) + "\n";
        assertThat(NetworkFile.read(Files.writeString(folder.resolve("n.yaml"), text)))
                .isEqualTo(profile);
    }

    private LinkState losing(String file, String drops) throws Exception {
        Path path = Files.writeString(
                Files.createDirectories(folder.resolve(file).getParent())
                        .resolve(Path.of(file).getFileName()),
                drops);
        var loss = new Loss.Recorded(DropVector.read(path));
        var way = new WayState(1_000_000, Duration.ZERO, Jitter.NONE, loss, PacketFaults.NONE);
        return new LinkState("x", way, way);
    }

    @Test
    void other_packets_than_those_that_a_record_lost_are_told() throws Exception {
        LinkState lost = losing("run/drops.txt", "3\n5-7\n");
        LinkAsked asked = AskedLink.message(0, lost);

        LinkState moved = losing("elsewhere/lost.txt", "3-3\n5-7\n");
        assertThat(AskedLink.state(asked, moved)).isEqualTo(lost);
        LinkState others = losing("other/drops.txt", "3\n5-8\n");
        assertThatThrownBy(() -> AskedLink.state(asked, others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("run/drops.txt")
                .hasMessageContaining("other/drops.txt")
                .hasMessageContaining("are others");
        LinkAsked old = asked.toBuilder()
                .setUp(asked.getUp().toBuilder().clearRecordedLossSha256())
                .setDown(asked.getDown().toBuilder().clearRecordedLossSha256())
                .build();
        assertThat(AskedLink.state(old, others)).as("by name").isEqualTo(others);
        assertThatThrownBy(() -> AskedLink.state(old, moved)).hasMessageContaining("are others");
    }
}
