package dev.roadrig.scenarios.drive.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bundle of a support ticket becomes one recording, and what is no part of one is told. */
class FieldImportTest {
    @TempDir
    private Path folder;

    private Ticket ticket() {
        return new Ticket(folder);
    }

    private Path zipped(Map<String, String> texts) throws IOException {
        Path zip = folder.resolve("ticket.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                var out = new ZipOutputStream(file)) {
            for (Map.Entry<String, String> text : texts.entrySet()) {
                out.putNextEntry(new ZipEntry(text.getKey()));
                out.write(text.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return zip;
    }

    @Test
    void a_zip_makes_the_same_as_its_folder() throws Exception {
        ticket().writePositions();
        ticket().writeBus();
        FieldImport one = ticket().imported();
        Path zip = zipped(Map.of(
                "FT-1042/gps.txt", Files.readString(ticket().resolve("gps.txt")),
                "FT-1042/bus.log", Files.readString(ticket().resolve("bus.log"))));
        FieldImport other = FieldImport.of(zip, folder.resolve("zipped.mcap"), Optional.empty());
        assertThat(other.report().parts())
                .extracting(FieldPart::file)
                .containsExactlyInAnyOrder("FT-1042/gps.txt", "FT-1042/bus.log");
        assertThat(other.made().messages()).isEqualTo(one.made().messages());
        assertThat(other.made().startUtcNanos()).isEqualTo(one.made().startUtcNanos());
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
    void a_broken_part_is_told_and_the_rest_is_kept() throws Exception {
        ticket().writePositions();
        Files.writeString(ticket().resolve("bus.log"), "(785246400.000000) can0 0B4#0102\n(785246400.1) can0 XYZ\n");
        Files.writeString(ticket().resolve("notes.txt"), "it rained");
        Files.writeString(ticket().resolve("dashcam.mp4"), "\0\0\0\30ftypisom and so on");
        FieldImport made = ticket().imported();
        assertThat(made.report().parts()).extracting(FieldPart::kind).containsExactly("gnss");
        assertThat(made.unread())
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text)
                                .contains("bus.log:2: '(785246400.1) can0 XYZ' is no line of a candump log"),
                        text -> assertThat(text).isEqualTo("notes.txt: of no form that is known"),
                        text -> assertThat(text).startsWith("dashcam.mp4").contains("there is no ffmpeg on the PATH"));
    }

    @Test
    void a_bundle_behind_a_link_that_the_user_names_is_the_bundle() throws Exception {
        ticket().writePositions();
        FieldImport plain = ticket().imported();
        Path link = Files.createSymbolicLink(folder.resolve("latest"), ticket().folder());
        FieldImport linked = FieldImport.of(link, folder.resolve("linked.mcap"), Optional.empty());
        assertThat(linked.report().parts())
                .extracting(FieldPart::file)
                .isEqualTo(plain.report().parts().stream().map(FieldPart::file).toList());
        assertThat(linked.made().origin()).isEqualTo(plain.made().origin());
    }

    @Test
    void more_parts_than_become_one_recording_are_refused_before_they_are_read() throws Exception {
        for (int i = 0; i < 257; i++) {
            Files.writeString(ticket().resolve(i + ".log"), "(785246400.000000) can0 0B4#0102\n");
        }
        refused(
                ticket().folder(),
                folder.resolve("t.mcap"),
                "The bundle has 257 parts or more; at most 256 become one recording");
        Files.delete(ticket().resolve("0.log"));
        assertThat(ticket().imported().made().channels())
                .as("channels of their own")
                .hasSize(256)
                .allMatch(channel -> channel.messages() == 1);
    }

    @Test
    void what_is_no_bundle_is_refused_and_nothing_is_made() throws Exception {
        Path target = folder.resolve("ticket.mcap");
        refused(folder.resolve("none"), target, "There is no bundle at ");
        refused(Files.writeString(folder.resolve("a.txt"), "a"), target, "is neither a folder nor a ZIP archive");
        refused(ticket().folder(), target, "holds nothing that can be read.");
        refused(ticket().folder(), folder.resolve("t.zip"), "should end in .mcap");
        ticket().writeBus();
        Files.writeString(ticket().resolve("field.yaml"), "firmware: {sha256: ABC}\n");
        refused(ticket().folder(), target, "firmware.sha256: a SHA-256 has 64 digits");
        Files.writeString(ticket().resolve("field.yaml"), "firmwear: 1\n");
        refused(ticket().folder(), target, "did you mean 'firmware'?");
        Files.writeString(ticket().resolve("field.yaml"), "clocks: {can: 1994-11-19}\n");
        refused(ticket().folder(), target, "a moment in UTC is written as 2018-08-02T16:14:47.9Z");
        Files.delete(ticket().resolve("field.yaml"));
        Files.writeString(target, "there");
        refused(ticket().folder(), target, "exists already");
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
        ticket().writePositions();
        Path file = folder.resolve("gps.mcap");
        DriveImport.of(ticket().resolve("gps.txt"), file);
        assertThat(FieldReport.of(file)).isEmpty();
    }
}
