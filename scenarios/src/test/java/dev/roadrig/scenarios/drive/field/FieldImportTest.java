package dev.roadrig.scenarios.drive.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.Recording;
import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.drive.video.VideoDecoder;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles of support tickets become one recording on one clock, as far as their parts show how. */
class FieldImportTest {
    private static final String SEGMENT = "drives/comma2k19-dev-0-40s";

    @TempDir
    private Path folder;

    private Path ticket() throws IOException {
        return Files.createDirectories(folder.resolve("ticket"));
    }

    private FieldImport imported() throws Exception {
        return FieldImport.of(ticket(), folder.resolve("ticket.mcap"), Optional.empty());
    }

    private static FieldPart part(FieldImport made, String kind) {
        return made.report().parts().stream()
                .filter(part -> part.kind().equals(kind))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("no " + kind + " in " + made.report().parts()));
    }

    /** That a clock was recovered to within three of its residuals, and its residual is small. */
    private static void recovered(FieldImport made, String kind, double offsetSeconds, double mostSigma) {
        FieldPart part = part(made, kind);
        assertThat(part.alignment().isAligned())
                .as("%s: %s", kind, part.alignment())
                .isTrue();
        double sigma = part.alignment().residualNanos() / 1e9;
        assertThat(sigma).as("residual of %s", kind).isPositive().isLessThan(mostSigma);
        assertThat(part.offsetNanos().orElseThrow() / 1e9)
                .as("offset of %s by %s", kind, part.alignment())
                .isEqualTo(offsetSeconds, within(3 * sigma));
    }

    @Test
    void the_clocks_of_a_ticket_made_of_a_real_drive_are_recovered_and_it_plays_as_a_drive() throws Exception {
        var synthetic = SyntheticTicket.make(SharedFolder.data(SEGMENT), ticket());
        FieldImport made = imported();
        recovered(made, "can", -SyntheticTicket.CAN_AHEAD, 0.045);
        recovered(made, "video", synthetic.startUtc() + SyntheticTicket.VIDEO_ZERO_AFTER_START, 0.15);
        recovered(made, "kernel", synthetic.startUtc() - SyntheticTicket.MONOTONIC_AT_START, 0.002);
        recovered(made, "application", synthetic.startUtc() - SyntheticTicket.MONOTONIC_AT_START, 0.002);
        // A log of whole seconds shows 53 where 48.299 + 5 is meant.
        double shown = Math.floor(synthetic.startUtc() + SyntheticTicket.MODEM_AHEAD);
        recovered(made, "modem", synthetic.startUtc() - shown, 0.06);
        assertThat(part(made, "gnss").offsetNanos()).contains(0L);
        assertThat(part(made, "can").alignment().method())
                .as("the field of this car's speed, which nobody described")
                .contains("can0 id 0B4 bytes 5-6 big-endian against the speed of gps.txt");
        assertThat(made.missing()).isEmpty();
        assertThat(made.unread()).isEmpty();
        holdsAllInTimeAndPlays(made, synthetic);
    }

    private void holdsAllInTimeAndPlays(FieldImport made, SyntheticTicket synthetic) throws IOException {
        Path file = folder.resolve("ticket.mcap");
        Recording recording = Recording.of(file);
        assertThat(recording.damage()).isEmpty();
        assertThat(recording.channels())
                .extracting(Recording.Stream::topic)
                .containsExactlyInAnyOrder(
                        "/can/can0",
                        "/can/can1",
                        "/camera/image",
                        "/camera/frame",
                        "/camera/annotations",
                        "/gps/fix",
                        "/gps/fix",
                        "/gps/state",
                        "/gps/state",
                        "/link",
                        "/log/kernel",
                        "/log/application");
        assertThat(recording.channels()).allMatch(channel -> channel.stepsBack() == 0);
        assertThat(recording.messages())
                .isEqualTo(made.report().parts().stream()
                        .mapToLong(FieldPart::messages)
                        .sum());
        try (Drive drive = DriveReader.open(file)) {
            assertThat(drive.frameCount()).isEqualTo(801);
            double video = part(made, "video").alignment().residualNanos() / 1e9;
            assertThat(drive.startUtcNanos() / 1e9)
                    .as("the first picture, 0.448 s after the video's zero")
                    .isEqualTo(synthetic.startUtc() - 0.35 + 0.448, within(3 * video));
            assertThat(drive.origin()).containsEntry("form", "field bundle");
        }
        FieldReport report = FieldReport.of(file).orElseThrow();
        assertThat(report.facts()).isEqualTo(made.report().facts()).containsEntry("board.revision", "C2");
        assertThat(report.parts())
                .usingRecursiveComparison()
                .ignoringFields("notes")
                .isEqualTo(made.report().parts());
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .as("nothing that was made on the way is left")
                    .containsExactlyInAnyOrder("ticket", "ticket.mcap");
        }
    }

    private void positions(double from, double to, double secondsApart) throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            double speed = from + (to - from) * i / 59;
            lines.append(SyntheticTicket.sentence(String.format(
                            Locale.ROOT,
                            "GPRMC,1200%05.2f,A,4916.45,N,12311.12,W,%.3f,90.0,191194,,,A",
                            i * secondsApart,
                            speed * 3600 / 1852)))
                    .append('\n');
        }
        Files.writeString(ticket().resolve("gps.txt"), lines);
    }

    private void bus() throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            lines.append(String.format(Locale.ROOT, "(785246400.%06d) can0 0B4#%04X\n", i * 1_000, 2_000 + i % 40));
        }
        Files.writeString(ticket().resolve("bus.log"), lines);
    }

    @Test
    void a_ticket_in_which_no_clock_can_be_known_says_so_and_guesses_nothing() throws Exception {
        positions(20, 20, 0.9);
        bus();
        Files.writeString(ticket().resolve("app.txt"), "[   12.500000] a\n[   13.500000] b\n");
        FieldImport made = imported();
        assertThat(part(made, "can").alignment().isAligned()).isFalse();
        assertThat(part(made, "can").offsetNanos()).isEmpty();
        assertThat(part(made, "can").alignment().method()).containsAnyOf("varies", "resemble", "seldom");
        assertThat(part(made, "application").alignment().method()).isEqualTo("no line names a moment in UTC");
        assertThat(made.made().channels())
                .extracting(Recording.Stream::topic)
                .containsExactlyInAnyOrder(
                        "/gps/fix", "/gps/state", "/unaligned/can/can0", "/unaligned/log/application");
        assertThat(made.missing())
                .containsExactly(
                        "video (frames with pts_ns, or a video file)", "modem log", "kernel log", "field.yaml");
    }

    @Test
    void without_positions_every_part_keeps_its_own_clock() throws Exception {
        bus();
        FieldImport made = imported();
        assertThat(part(made, "can").alignment().method()).isEqualTo("no positions with UTC to compare with");
        assertThat(made.made().channels()).extracting(Recording.Stream::topic).containsExactly("/can/can0");
        assertThat(made.made().origin().get("time-base")).startsWith("each part's own");
    }

    @Test
    void what_somebody_wrote_down_is_compared_or_used_where_nothing_else_is_known() throws Exception {
        positions(20, 20, 0.9);
        bus();
        Files.writeString(ticket().resolve("app.txt"), "[   12.500000] a\n[   13.500000] b\n");
        Files.writeString(
                ticket().resolve("dmesg.txt"),
                "[    0.000000] Linux version 5.10\n[    2.000000] rtc-x: setting system clock to 1994-11-19T12:00:02 UTC\n");
        Files.writeString(
                ticket().resolve("field.yaml"),
                "clocks: {can: +1.250s, kernel: 1994-11-19T12:00:30Z, application: +3s}\n");
        FieldImport made = imported();
        FieldPart can = part(made, "can");
        assertThat(can.offsetNanos()).contains(-1_250_000_000L);
        assertThat(can.alignment().method()).startsWith("stated in field.yaml, and not checked, since ");
        FieldPart kernel = part(made, "kernel");
        assertThat(kernel.alignment().method()).startsWith("UTC named in 1 line");
        assertThat(kernel.notes()).anyMatch(note -> note.contains("they DIFFER, and what was found is used"));
        FieldPart application = part(made, "application");
        assertThat(application.alignment().method())
                .startsWith("counts from the same boot as the kernel log dmesg.txt");
        assertThat(application.notes()).anyMatch(note -> note.contains("which is not used: a clock without dates"));
        assertThat(made.missing()).contains("field.yaml: firmware.sha256", "field.yaml: supply");
    }

    @Test
    void a_broken_part_is_told_and_the_rest_is_kept() throws Exception {
        positions(20, 20, 0.9);
        Files.writeString(ticket().resolve("bus.log"), "(785246400.000000) can0 0B4#0102\n(785246400.1) can0 XYZ\n");
        Files.writeString(ticket().resolve("notes.txt"), "it rained");
        Files.writeString(ticket().resolve("dashcam.mp4"), "\0\0\0\30ftypisom and so on");
        FieldImport made = imported();
        assertThat(made.report().parts()).extracting(FieldPart::kind).containsExactly("gnss");
        assertThat(made.unread())
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text)
                                .contains("bus.log:2: '(785246400.1) can0 XYZ' is no line of a candump log"),
                        text -> assertThat(text).isEqualTo("notes.txt: of no form that is known"),
                        text -> assertThat(text).startsWith("dashcam.mp4").contains("there is no ffmpeg on the PATH"));
    }

    @Test
    void a_zip_makes_the_same_as_its_folder() throws Exception {
        positions(20, 20, 0.9);
        bus();
        FieldImport one = imported();
        Path zip = folder.resolve("ticket.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                var out = new ZipOutputStream(file)) {
            for (String name : List.of("gps.txt", "bus.log")) {
                out.putNextEntry(new ZipEntry("FT-1042/" + name));
                out.write(Files.readAllBytes(ticket().resolve(name)));
                out.closeEntry();
            }
        }
        FieldImport other = FieldImport.of(zip, folder.resolve("zipped.mcap"), Optional.empty());
        assertThat(other.report().parts())
                .extracting(FieldPart::file)
                .containsExactlyInAnyOrder("FT-1042/gps.txt", "FT-1042/bus.log");
        assertThat(other.made().messages()).isEqualTo(one.made().messages());
        assertThat(other.made().startUtcNanos()).isEqualTo(one.made().startUtcNanos());
    }

    @Test
    void a_bundle_behind_a_link_that_the_user_names_is_the_bundle() throws Exception {
        positions(20, 20, 0.9);
        FieldImport plain = imported();
        Path link = Files.createSymbolicLink(folder.resolve("latest"), ticket());
        FieldImport linked = FieldImport.of(link, folder.resolve("linked.mcap"), Optional.empty());
        assertThat(linked.report().parts())
                .extracting(FieldPart::file)
                .isEqualTo(plain.report().parts().stream().map(FieldPart::file).toList());
        assertThat(linked.made().origin()).isEqualTo(plain.made().origin());
    }

    @Test
    void a_video_file_is_taken_apart_where_something_can() throws Exception {
        positions(20, 20, 0.9);
        Files.writeString(ticket().resolve("dashcam.mp4"), "\0\0\0\30ftypisom and so on");
        Path picture = SharedFolder.root().resolve("scenarios/demo/drive/frames/0000.jpg");
        byte[] jpeg = Files.readAllBytes(picture);
        VideoDecoder decoder = (video, frames) -> {
            frames.take(0, jpeg);
            frames.take(40_000_000, jpeg);
            return List.of("Audio (aac)");
        };
        FieldImport made = FieldImport.of(ticket(), folder.resolve("t.mcap"), Optional.of(decoder));
        FieldPart video = part(made, "video");
        assertThat(video.file()).isEqualTo("dashcam.mp4");
        assertThat(video.clock()).isEqualTo("PTS");
        assertThat(video.notes()).contains("dropped: streams: Audio (aac)");
        assertThat(video.alignment().isAligned()).isFalse();
        assertThat(made.made().hasFrames())
                .as("its own clock is no clock for a drive")
                .isFalse();
        Files.writeString(ticket().resolve("field.yaml"), "clocks: {video: 1994-11-19T12:00:05Z}\n");
        FieldImport stated = FieldImport.of(ticket(), folder.resolve("s.mcap"), Optional.of(decoder));
        assertThat(stated.made().frames()).isEqualTo(2);
        VideoDecoder broken = (video2, frames) -> {
            throw new BadInput("moov atom not found");
        };
        assertThat(FieldImport.of(ticket(), folder.resolve("b.mcap"), Optional.of(broken))
                        .unread())
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith("dashcam.mp4")
                .endsWith("moov atom not found");
    }

    @Test
    void logs_that_lie_loose_among_a_videos_frames_are_parts_of_their_own() throws Exception {
        positions(20, 20, 0.9);
        Path picture = SharedFolder.root().resolve("scenarios/demo/drive/frames/0000.jpg");
        Files.copy(picture, ticket().resolve("a.jpg"));
        Files.writeString(ticket().resolve("frames.csv"), "file,pts_ns\na.jpg,0\n");
        FieldImport made = imported();
        assertThat(made.report().parts()).extracting(FieldPart::kind).containsExactlyInAnyOrder("video", "gnss");
        assertThat(made.unread()).isEmpty();
    }

    @Test
    void of_two_videos_the_second_is_told() throws Exception {
        Path picture = SharedFolder.root().resolve("scenarios/demo/drive/frames/0000.jpg");
        for (String camera : List.of("front", "rear")) {
            Path video = Files.createDirectories(ticket().resolve(camera));
            Files.copy(picture, video.resolve("a.jpg"));
            Files.writeString(video.resolve("frames.csv"), "file,pts_ns\na.jpg,0\n");
        }
        FieldImport made = imported();
        assertThat(made.unread()).containsExactly("rear/: a second video; a drive has the pictures of one camera");
        assertThat(made.made().frames())
                .as("nothing else is there that it could be wrong against")
                .isEqualTo(1);
    }

    @Test
    void a_second_video_file_is_told_before_anything_decodes_it() throws Exception {
        Path picture = SharedFolder.root().resolve("scenarios/demo/drive/frames/0000.jpg");
        Path video = Files.createDirectories(ticket().resolve("front"));
        Files.copy(picture, video.resolve("a.jpg"));
        Files.writeString(video.resolve("frames.csv"), "file,pts_ns\na.jpg,0\n");
        Files.writeString(ticket().resolve("rear.mp4"), "\0\0\0\30ftypisom and so on");
        VideoDecoder never = (file, frames) -> {
            throw new AssertionError("was decoded");
        };
        assertThat(FieldImport.of(ticket(), folder.resolve("t.mcap"), Optional.of(never))
                        .unread())
                .containsExactly("rear.mp4: a second video; a drive has the pictures of one camera");
    }

    private Path zipped(Map<String, String> texts) throws IOException {
        Path zip = folder.resolve("ticket.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                var out = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                out.putNextEntry(new ZipEntry(text.getKey()));
                out.write(text.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return zip;
    }

    @Test
    void what_is_wrong_in_a_zip_is_told_by_its_name_in_the_zip() throws Exception {
        String log = "(785246400.000000) can0 0B4#0102\n";
        Path broken = zipped(Map.of("logs/good.log", log, "logs/bad.log", log + "(785246400.1) can0 XYZ\n"));
        FieldImport made = FieldImport.of(broken, folder.resolve("t.mcap"), Optional.empty());
        assertThat(made.unread()).hasSize(1);
        assertThat(made.unread().get(0)).startsWith("logs/bad.log:2: '(785246400.1) can0 XYZ' is no line");
        Path facts = zipped(Map.of("logs/good.log", log, "logs/field.yaml", "firmwear: 1\n"));
        assertThatThrownBy(() -> FieldImport.of(facts, folder.resolve("u.mcap"), Optional.empty()))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(facts + "/logs/field.yaml")
                .hasMessageNotContaining(".field-import");
    }

    @Test
    void more_parts_than_become_one_recording_are_refused_before_they_are_read() throws Exception {
        for (int i = 0; i < 257; i++) {
            Files.writeString(ticket().resolve(i + ".log"), "(785246400.000000) can0 0B4#0102\n");
        }
        refused(
                ticket(),
                folder.resolve("t.mcap"),
                "The bundle has 257 parts or more; at most 256 become one recording");
        Files.delete(ticket().resolve("0.log"));
        assertThat(imported().made().channels())
                .as("channels of their own")
                .hasSize(256)
                .allMatch(channel -> channel.messages() == 1);
    }

    @Test
    void what_is_no_bundle_is_refused_and_nothing_is_made() throws Exception {
        Path target = folder.resolve("ticket.mcap");
        refused(folder.resolve("none"), target, "There is no bundle at ");
        refused(Files.writeString(folder.resolve("a.txt"), "a"), target, "is neither a folder nor a ZIP archive");
        refused(ticket(), target, "holds nothing that can be read.");
        refused(ticket(), folder.resolve("t.zip"), "should end in .mcap");
        bus();
        Files.writeString(ticket().resolve("field.yaml"), "firmware: {sha256: ABC}\n");
        refused(ticket(), target, "firmware.sha256: a SHA-256 has 64 digits");
        Files.writeString(ticket().resolve("field.yaml"), "firmwear: 1\n");
        refused(ticket(), target, "did you mean 'firmware'?");
        Files.writeString(ticket().resolve("field.yaml"), "clocks: {can: 1994-11-19}\n");
        refused(ticket(), target, "a moment in UTC is written as 2018-08-02T16:14:47.9Z");
        Files.delete(ticket().resolve("field.yaml"));
        Files.writeString(target, "there");
        refused(ticket(), target, "exists already");
        assertThat(target).hasContent("there");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.txt", "ticket", "ticket.mcap");
    }

    private static void refused(Path source, Path target, String words) {
        assertThatThrownBy(() -> FieldImport.of(source, target, Optional.empty()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(words);
    }

    @Test
    void another_firmware_or_model_is_refused_and_what_is_not_known_is_not_compared() {
        String wanted = "a".repeat(64);
        String other = "b".repeat(64);
        var report = new FieldReport(Map.of("firmware.sha256", wanted, "model.sha256", wanted), List.of());
        report.refuseOther(Optional.of(wanted), wanted);
        assertThatThrownBy(() -> report.refuseOther(Optional.of(other), wanted))
                .isInstanceOf(BadInput.class)
                .hasMessage("The field's firmware is " + wanted + ", and the board has " + other
                        + ". Flash the field's firmware, or compare them on purpose with --any-firmware.");
        assertThatThrownBy(() -> report.refuseOther(Optional.empty(), wanted)).hasMessageContaining("does not name");
        assertThatThrownBy(() -> report.refuseOther(Optional.of(wanted), other))
                .hasMessageContaining("Name the field's model, or compare them on purpose with --any-firmware.");
        new FieldReport(Map.of(), List.of()).refuseOther(Optional.empty(), other);
    }

    @Test
    void a_recording_that_is_not_from_the_field_has_no_report() throws Exception {
        positions(20, 20, 0.9);
        Path file = folder.resolve("gps.mcap");
        DriveImport.of(ticket().resolve("gps.txt"), file);
        assertThat(FieldReport.of(file)).isEmpty();
    }
}
