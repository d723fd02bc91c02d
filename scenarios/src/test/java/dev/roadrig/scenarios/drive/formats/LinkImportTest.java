package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.RecordedLink;
import dev.roadrig.scenarios.drive.Recording;
import dev.roadrig.scenarios.drive.formats.Imported.At;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.DeliveryOpportunities;
import dev.roadrig.scenarios.drive.v1.LinkSample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Measured links. */
class LinkImportTest {
    private static final String PHONE = "Timestamp,Longitude,Latitude,NetworkMode,DL_bitrate,UL_bitrate\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "B_2019.12.16_07.22.43.csv, 2617, 334, 276, 19",
        "B_2019.12.16_14.23.32.csv, 2887, 295, 308, 25",
        "B_2020.02.14_07.29.00.csv, 2139, 227, 325, 17"
    })
    void a_real_measured_drive_is_merged_by_second_and_its_gaps_are_told(
            String name, int rows, int repeats, int twoSeconds, int threeSeconds) throws Exception {
        Imported imported = Imported.of(SharedFolder.data("network/5g-driving/" + name), folder);
        long left = (long) rows - repeats;
        assertThat(imported.counts()).containsEntry("/link", left).containsEntry("/gps/fix", left);
        assertThat(imported.told().account().notes())
                .contains(
                        repeats
                                + " rows with the stamp of the row before, merged: the mean of the rates, the last of everything"
                                + " else",
                        (twoSeconds + 2 * threeSeconds) + " seconds without a row, in " + (twoSeconds + threeSeconds)
                                + " gaps, the longest step 3 s; left open, so the last state holds")
                .anyMatch(note -> note.startsWith("rates are what the phone's transfers used: a lower bound"));
        Recording.Stream link = imported.told().made().channels().stream()
                .filter(channel -> channel.topic().equals("/link"))
                .findFirst()
                .orElseThrow();
        assertThat(link.gaps()).isEqualTo(twoSeconds + threeSeconds);
        assertThat(link.longestInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(link.medianInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(link.repeats()).isZero();
        List<RecordedLink> states = new ArrayList<>();
        DriveReader.forEachLinkState(imported.file(), states::add);
        assertThat(states).hasSize((int) left);
    }

    @Test
    void rows_of_one_second_become_their_mean() throws Exception {
        Imported imported = Imported.of(SharedFolder.data("network/5g-driving/B_2019.12.16_07.22.43.csv"), folder);
        At<LinkSample> first = imported.messages(LinkSample.parser(), "/link").get(0);
        assertThat(first.utcNanos()).isEqualTo(1_576_480_963_000_000_000L);
        LinkSample sample = first.message();
        assertThat(sample.getDownBitsPerSecond()).isEqualTo((222_000 + 8_000) / 2);
        assertThat(sample.getUpBitsPerSecond()).isEqualTo((53_000 + 2_000) / 2);
        assertThat(sample.getRsrpDbm()).isEqualTo(-99);
        assertThat(sample.getRsrqDb()).isEqualTo(-9);
        assertThat(sample.getSnrDb()).isEqualTo(9);
        assertThat(sample.getState()).isEqualTo("5g");
        assertThat(sample.getCell()).isEqualTo("12");
        assertThat(sample.hasRoundTripNanos()).isFalse();
        LocationFix fix =
                imported.messages(LocationFix.parser(), "/gps/fix").get(0).message();
        assertThat(fix.getLatitude()).isEqualTo(51.935609);
        assertThat(fix.getLongitude()).isEqualTo(-8.388197);
        assertThat(imported.messages(LinkSample.parser(), "/link"))
                .filteredOn(at -> at.message().hasRoundTripNanos())
                .first()
                .satisfies(at -> assertThat(at.message().getRoundTripNanos()).isEqualTo(80_000_000));
    }

    @Test
    void a_broken_measured_log_is_refused_with_line_and_reason() throws Exception {
        refusedPhone(
                "2019.13.16_07.22.43,1,2,5G,1,1",
                ":2: column Timestamp should be a time as 2019.12.16_07.22.43 and not" + " '2019.13.16_07.22.43'.");
        refusedPhone(
                "2019.12.16_07.22.43,1,2,5G,-1,1", ":2: column DL_bitrate should be between 0.0 and 1.0E9 and not -1.");
        refusedPhone("2019.12.16_07.22.43,1,2,5G,1", ":2: 5 fields where the header has 6.");
        refusedPhone(
                "2019.12.16_07.22.43,1,92,5G,1,1", ":2: column Latitude should be between -90.0 and 90.0 and not 92.");
        Imported.refused(
                folder,
                "gnettrack",
                "Timestamp\n2019.12.16_07.22.43\n",
                ":1: the column DL_bitrate is missing; there are" + " Timestamp.");
    }

    private void refusedPhone(String row, String message) throws Exception {
        Imported.refused(folder, "gnettrack", PHONE + row + "\n", message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "up"})
    void every_chance_of_a_real_packet_trace_is_kept(String direction) throws Exception {
        Path source = SharedFolder.data("network/mahimahi/ATT-LTE-driving-2016." + direction);
        Imported imported = Imported.of(source, folder);
        List<String> lines = new ArrayList<>();
        for (At<DeliveryOpportunities> at : imported.messages(DeliveryOpportunities.parser(), "/link/" + direction)) {
            assertThat(at.message().getBytesEach()).isEqualTo(1_500);
            for (int i = 0; i < at.message().getPackets(); i++) {
                lines.add(String.valueOf((at.utcNanos() - Stamps.SYNTHETIC_UTC_NANOS) / 1_000_000));
            }
        }
        assertThat(lines).isEqualTo(Files.readAllLines(source));
        assertThat(imported.told().account().notes().get(0))
                .startsWith(lines.size() + " packets in " + lines.get(lines.size() - 1) + " ms");
    }

    @Test
    void a_broken_packet_trace_is_refused_with_line_and_reason() throws Exception {
        Imported.refused(folder, "mahimahi", "5\n4\n", ":2: '4' is before the line above, 5; a trace never goes back.");
        Imported.refused(folder, "mahimahi", "5\nsix\n", ":2: 'six' is not a whole number of milliseconds.");
        Imported.refused(folder, "mahimahi", "0\n0\n", ":2: the trace ends at 0 ms and has no length.");
    }

    @Test
    void our_own_link_log_alone_is_what_it_is_in_its_drives_folder() throws Exception {
        Path demo = SharedFolder.root().resolve("scenarios/demo/drive");
        Imported alone = Imported.of(demo.resolve("cellular.csv"), folder);
        Imported inDrive = Imported.of(demo, folder);
        assertThat(alone.messages(LinkSample.parser(), "/link"))
                .isEqualTo(inDrive.messages(LinkSample.parser(), "/link"))
                .hasSize(200);
        assertThat(alone.told().recognised()).isEqualTo("recognised by its columns t_ns, down_kbps, up_kbps");
        Imported.refused(
                folder,
                "link-csv",
                "t_ns,down_kbps,up_kbps\n5,1,-1\n",
                ":2: column up_kbps should be a number of 0 or more and" + " not '-1'.");
    }
}
