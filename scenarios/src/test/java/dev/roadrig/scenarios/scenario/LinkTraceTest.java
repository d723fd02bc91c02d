package dev.roadrig.scenarios.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTraceTest {
    private static final long MILLI = 1_000_000;

    @TempDir
    private Path dir;

    private NavigableMap<Long, Long> mahimahi(String lines) throws Exception {
        return MahimahiTrace.read(Files.writeString(dir.resolve("t.up"), lines));
    }

    private LinkProfile network(String yaml) throws Exception {
        Path file = Files.writeString(dir.resolve("n.yaml"), yaml);
        return NetworkReader.read(YamlFile.read(file).top(), () -> new DriveTime(1_000, Duration.ofSeconds(9)));
    }

    @Test
    void one_chance_a_millisecond_is_12_megabits_a_second_without_end() throws Exception {
        assertThat(mahimahi("1\n")).containsExactly(Map.entry(0L, 12_000_000L));
    }

    @Test
    void a_slow_link_is_slow_and_a_gap_is_an_outage() throws Exception {
        NavigableMap<Long, Long> rates = mahimahi("50\n350\n1050\n1099\n1100\n");
        assertThat(rates.headMap(1_100 * MILLI, false))
                .containsExactly(
                        Map.entry(0L, 120_000L),
                        Map.entry(100 * MILLI, 40_000L),
                        Map.entry(400 * MILLI, 0L),
                        Map.entry(1_000 * MILLI, 360_000L));
        assertThat(rates).containsEntry(1_100 * MILLI, 120_000L);
    }

    @Test
    void a_recorded_trace_keeps_its_bytes_and_its_outages() throws Exception {
        Path trace = SharedFolder.data("network/mahimahi/ATT-LTE-driving-2016.down");
        List<String> stamps = Files.readAllLines(trace);
        int lines = stamps.size();
        long last = Long.parseLong(stamps.get(lines - 1).strip());
        NavigableMap<Long, Long> rates = MahimahiTrace.read(trace).headMap(last * MILLI, false);
        double bits = 0;
        for (long at : rates.keySet()) {
            long end = Objects.requireNonNullElse(rates.higherKey(at), last * MILLI);
            bits += rates.floorEntry(at).getValue() * ((end - at) / 1e9);
        }
        assertThat(bits / 8 / 1500).isBetween(lines - 2.0, lines + 2.0);
        assertThat(rates.values()).filteredOn(rate -> rate == 0).isNotEmpty();
    }

    @Test
    void the_worst_of_a_trace_and_constants_holds_or_the_constants_replace_it() throws Exception {
        Files.writeString(
                dir.resolve("c.csv"),
                "t_ns,state,down_kbps,up_kbps,rtt_ms,jitter_ms,loss\n1000,lte,100,10,40,2.5,0.01\n2000,none,0,0,,,1\n");
        LinkProfile worst = network("{trace: c.csv, rate: 50 kbit/s, rtt: 60ms, combine: worst}");
        assertThat(worst.at(0))
                .isEqualTo(
                        new LinkState("lte", 10_000, 50_000, Duration.ofMillis(60), Duration.ofNanos(2_500_000), 0.01));
        assertThat(worst.at(1_000).outage()).isTrue();
        LinkProfile replaced = network("{trace: c.csv, rate: 50 kbit/s, combine: replace}");
        assertThat(replaced.at(1_000))
                .isEqualTo(
                        new LinkState("none", 50_000, 50_000, Duration.ofMillis(40), Duration.ofNanos(2_500_000), 1));
    }

    @Test
    void two_mahimahi_traces_and_a_delay_make_a_link() throws Exception {
        Files.writeString(dir.resolve("a.up"), "1\n");
        Files.writeString(dir.resolve("a.down"), "1\n1\n");
        assertThat(network("{trace: {up: a.up, down: a.down}, delay: 30ms}").at(5))
                .isEqualTo(new LinkState("trace", 12_000_000, 24_000_000, Duration.ofMillis(60), Duration.ZERO, 0));
    }

    @Test
    void a_link_that_travels_in_a_drive_is_the_same_as_its_trace() throws Exception {
        Path demo = SharedFolder.root().resolve("scenarios/demo/drive");
        DriveImport.of(demo, dir.resolve("d.mcap"));
        DriveTime time = DriveTime.of(demo);
        Path file = Files.writeString(
                dir.resolve("n.yaml"), "trace: {csv: " + demo.resolve("cellular.csv") + ", mcap: d.mcap}");
        YamlMap traces = YamlFile.read(file).top().map("trace");
        LinkTrace mcap = LinkTrace.read(traces.node("mcap"), () -> time);
        assertThat(mcap).isEqualTo(LinkTrace.read(traces.node("csv"), () -> time));
        assertThat(mcap.steps()).hasSize(200);
    }

    @Test
    void a_drive_without_a_link_or_of_another_day_is_no_trace() throws Exception {
        Files.createDirectories(dir.resolve("d"));
        Files.write(dir.resolve("d/p.jpg"), new byte[] {1});
        Files.writeString(dir.resolve("d/frames.csv"), "frame,file,t_ns\n0,p.jpg,5\n");
        DriveImport.of(dir.resolve("d"), dir.resolve("none.mcap"));
        assertThatThrownBy(() -> network("{trace: none.mcap}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "none.mcap holds no states of a link; name a trace, or import a folder with" + " cellular.csv");
        Files.writeString(dir.resolve("d/cellular.csv"), "t_ns,down_kbps,up_kbps\n5,1,1\n");
        DriveImport.of(dir.resolve("d"), dir.resolve("other.mcap"));
        assertThatThrownBy(() -> network("{trace: other.mcap}"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "other.mcap: the link's states hold no moment of the drive, which begins at 1000");
    }
}
