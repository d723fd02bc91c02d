package dev.roadrig.scenarios.drive.formats;

import static dev.roadrig.scenarios.drive.formats.Mdf4File.join;
import static dev.roadrig.scenarios.drive.formats.Mdf4File.le;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.drive.formats.Mdf4File.Channel;
import dev.roadrig.scenarios.drive.formats.Mdf4File.Storage;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** MDF4 files as finalised loggers write them, and wrong ones; the files are made here, block by block. */
class Mdf4BlocksTest {
    @TempDir
    private Path folder;

    private Imported imported(byte[] file) throws Exception {
        return Imported.of(Files.write(folder.resolve("log.mf4"), file), folder);
    }

    /** "0.5 /can/1 123 0102 flags", stamps in seconds since the measurement began. */
    private static List<String> frames(Imported imported) throws Exception {
        return imported.messages(CanFrame.parser(), imported.counts().keySet().toArray(String[]::new)).stream()
                .map(at -> (at.utcNanos() - Mdf4File.START) / 1e9 + " " + at.topic() + " "
                        + Integer.toHexString(at.message().getId()) + " "
                        + HexFormat.of().formatHex(at.message().getData().toByteArray())
                        + (at.message().getExtended() ? " extended" : "")
                        + (at.message().getFd() ? " fd" : "")
                        + (at.message().getBitRateSwitch() ? " brs" : "")
                        + (at.message().getErrorStateIndicator() ? " esi" : "")
                        + (at.message().getRemote() ? " remote " + at.message().getLength() : "")
                        + (at.message().getError() ? " error" : "")
                        + (at.message().getSent() ? " sent" : ""))
                .collect(Collectors.toList());
    }

    private void refused(byte[] file, String what) throws Exception {
        Path source = Files.write(folder.resolve("bad.mf4"), file);
        Path target = folder.resolve("bad.mcap");
        assertThatThrownBy(() -> DriveImport.of(source, target))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(source + ": what is at byte ")
                .hasMessageContaining(what);
        assertThat(target).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void frames_are_read_from_every_kind_of_block(Storage storage) throws Exception {
        Imported imported = imported(Mdf4Samples.fixed(storage));
        assertThat(frames(imported)).isEqualTo(Mdf4Samples.FRAMES);
        assertThat(imported.told().account().dropped()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Storage.class)
    void data_of_variable_length_are_read_from_every_kind_of_signal_data(Storage storage) throws Exception {
        assertThat(frames(imported(Mdf4Samples.signalData(storage)))).isEqualTo(Mdf4Samples.FRAMES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void mixed_records_find_their_data_before_and_after_them(int idBytes) throws Exception {
        for (boolean before : new boolean[] {false, true}) {
            Imported imported = imported(Mdf4Samples.mixed(idBytes, before, Storage.LISTS_WITH_OFFSETS));
            assertThat(frames(imported))
                    .containsExactlyInAnyOrderElementsOf(java.util.stream.Stream.concat(
                                    Mdf4Samples.FRAMES.stream(),
                                    List.of(
                                            "9.0 /can/2 1234567  extended remote 4",
                                            "9.5 /can/2 8 0000040000000000 error")
                                            .stream())
                            .toList());
            assertThat(imported.told().account().dropped()).containsExactly("2 records that are no CAN frames");
        }
    }

    @Test
    void what_the_logger_marked_invalid_is_dropped_and_told() throws Exception {
        var file = new Mdf4File();
        long channels = file.channels(
                "CAN_DataFrame",
                List.of(
                        Channel.time(4, 0),
                        Channel.number("CAN_DataFrame.ID", 64, 32).invalid(2, 0),
                        Channel.number("CAN_DataFrame.DataLength", 96, 8).invalid(2, 9),
                        Channel.number("CAN_DataFrame.BRS", 104, 1).invalid(2, 3),
                        Channel.number("CAN_DataFrame.EDL", 105, 1),
                        Channel.number("CAN_DataFrame.Dir", 106, 1).invalid(1, 0),
                        Channel.bytes("CAN_DataFrame.DataBytes", 14, 1)));
        byte[] records = {};
        int[] invalid = {0, 1, 1 << 3, 1 << 9};
        for (int i = 0; i < invalid.length; i++) {
            records = join(
                    records,
                    le(Double.doubleToLongBits(i), 8),
                    le(i, 4),
                    new byte[] {1, 7, (byte) (0xa0 + i)},
                    le(invalid[i], 2));
        }
        file.dataGroup(0, file.group(0, channels, 0, 0, 15, 2), file.block("DT", new long[0], records), 0);
        Imported imported = imported(file.bytes());
        assertThat(frames(imported)).containsExactly("0.0 /can/0 0 a0 fd brs", "2.0 /can/0 2 a2 fd");
        assertThat(imported.told().account().dropped()).containsExactly("2 CAN frames that the logger marked invalid");
    }

    @Test
    void a_time_in_ticks_and_a_length_in_codes_are_converted() throws Exception {
        var file = new Mdf4File();
        long ticks = file.conversion(1, 0.25, 1e-6);
        long lengths = file.conversion(5, 8, 8, 9, 12);
        long channels = file.channels(
                "CAN_DataFrame",
                List.of(
                        Channel.time(0, ticks),
                        Channel.number("CAN_DataFrame.ID", 64, 29),
                        Channel.number("CAN_DataFrame.IDE", 95, 1),
                        Channel.number("CAN_DataFrame.DataLength", 100, 4).converted(lengths),
                        Channel.bytes("CAN_DataFrame.DataBytes", 13, 12)));
        byte[] record = join(le(1_500_000, 8), le(0x8000_0123, 4), new byte[] {(byte) 0x9f}, new byte[12]);
        file.dataGroup(0, file.group(0, channels, 0, 0, 25, 0), file.block("DT", new long[0], record), 0);
        assertThat(frames(imported(file.bytes())))
                .containsExactly("1.75 /can/0 123 000000000000000000000000 extended fd");
    }

    @Test
    void data_groups_without_can_are_not_read_even_in_columns() throws Exception {
        var file = new Mdf4File();
        long speed = file.channels("v", List.of(Channel.time(4, 0)));
        long columns = file.block("LD", new long[] {0}, new byte[16]);
        long other = file.dataGroup(0, file.group(0, speed, 0, 0, 8, 0), columns, 0);
        Mdf4Samples.addFixed(file, other, Storage.ONE_BLOCK);
        Imported imported = imported(file.bytes());
        assertThat(frames(imported)).isEqualTo(Mdf4Samples.FRAMES);
        assertThat(imported.told().account().dropped()).containsExactly("1 data groups without CAN frames, not read");
    }

    @Test
    void data_in_columns_are_refused_with_what_to_do() throws Exception {
        refusedData(
                file -> file.block("LD", new long[] {0}, new byte[16]),
                "is data in columns (##LD, MDF 4.2), which are not read; export the file as MDF 4.1, in rows, with the tool"
                        + " that it is from.");
    }

    private void refusedData(java.util.function.ToLongFunction<Mdf4File> data, String what) throws Exception {
        var file = new Mdf4File();
        long group = file.group(0, Mdf4Samples.fixedChannels(file), 0, 0, Mdf4Samples.FIXED_BYTES, 0);
        long at = data.applyAsLong(file);
        file.dataGroup(0, group, at, 0);
        refused(file.bytes(), what);
    }

    @Test
    void packed_data_are_what_they_say_or_refused() throws Exception {
        byte[] zeros = new byte[2_000_000];
        Map.<String, java.util.function.ToLongFunction<Mdf4File>>of(
                        "unpacks to more than the 100 bytes that it says",
                                f -> f.packed("DT", new byte[101], 0, 0, 100),
                        "unpacks to 100 bytes of 101", f -> f.packed("DT", new byte[100], 1, 7, 101),
                        "packed bytes become 1099511627776", f -> f.packed("DT", zeros, 0, 0, 1L << 40),
                        "is packed by method 2, and only deflate (0)", f -> f.packed("DT", zeros, 2, 0, 2_000_000),
                        "is packed 'SD' where DT should be", f -> f.packed("SD", zeros, 0, 0, 2_000_000),
                        "is a transposed block of", f -> transposedBomb(f))
                .forEach((what, data) -> {
                    try {
                        refusedData(data, what);
                    } catch (Exception e) {
                        throw new AssertionError(what, e);
                    }
                });
    }

    /** As many packed bytes as could become more than is read in one piece, most of them not there to unpack. */
    private static long transposedBomb(Mdf4File file) {
        long at =
                file.block("DZ", new long[0], new byte[] {'D', 'T', 1, 0}, le(8, 4), le(1L << 29, 8), le(1L << 20, 8));
        file.block("XX", new long[0], new byte[1 << 20]);
        file.number(at + 8, 24 + 24 + (1L << 20), 8);
        return at;
    }

    @Test
    void chains_that_are_rings_are_refused() throws Exception {
        ring("DG", file -> file.link(Mdf4Samples.find(file, "DG"), 0, Mdf4Samples.find(file, "DG")));
        ring("CG", file -> file.link(Mdf4Samples.find(file, "CG"), 0, Mdf4Samples.find(file, "CG")));
        ring("CN", file -> file.link(Mdf4Samples.find(file, "CN"), 0, Mdf4Samples.find(file, "CN")));
        ring("data list", file -> file.link(Mdf4Samples.find(file, "DL"), 0, Mdf4Samples.find(file, "DL")));
    }

    private void ring(String of, Consumer<Mdf4File> bend) throws Exception {
        var file = new Mdf4File();
        Mdf4Samples.addFixed(file, 0, Storage.LISTS_WITH_OFFSETS);
        bend.accept(file);
        refused(
                file.bytes(),
                of.equals("data list") ? "is linked twice" : "is linked twice: the chain of blocks ##" + of);
    }

    @Test
    void a_list_of_nothing_that_is_a_ring_is_refused() throws Exception {
        refusedData(
                file -> {
                    byte[] fields = new byte[16];
                    long one = file.block("DL", new long[] {0}, fields);
                    long two = file.block("DL", new long[] {one}, fields);
                    file.link(one, 0, two);
                    file.block("XX", new long[0], new byte[1000]);
                    return one;
                },
                "is linked twice: the chain of data lists is a ring.");
    }

    @Test
    void a_block_that_a_list_names_many_times_is_refused() throws Exception {
        refusedData(
                file -> {
                    long one = file.block("DT", new long[0], new byte[Mdf4Samples.FIXED_BYTES * 50]);
                    long[] links = new long[200];
                    java.util.Arrays.fill(links, 1, 200, one);
                    return file.block(
                            "DL", links, new byte[] {1, 0, 0, 0}, le(199, 4), le(Mdf4Samples.FIXED_BYTES * 50, 8));
                },
                "is data that is linked twice: all data together are longer than the file.");
    }

    @Test
    void offsets_that_are_not_the_lists_are_told() throws Exception {
        var file = new Mdf4File();
        Mdf4Samples.addFixed(file, 0, Storage.LISTS_WITH_OFFSETS);
        long list = Mdf4Samples.find(file, "DL");
        // Behind a head, three links, flags and the count: the offset of the first of two blocks.
        file.number(list + 24 + 24 + 8, 5, 8);
        assertThat(imported(file.bytes()).told().account().dropped())
                .containsExactly("1 data blocks that do not begin at the offset that their list says");
    }

    @Test
    void signal_data_that_are_not_where_a_record_says_are_refused() throws Exception {
        signalRefused(new long[] {5, 0}, "wants from offset 0 after others");
        signalRefused(new long[] {0, 4_000}, "ends before offset 4000");
        signalRefused(new long[] {1}, "is signal data with a CAN frame of");
    }

    private void signalRefused(long[] offsets, String what) throws Exception {
        var file = new Mdf4File();
        // At 0 a value of one byte, at 5 one of none.
        long signal = file.block("SD", new long[0], le(1, 4), new byte[] {(byte) 0xee}, le(0, 4));
        byte[] records = {};
        for (long offset : offsets) {
            records = join(records, le(0, 8), le(1, 4), le(offset, 8));
        }
        long group = file.group(0, Mdf4Samples.variableChannels(file, signal), 0, 0, 20, 0);
        file.dataGroup(0, group, file.block("DT", new long[0], records), 0);
        refused(file.bytes(), what);
    }

    @Test
    void frames_whose_data_never_come_are_refused() throws Exception {
        var file = new Mdf4File();
        long values = file.group(0, 0, 2, 1, 0, 0);
        long group = file.group(values, Mdf4Samples.variableChannels(file, values), 1, 0, 20, 0);
        byte[] record = join(new byte[] {1}, le(0, 8), le(1, 4), le(0, 8));
        file.dataGroup(0, group, file.block("DT", new long[0], record), 1);
        refused(file.bytes(), "those of 1 frames are not at the offset that the frame says");
        file.dataGroup(0, group, file.block("DT", new long[0], record, record), 1);
        refused(file.bytes(), "they are not at the offset 0 that the frames say");
    }

    @Test
    void records_that_cannot_be_told_apart_are_refused() throws Exception {
        var file = new Mdf4File();
        long two = file.group(0, 0, 0, 0, 8, 0);
        long one = file.group(two, Mdf4Samples.fixedChannels(file), 0, 0, Mdf4Samples.FIXED_BYTES, 0);
        file.dataGroup(0, one, file.block("DT", new long[0], new byte[100]), 0);
        refused(file.bytes(), "both have the same id, or none");
        file.dataGroup(0, one, file.block("DT", new long[0], new byte[100]), 3);
        refused(file.bytes(), "has record ids of 3 bytes; there are none, of 1, 2, 4 or 8");
    }
}
