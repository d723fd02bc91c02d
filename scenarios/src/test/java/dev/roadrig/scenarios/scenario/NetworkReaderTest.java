package dev.roadrig.scenarios.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.yaml.YamlFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkReaderTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    private Path dir;

    private LinkProfile network(String yaml, DriveTime drive) throws Exception {
        Path file = Files.writeString(dir.resolve("n.yaml"), yaml);
        return NetworkReader.read(YamlFile.read(file).top(), () -> drive);
    }

    private LinkProfile network(String yaml) throws Exception {
        return network(yaml, new DriveTime(1_000, Duration.ofSeconds(9)));
    }

    private static Path demo() {
        return SharedFolder.root().resolve("scenarios/demo/drive");
    }

    @Test
    void each_way_has_its_own_words_before_those_for_both() throws Exception {
        LinkProfile link = network("""
                up: 2 Mbit/s
                down: {rate: 10 Mbit/s, delay: 35ms, loss: {enter: 2 %, leave: 20 %}}
                delay: 20ms
                jitter: {deviation: 4ms, distribution: pareto, correlation: 0.3}
                reorder: 1 %
                duplicate: 0.1 %
                corrupt: 0.01 %
                """);
        var jitter = new Jitter(Duration.ofMillis(4), Jitter.Distribution.PARETO, 0.3);
        var faults = new PacketFaults(0.01, 0.001, 0.0001);
        assertThat(link.at(0).up())
                .isEqualTo(new WayState(2_000_000, Duration.ofMillis(20), jitter, Loss.nothing(), faults));
        assertThat(link.at(0).down())
                .isEqualTo(new WayState(
                        10_000_000, Duration.ofMillis(35), jitter, new Loss.GilbertElliott(0.02, 0.2, 1, 0), faults));
    }

    @Test
    void a_schedule_holds_step_by_step_over_what_holds_else() throws Exception {
        LinkProfile link = network("""
                rate: 10 Mbit/s
                delay: 20ms
                schedule: [{at: 2s, rate: 0 bit/s, name: out}, {at: 3s}, {at: 5s, delay: 200ms}]
                combine: replace
                """);
        assertThat(link.at(0).upBitsPerSecond()).isEqualTo(10_000_000);
        assertThat(link.at(2 * SECOND).outage()).isTrue();
        assertThat(link.at(2 * SECOND).name()).isEqualTo("out");
        assertThat(link.at(3 * SECOND)).isEqualTo(link.at(0));
        assertThat(link.at(8 * SECOND).rtt()).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void a_stretch_of_the_route_is_the_time_in_which_the_drive_was_there() throws Exception {
        LinkProfile link = network("""
                rate: 10 Mbit/s
                along: [{from: 100m, to: 200m, rate: 0 bit/s}]
                combine: replace
                """, DriveTime.of(demo()));
        List<LinkProfile.Step> steps = link.steps();
        assertThat(steps).hasSize(3);
        // Straight between the two frames around it, as frames.csv has them.
        assertThat(steps.get(1).driveOffsetNanos()).isEqualTo(timeAt(100));
        assertThat(steps.get(2).driveOffsetNanos()).isEqualTo(timeAt(200));
        assertThat(link.at(steps.get(1).driveOffsetNanos()).outage()).isTrue();
    }

    private static long timeAt(double metres) throws Exception {
        List<String> rows = Files.readAllLines(demo().resolve("frames.csv"));
        double first = Double.parseDouble(rows.get(1).split(",")[7]);
        for (int i = 2; i < rows.size(); i++) {
            double before = Double.parseDouble(rows.get(i - 1).split(",")[7]) - first;
            double after = Double.parseDouble(rows.get(i).split(",")[7]) - first;
            if (before <= metres && metres < after) {
                return (i - 2) * 100_000_000L + Math.round(1e8 * ((metres - before) / (after - before)));
            }
        }
        throw new IllegalStateException("the demo's route is shorter than " + metres + " m");
    }

    @Test
    void a_place_holds_while_the_vehicle_is_within_its_circle_whether_folder_or_one_file() throws Exception {
        String yaml = """
                rate: 10 Mbit/s
                places: [{latitude: 49.7010, longitude: 9.2612, radius: 40m, loss: 5 %, name: cutting}]
                """;
        LinkProfile folder = network(yaml, DriveTime.of(demo()));
        assertThat(folder.steps()).hasSizeGreaterThanOrEqualTo(2);
        LinkProfile.Step in = folder.steps().stream()
                .filter(step -> step.state().name().equals("cutting"))
                .findFirst()
                .orElseThrow();
        assertThat(in.state().up().loss()).isEqualTo(new Loss.Bernoulli(0.05));
        DriveImport.of(demo(), dir.resolve("d.mcap"));
        assertThat(network(yaml, DriveTime.of(dir.resolve("d.mcap")))).isEqualTo(folder);
    }

    @Test
    void a_track_of_one_position_within_a_place_is_there_from_then_on() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("one"));
        Files.write(folder.resolve("p.jpg"), new byte[] {1});
        Files.writeString(folder.resolve("frames.csv"), "frame,file,t_ns\n0,p.jpg,2000000000\n1,p.jpg,4000000000\n");
        Files.writeString(folder.resolve("track.csv"), "t_ns,lat,lon\n3000000000,49.0,9.0\n");
        LinkProfile there = network("""
                rate: 1 Mbit/s
                combine: replace
                places: [{latitude: 49.0, longitude: 9.0, radius: 50m, rate: 5 Mbit/s}]
                """, DriveTime.of(folder));
        assertThat(there.at(999_999_999).upBitsPerSecond()).isEqualTo(1_000_000);
        assertThat(there.at(1_000_000_000).upBitsPerSecond()).isEqualTo(5_000_000);
        assertThat(there.at(Long.MAX_VALUE).upBitsPerSecond()).isEqualTo(5_000_000);
    }

    @Test
    void a_place_in_which_the_drive_begins_holds_from_its_start_where_the_track_begins_before() throws Exception {
        Path folder = Files.createDirectories(dir.resolve("d"));
        Files.write(folder.resolve("p.jpg"), new byte[] {1});
        Files.writeString(folder.resolve("frames.csv"), "frame,file,t_ns\n0,p.jpg,2000000000\n1,p.jpg,4000000000\n");
        Files.writeString(
                folder.resolve("track.csv"),
                "t_ns,lat,lon\n1000000000,49.0,9.0\n3000000000,49.0,9.0\n4000000000,49.1,9.0\n");
        LinkProfile link = network("""
                rate: 10 Mbit/s
                places: [{latitude: 49.0, longitude: 9.0, radius: 50m, loss: 5 %}]
                """, DriveTime.of(folder));
        assertThat(link.at(0).up().loss()).isEqualTo(new Loss.Bernoulli(0.05));
        assertThat(link.at(2 * SECOND).up().loss()).isEqualTo(Loss.nothing());
    }

    @Test
    void a_queue_an_mtu_and_chances_are_kept_for_packets() throws Exception {
        Files.writeString(dir.resolve("a.up"), "1\n");
        LinkProfile link = network("""
                trace: {up: a.up}
                down: 5 Mbit/s
                queue: {up: 'drophead:packets=50', down: 'codel:packets=200,target=10ms'}
                mtu: 1400 B
                """);
        assertThat(link.packets().up().written()).isEqualTo("drophead:packets=50");
        assertThat(link.packets().down().codel().target()).isEqualTo(Duration.ofMillis(10));
        assertThat(link.packets().mtuBytes()).isEqualTo(1400);
        assertThat(link.packets().upTrace().orElseThrow().chances()).isEqualTo(1);
        assertThat(link.packets().downTrace()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{rate: 1 Mbit/s, schedule: [{at: 1s, rate: 2 Mbit/s}]} | two sources state up, down; write combine",
                "{rate: 1 Mbit/s, schedule: [{at: 1s, up: {delay: 1ms}}], delay: 1ms} | two sources state up.delay;",
                "{rate: 1 Mbit/s, schedule: [{at: 2s}, {at: 1s}]} | a schedule's steps rise",
                "{rate: 1 Mbit/s, schedule: [{at: 2s, speed: 1}]} | speed",
                "{schedule: [{at: 2s, rate: 1 Mbit/s}]} | the link's rate up is missing",
                "{rate: 1 Mbit/s, loss: {enter: 1 %, leave: 0}} | a burst that never ends is an outage",
                "{rate: 1 Mbit/s, loss: {enter: 2, leave: 1}} | a chance of a burst is between 0 and 1",
                "{rate: 1 Mbit/s, reorder: 200 %} | a reorder is between 0 and 1",
                "{rate: 1 Mbit/s, mtu: 20 B} | an MTU is from 68 B",
                "{rate: 1 Mbit/s, queue: 'droptail'} | it has no limit",
                "{rate: 1 Mbit/s, jitter: {deviation: 1ms, correlation: 1}} | at most 0.999",
                "{rate: 1 Mbit/s, along: [{from: 5m, to: 2m, delay: 1ms}]} | the stretch ends before it begins",
                "{rate: 1 Mbit/s, places: [{latitude: 91, longitude: 0, radius: 1m}]} | degrees are from",
                "{rate: 1 Mbit/s, delay: 1ms, combine: worst} | there is nothing to combine",
            })
    void what_cannot_be_is_told(String yaml, String words) {
        assertThatThrownBy(() -> network(yaml)).isInstanceOf(BadInput.class).hasMessageContaining(words);
    }

    @Test
    void a_place_where_the_drive_never_was_is_told_with_the_nearest() {
        assertThatThrownBy(() -> network("""
                        rate: 10 Mbit/s
                        places: [{latitude: 48.1, longitude: 11.5, radius: 40m, loss: 5 %}]
                        """, DriveTime.of(demo())))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("never comes within 40.0 m of 48.1, 11.5; the nearest of its positions is");
    }
}
