package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.model.ModelSetup;
import dev.roadrig.boards.soc.SocProfile;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.run.VirtualRun;
import dev.roadrig.scenarios.record.RunEntry;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.v1.CloudTry;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.NetworkFile;
import dev.roadrig.scenarios.scenario.Placement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A phone that logged nothing for three minutes, in which the drive begins: the link it saw last holds, in a whole run. */
class GapInLogTest {
    /** When the demo's drive begins, whose clock the log shares. */
    private static final Instant START = Instant.ofEpochSecond(1_790_000_000);

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy.MM.dd_HH.mm.ss").withZone(ZoneOffset.UTC);
    private static final int FRAMES = 300;

    @TempDir
    private Path folder;

    private static String row(int second, int kbps) {
        return STAMP.format(START.plusSeconds(second)) + ",9.26,49.7,LTE," + kbps + "," + kbps + "\n";
    }

    private LinkProfile network() throws Exception {
        var log = new StringBuilder("Timestamp,Longitude,Latitude,NetworkMode,DL_bitrate,UL_bitrate\n");
        IntStream.rangeClosed(-170, -165).forEach(second -> log.append(row(second, 20_000)));
        IntStream.range(16, 22).forEach(second -> log.append(row(second, 0)));
        log.append(row(22, 20_000));
        Path phone = Files.writeString(folder.resolve("phone.csv"), log);
        Path drive = folder.resolve("phone.mcap");
        CommandLineRun imported = CommandLineRun.of("drive", "import", phone.toString(), "-o", drive.toString());
        assertThat(imported.code()).as(imported.err()).isZero();
        assertThat(imported.out().replaceAll("\\s+", " "))
                .contains("180 seconds without a row, in 1 gaps, the longest step 181 s");
        return NetworkFile.read(Files.writeString(
                folder.resolve("link.yaml"),
                "drive: " + Home.find().demo().resolve("drive") + "\nnetwork: {trace: phone.mcap}\n"));
    }

    @Test
    void the_last_state_holds_over_the_gap_and_what_is_logged_after_it_comes_at_its_own_time() throws Exception {
        LinkProfile network = network();
        var placement = new Placement(Placement.Mode.CLOUD_ELSE_EDGE, Duration.ofMillis(80));
        Path file = folder.resolve("run.mcap");
        try (var drive = VirtualRun.strip(FRAMES)) {
            VirtualRun.play(
                    file,
                    VirtualRun.scenario(placement, network, List.of()),
                    drive,
                    zero -> ModelSetup.seeded(SocProfile.named("dashcam"), placement, network, zero, 7));
        }
        try (RunRecord record = RunRecord.open(file);
                var entries = record.entries(Result.class)) {
            List<Result> results = entries.map(RunEntry::message)
                    .filter(result -> !result.getWarmUp())
                    .toList();
            assertThat(results).hasSize(FRAMES);
            assertThat(results)
                    .filteredOn(result -> result.getFrame() < 155)
                    .extracting(result -> result.getCloud().getOutcome())
                    .containsOnly(CloudTry.Outcome.ANSWERED);
            assertThat(results)
                    .filteredOn(result -> result.getFrame() >= 165 && result.getFrame() < 215)
                    .extracting(result -> result.getCloud().getOutcome())
                    .doesNotContain(CloudTry.Outcome.ANSWERED);
            assertThat(results)
                    .filteredOn(result -> result.getFrame() >= 260)
                    .extracting(result -> result.getCloud().getOutcome())
                    .containsOnly(CloudTry.Outcome.ANSWERED);
        }
    }
}
