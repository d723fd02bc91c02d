package dev.roadrig.scenarios.drive.field;

import static dev.roadrig.scenarios.drive.field.Ticket.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parts of a support ticket come onto one clock, as far as they show how. */
class FieldClocksTest {
    private static final String SEGMENT = "drives/comma2k19-dev-0-40s";

    @TempDir
    private Path folder;

    private Ticket ticket() {
        return new Ticket(folder);
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
        var synthetic = SyntheticTicket.make(SharedFolder.data(SEGMENT), ticket().folder());
        FieldImport made = ticket().imported();
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

    @Test
    void a_ticket_in_which_no_clock_can_be_known_says_so_and_guesses_nothing() throws Exception {
        ticket().writePositions();
        ticket().writeBus();
        Files.writeString(ticket().resolve("app.txt"), "[   12.500000] a\n[   13.500000] b\n");
        FieldImport made = ticket().imported();
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
        ticket().writeBus();
        FieldImport made = ticket().imported();
        assertThat(part(made, "can").alignment().method()).isEqualTo("no positions with UTC to compare with");
        assertThat(made.made().channels()).extracting(Recording.Stream::topic).containsExactly("/can/can0");
        assertThat(made.made().origin().get("time-base")).startsWith("each part's own");
    }

    @Test
    void what_somebody_wrote_down_is_compared_or_used_where_nothing_else_is_known() throws Exception {
        ticket().writePositions();
        ticket().writeBus();
        Files.writeString(ticket().resolve("app.txt"), "[   12.500000] a\n[   13.500000] b\n");
        Files.writeString(
                ticket().resolve("dmesg.txt"),
                "[    0.000000] Linux version 5.10\n[    2.000000] rtc-x: setting system clock to 1994-11-19T12:00:02 UTC\n");
        Files.writeString(
                ticket().resolve("field.yaml"),
                "clocks: {can: +1.250s, kernel: 1994-11-19T12:00:30Z, application: +3s}\n");
        FieldImport made = ticket().imported();
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
}
