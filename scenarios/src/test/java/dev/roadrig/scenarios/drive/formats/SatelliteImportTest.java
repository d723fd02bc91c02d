package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.formats.Imported.At;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.GnssState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of satellite receivers. */
class SatelliteImportTest {
    private static final String GPX =
            "<?xml version=\"1.0\"?>\n<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\">";

    @TempDir
    private Path folder;

    private static Instant utc(At<?> at) {
        return Instant.ofEpochSecond(0, at.utcNanos());
    }

    @Test
    void a_real_log_of_two_talkers_gives_a_position_a_second() throws Exception {
        Imported imported = Imported.of(SharedFolder.data("transcripts/nmea/sirf3_glonass_gn_talker.txt"), folder);
        List<At<LocationFix>> fixes = imported.messages(LocationFix.parser(), "/gps/fix");
        assertThat(fixes).hasSize(7);
        assertThat(utc(fixes.get(0))).isEqualTo("2014-05-26T08:14:11Z");
        assertThat(utc(fixes.get(6))).isEqualTo("2014-05-26T08:14:17Z");
        assertThat(fixes.get(0).message().getLatitude()).isEqualTo(55 + 41.1955 / 60, within(1e-12));
        assertThat(fixes.get(0).message().getLongitude()).isEqualTo(37 + 37.2872 / 60, within(1e-12));
        assertThat(fixes.get(0).message().getAltitude()).as("without a GGA").isZero();
        assertThat(fixes.get(1).message().getAltitude()).isEqualTo(66.2);
        List<At<GnssState>> states = imported.messages(GnssState.parser(), "/gps/state");
        assertThat(states).hasSize(7);
        GnssState state = states.get(1).message();
        assertThat(state.getSpeedMetresPerSecond()).isEqualTo(0.52 * 1852 / 3600, within(1e-12));
        assertThat(state.getHeadingDegrees()).isEqualTo(301.26);
        assertThat(state.getSatellites()).isEqualTo(5);
        assertThat(state.getHdop()).isEqualTo(4.87);
        assertThat(state.getFix()).isEqualTo("gps");
        assertThat(states.get(0).message().getFix()).isEqualTo("valid");
        assertThat(imported.told().account().timeBase()).isEqualTo("UTC of the satellites, dates from RMC and ZDA");
        assertThat(imported.told().account().dropped())
                .anyMatch(what -> what.matches("\\d+ GSA sentences, first at line 1"));
    }

    @Test
    void a_receiver_that_finds_no_fix_gives_states_and_no_position() throws Exception {
        Imported imported = Imported.of(SharedFolder.data("transcripts/nmea/beidou_gb_talker.txt"), folder);
        assertThat(imported.counts()).doesNotContainKey("/gps/fix");
        List<At<GnssState>> states = imported.messages(GnssState.parser(), "/gps/state");
        assertThat(states).isNotEmpty().allMatch(at -> at.message().getFix().equals("none"));
        assertThat(utc(states.get(0))).isEqualTo("2015-03-02T05:32:29.438Z");
    }

    @Test
    void a_receiver_whose_date_jumps_when_it_finds_the_time_is_kept_as_recorded() throws Exception {
        Imported imported = Imported.of(SharedFolder.data("transcripts/nmea/mtk3301.txt"), folder);
        List<At<GnssState>> states = imported.messages(GnssState.parser(), "/gps/state");
        assertThat(utc(states.get(0))).isEqualTo("1980-01-05T23:59:46.005Z");
        assertThat(utc(states.get(states.size() - 1))).isEqualTo("2008-08-23T08:14:36Z");
    }

    @Test
    void midnight_passes_also_without_a_date_and_corrupt_sentences_are_counted() throws Exception {
        Path source = Files.writeString(
                folder.resolve("log"),
                String.join(
                        "\r\n",
                        "$GPGGA,235959.5,0000.0,N,00000.0,E,1,5,1,1,M,0,M,,*43",
                        "$GPGGA,000000.5,0000.0,S,00000.0,W,1,5,1,1,M,0,M,,",
                        "$GPGGA,000001.5,0000.0,S,00000.0,W,1,5,1,1,M,0,M,,*00",
                        "noise",
                        ""));
        Imported imported = Imported.of(source, folder, java.util.Optional.of("nmea"));
        List<At<LocationFix>> fixes = imported.messages(LocationFix.parser(), "/gps/fix");
        assertThat(imported.told().account().dropped())
                .contains(
                        "1 lines that are no sentences, first at line 4",
                        "1 sentences with a wrong checksum, first at line 3");
        assertThat(fixes).extracting(SatelliteImportTest::utc).contains(Instant.parse("2020-01-02T00:00:00.500Z"));
        assertThat(imported.told().account().timeBase())
                .startsWith("the satellites' time of day, laid from 2020-01-01");
        assertThat(imported.told().account().notes())
                .containsExactly("1 sentences without a checksum are taken as they are");
    }

    @Test
    void a_broken_nmea_log_is_refused_with_line_and_reason() throws Exception {
        refusedNmea(
                "$GPGGA,250000,,,,,0,0,,,M,,M,,", ":2: field 1 of GGA should be a time hhmmss.sss and not '250000'.");
        refusedNmea(
                "$GPRMC,000001,A,9100.0,N,00000.0,E,0,0,010120,,,A",
                ":2: field 3 of RMC should be an angle dddmm.mmmm of at" + " most 90.0 degrees and not '9100.0'.");
        refusedNmea(
                "$GPRMC,000001,A,0100.0,X,00000.0,E,0,0,010120,,,A",
                ":2: field 4 of RMC should be N or S and not 'X'.");
        refusedNmea(
                "$GPRMC,000001,A,0100.0,N,00000.0,E,fast,0,010120,,,A",
                ":2: field 7 of RMC should be a number and not 'fast'.");
        refusedNmea(
                "$GPRMC,000001,A,0100.0,N,00000.0,E,0,0,310220,,,A",
                ":2: field 9 of RMC should be a day of the calendar and not" + " '310220'.");
        Imported.refused(
                folder, "nmea", "hello\n", " holds nothing to import: read as NMEA 0183 log, it has no messages.");
    }

    private void refusedNmea(String line, String message) throws Exception {
        Imported.refused(folder, "nmea", "$GPRMC,000000,V,,,,,,,010120,,,N\n" + line + "\n", message);
    }

    @Test
    void a_gpx_track_is_positions_and_states() throws Exception {
        Path source = Files.writeString(
                folder.resolve("log"),
                GPX
                        + "<wpt lat='1' lon='2'/><trk><name>to work</name><trkseg><trkpt lat='49.5' lon='-9.25'><ele>211.5</ele>"
                        + "<time>2026-03-29T00:59:59.250Z</time><speed>12.5</speed><course>90</course><fix>3d</fix><sat>9</sat>"
                        + "<hdop>0.8</hdop></trkpt><trkpt lat='49.6' lon='-9.25'/></trkseg><trkseg><trkpt lat='49.7' lon='-9'>"
                        + "<time>2026-03-29T03:00:00+02:00</time></trkpt></trkseg></trk></gpx>");
        Imported imported = Imported.of(source, folder);
        List<At<LocationFix>> fixes = imported.messages(LocationFix.parser(), "/gps/fix");
        assertThat(fixes)
                .extracting(SatelliteImportTest::utc)
                .containsExactly(Instant.parse("2026-03-29T00:59:59.250Z"), Instant.parse("2026-03-29T01:00:00Z"));
        assertThat(fixes.get(0).message().getLatitude()).isEqualTo(49.5);
        assertThat(fixes.get(0).message().getLongitude()).isEqualTo(-9.25);
        assertThat(fixes.get(0).message().getAltitude()).isEqualTo(211.5);
        GnssState state =
                imported.messages(GnssState.parser(), "/gps/state").get(0).message();
        assertThat(state.getSpeedMetresPerSecond()).isEqualTo(12.5);
        assertThat(state.getHeadingDegrees()).isEqualTo(90);
        assertThat(state.getSatellites()).isEqualTo(9);
        assertThat(state.getFix()).isEqualTo("3d");
        assertThat(imported.told().account().dropped())
                .containsExactly("1 waypoints, first at line 2", "1 track points without a time, first at line 2");
        assertThat(imported.told().account().notes())
                .containsExactly("2 track segments, one after the other as they are in the file");
        assertThat(imported.counts()).isEqualTo(Map.of("/gps/fix", 2L, "/gps/state", 2L));
    }

    @Test
    void a_broken_or_hostile_gpx_file_is_refused_with_line_and_reason() throws Exception {
        refusedGpx(
                "<!DOCTYPE gpx [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<gpx><trk>&x;</trk></gpx>",
                ":1: has a document type (DOCTYPE); no GPX file needs one.");
        refusedGpx(
                GPX + "\n<trk><trkseg><trkpt lat='91' lon='0'/>",
                ":3: lat should be between -90.0 and 90.0 and not '91'.");
        refusedGpx(GPX + "\n<trk><trkseg><trkpt lon='0'/>", ":3: lat should be a number and not ''.");
        refusedGpx(
                GPX + "\n<trk><trkseg><trkpt lat='1' lon='0'><time>noon</time>",
                ":3: <time> 'noon' is no time of ISO 8601.");
        refusedGpx(
                GPX + "\n<trk><trkseg><trkpt lat='1' lon='0'><time>1969-01-01T00:00:00Z</time>",
                ":3: <time> '1969-01-01T00:00:00Z'" + " is not between 1970 and 2200.");
        refusedGpx(GPX + "<trk>", ":2: is no whole XML: ");
        refusedGpx("<kml/>", ":1: is 'kml' and not <gpx>.");
        refusedGpx("<gpx>" + "<a>".repeat(100), ":1: is nested deeper than 64 elements.");
    }

    private void refusedGpx(String text, String message) throws Exception {
        Imported.refused(folder, "gpx", text, message);
    }
}
