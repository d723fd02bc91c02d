package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.formats.Imported.At;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CAN logs as text. */
class CanImportTest {
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();
    private static final String HEAD = "date Sat Jan 24 15:09:15.88 2026\nbase hex timestamps absolute\n";

    @TempDir
    private Path folder;

    /** A frame as candump writes it. */
    private static String candump(At<CanFrame> at) {
        CanFrame frame = at.message();
        String id = String.format(
                Locale.ROOT,
                frame.getExtended() || frame.getError() ? "%08X" : "%03X",
                frame.getId() | (frame.getError() ? 0x2000_0000 : 0));
        int flags = (frame.getBitRateSwitch() ? 1 : 0) + (frame.getErrorStateIndicator() ? 2 : 0);
        String data = UPPER.formatHex(frame.getData().toByteArray());
        return String.format(
                        Locale.ROOT, "(%d.%06d)", at.utcNanos() / 1_000_000_000, at.utcNanos() % 1_000_000_000 / 1_000)
                + " " + at.topic().substring("/can/".length()) + " " + id
                + (frame.getFd() ? "##" + flags + data : "#" + (frame.getRemote() ? "R" : data));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "can/icsim-sample-can.log",
                "transcripts/candump/candump.txt",
                "transcripts/candump/s7big.txt",
                "transcripts/candump/vcan0_29bit.txt"
            })
    void a_real_candump_log_can_be_written_again_line_by_line(String file) throws Exception {
        Path source = SharedFolder.data(file);
        Imported imported = Imported.of(source, folder);
        List<String> lines = Files.readAllLines(source);
        assertThat(imported.messages(
                        CanFrame.parser(), imported.counts().keySet().toArray(String[]::new)))
                .extracting(CanImportTest::candump)
                .containsExactlyElementsOf(lines);
        assertThat(imported.told().recognised()).isEqualTo("recognised by its first line, (seconds) bus id#data");
        assertThat(imported.told().account().dropped()).isEmpty();
    }

    @Test
    void every_kind_of_frame_of_a_candump_log_is_kept() throws Exception {
        Path source = Files.writeString(
                folder.resolve("log"),
                "(1.000001) can0 123#R\n(1.000002) can1 123##3" + "00".repeat(12)
                        + "\n(1.000003) can0 20000004#0000000000000000\n(1.000004) can0 1FFFFFFF#\n(1.000005) can0 7FF#0A T\n");
        Imported imported = Imported.of(source, folder);
        List<At<CanFrame>> frames = imported.messages(CanFrame.parser(), "/can/can0", "/can/can1");
        assertThat(frames)
                .extracting(CanImportTest::candump)
                .containsExactlyElementsOf(Files.readAllLines(source).stream()
                        .map(line -> line.replace(" T", ""))
                        .toList());
        assertThat(frames)
                .extracting(frame -> frame.message().getSent())
                .containsExactly(false, false, false, false, true);
        assertThat(frames.get(2).message().getError()).isTrue();
    }

    @Test
    void a_log_that_was_cut_in_a_line_keeps_what_is_before() throws Exception {
        Path source = Files.writeString(folder.resolve("log"), "(1.0) can0 123#00\n(1.1) can0 12");
        Imported imported = Imported.of(source, folder);
        assertThat(imported.counts()).containsExactly(java.util.Map.entry("/can/can0", 1L));
        assertThat(imported.told().account().dropped())
                .containsExactly("1 last lines that were cut while they were written, first at line 2");
    }

    @Test
    void a_remote_frame_has_the_length_that_it_asks_for() throws Exception {
        Path source = Files.writeString(
                folder.resolve("log"),
                "(1.0) can0 123#R\n(1.1) can0 123#R8\n(1.2) can0 123#R_9\n(1.3) can0 123#R8_9\n");
        assertThat(Imported.of(source, folder).messages(CanFrame.parser(), "/can/can0"))
                .extracting(frame -> frame.message().getLength())
                .containsExactly(0, 8, 0, 8);
    }

    @Test
    void a_broken_candump_log_is_refused_with_line_and_reason() throws Exception {
        refusedCandump("(1.0) can0 800#00\n", ":2: '800' is over 11 bits.");
        refusedCandump("(1.0) can0 FFFFFFFF#00\n", ":2: 'FFFFFFFF' is over 29 bits.");
        refusedCandump("(1.0) can0 123#0\n", ":2: '0' is not data in pairs of hexadecimal digits.");
        refusedCandump("(1.0) can0 123#000000000000000000\n", ":2: 9 bytes do not fit in a CAN frame.");
        refusedCandump("(1.0) can0 123##1" + "00".repeat(9) + "\n", ":2: 9 bytes do not fit in a CAN FD frame.");
        refusedCandump("(1.0) can0 123##\n", ":2: the flags of a CAN FD frame are missing after ##.");
        refusedCandump("(now) can0 123#00\n", ":2: 'now' is no stamp in seconds since 1970.");
        refusedCandump("(9999999999) can0 123#00\n", ":2: '9999999999' is no stamp in seconds since 1970.");
        refusedCandump("(1.0) can/0 123#00\n", ":2: 'can/0' is no name of a bus.");
        refusedCandump("hello\n", ":2: 'hello' is no line of a candump log: (seconds) bus id#data.");
        refusedCandump("x".repeat(70_000) + "\n", ":2: is over 65536 characters long.");
        Imported.refused(folder, "candump", "", " holds nothing to import: read as candump log, it has no messages.");
    }

    private void refusedCandump(String line, String message) throws Exception {
        Imported.refused(folder, "candump", "(1.0) can0 123#00\n" + line, message);
    }

    @Test
    void a_real_asc_log_with_every_kind_of_event() throws Exception {
        Imported imported = Imported.of(SharedFolder.data("can/pythoncan-logfile.asc"), folder);
        assertThat(imported.counts())
                .isEqualTo(java.util.Map.of("/can/1", 8L, "/can/2", 7L, "/can/3", 2L, "/can/4", 2L, "/can/5", 1L));
        List<At<CanFrame>> frames =
                imported.messages(CanFrame.parser(), imported.counts().keySet().toArray(String[]::new));
        assertThat(frames)
                .extracting(CanImportTest::candump)
                .startsWith(
                        "(1506783975.692000) 1 20000000#",
                        "(1506783975.692010) 1 20000000#",
                        "(1506783975.692020) 2 20000000#",
                        "(1506783975.701001) 2 100#R",
                        "(1506783975.711002) 3 200#R",
                        "(1506783975.775921) 4 300#R",
                        "(1506783976.289426) 1 18EBFF00#01A00FA6603BD140");
        assertThat(frames.get(5).message().getLength()).isEqualTo(8);
        assertThat(frames)
                .extracting(CanImportTest::candump)
                .contains(
                        "(1506784003.196071) 2 300##10102030405060708",
                        "(1506784003.697898) 4 4EE##001020304" + "0".repeat(118) + "64");
        assertThat(imported.told().account().dropped())
                .containsExactly(
                        "1 Start events, first at line 7",
                        "3 Status events, first at line 8",
                        "6 Statistic events, first at line 10",
                        "2 J1939TP events, first at line 23");
        assertThat(imported.told().account().timeBase()).contains("no zone and is read as UTC");
    }

    @Test
    void a_long_real_asc_log_loses_no_frame() throws Exception {
        Path source = SharedFolder.data("can/pythoncan-issue_1256.asc");
        Imported imported = Imported.of(source, folder);
        List<String> rows = Files.readAllLines(source).stream()
                .filter(line -> line.contains(" Rx ") || line.contains(" Tx "))
                .toList();
        List<At<CanFrame>> frames = imported.messages(CanFrame.parser(), "/can/1", "/can/2");
        assertThat(frames).hasSameSizeAs(rows).hasSizeGreaterThan(1_400);
        long start = 1_401_206_975_000_000_000L;
        for (int i = 0; i < rows.size(); i++) {
            String[] words = rows.get(i).strip().split(" +");
            assertThat(frames.get(i).message().getId())
                    .as(rows.get(i))
                    .isEqualTo(Integer.parseInt(words[2].replace("x", ""), 16));
            assertThat(frames.get(i).utcNanos() - start)
                    .as(rows.get(i))
                    .isEqualTo(Math.round(Double.parseDouble(words[0]) * 1e9));
            byte[] data = UPPER.parseHex(String.join("", List.of(words).subList(6, 6 + Integer.parseInt(words[5]))));
            assertThat(frames.get(i).message().getData().toByteArray())
                    .as(rows.get(i))
                    .isEqualTo(data);
        }
    }

    @Test
    void an_asc_log_counts_from_its_trigger_block_also_in_decimal_and_relative() throws Exception {
        Path source = Files.writeString(folder.resolve("log"), """
                date Sam Mär 1 03:00:00.5 pm 2025
                base dec  timestamps relative
                Begin Triggerblock Sat Mar 1 12:30:00.250 am 2025
                0.5 1 255 Tx d 2 16 255
                0.25 1 4096x Rx d 1 9
                End TriggerBlock
                """);
        List<At<CanFrame>> frames = Imported.of(source, folder).messages(CanFrame.parser(), "/can/1");
        assertThat(frames)
                .extracting(CanImportTest::candump)
                .containsExactly("(1740789000.750000) 1 0FF#10FF", "(1740789001.000000) 1 00001000#09");
        assertThat(frames.get(0).message().getSent()).isTrue();
    }

    @Test
    void an_asc_log_that_was_cut_in_an_event_keeps_what_is_before() throws Exception {
        Path source = Files.writeString(folder.resolve("log"), HEAD + "0.1 1 123 Rx d 1 10\n0.2 1 123 Rx d 8 01 02");
        Imported imported = Imported.of(source, folder);
        assertThat(imported.counts()).containsExactly(java.util.Map.entry("/can/1", 1L));
        assertThat(imported.told().account().dropped())
                .containsExactly("1 last lines that were cut while they were written, first at line 4");
    }

    @Test
    void a_broken_asc_log_is_refused_with_line_and_reason() throws Exception {
        refusedAsc("0.1 1 123 Rx d 2 01\n", ":3: the line ends where byte 2 of 2 should be.");
        refusedAsc("0.1 1 123 Rx d 1 100\n", ":3: '100' is not byte 1 of 1 of at most 255.");
        refusedAsc("0.1 1 123 Rx q 1 10\n", ":3: 'q' is neither d, a frame with data, nor r, a remote frame.");
        refusedAsc("0.1 1 800 Rx d 1 10\n", ":3: '800' is an identifier over 11 bits.");
        refusedAsc("0.1 1 zz Rx d 1 10\n", ":3: 'zz' is no identifier.");
        refusedAsc("0.1 CANFD 1 Rx 1 0 0 9 9 00\n", ":3: 9 bytes do not fit in a CAN FD frame.");
        refusedAsc("0.1 CANFD 1 Rx 1 0 0 9 65 00\n", ":3: '65' is not a data length of at most 64.");
        refusedAsc(
                "soon 1 123 Rx d 1 10\n",
                ":3: 'soon 1 123 Rx d 1 10' is neither of the head nor an event, which begins with its" + " seconds.");
        refusedAsc("Begin Triggerblock tomorrow\n", ":3: 'tomorrow' is no date such as Sat Sep 30 15:06:13.191 2017");
        Imported.refused(
                folder,
                "asc",
                "0.1 1 123 Rx d 1 10\n",
                ":1: an event before the line 'base hex|dec timestamps" + " absolute|relative'.");
    }

    private void refusedAsc(String line, String message) throws Exception {
        Imported.refused(folder, "asc", HEAD + line, message);
    }

    @Test
    void a_form_that_nobody_knows_is_told_with_the_known_ones() throws Exception {
        Path source = Files.writeString(folder.resolve("log"), "x");
        assertThatThrownBy(() -> Imported.of(source, folder, Optional.of("candmp")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(
                        "There is no form 'candmp'; did you mean 'candump'? Allowed: folder, candump, asc");
        assertThatThrownBy(() -> Imported.of(source, folder))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("Insist on one with --as NAME, and it says where the content differs.");
    }

    @Test
    void insisting_is_told() throws Exception {
        Path source = Files.writeString(folder.resolve("log"), "(1.0) can0 123#00\n");
        assertThat(Imported.of(source, folder, Optional.of("candump")).told().recognised())
                .isEqualTo("told to be it");
    }
}
