package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.formats.Imported.At;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MDF4 files of CAN loggers. */
class Mdf4ImportTest {
    private static final String SMALL = "can/css-17BD1DB7.MF4";

    @TempDir
    private Path folder;

    /** A real logger's file, and what its head calls unfinished written: the length of the data block, and the mark. */
    private static byte[] finalised(String file, int dataAt) throws Exception {
        byte[] bytes = Files.readAllBytes(SharedFolder.data(file));
        ByteBuffer patched = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        patched.put(0, "MDF     ".getBytes(StandardCharsets.US_ASCII)).putShort(60, (short) 0);
        patched.putLong(dataAt + 8, bytes.length - dataAt);
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"can/css-17BD1DB7.MF4, 0x25", "can/css-2F6913DB.MF4, 0x25"})
    void a_real_file_that_was_never_finalised_is_refused_with_what_to_do(String file, String flags) {
        Path source = SharedFolder.data(file);
        assertThatThrownBy(() -> DriveImport.of(source, folder.resolve("out.mcap")))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(
                        source + " is MDF4 that was never finalised: its head says that what the flags " + flags)
                .hasMessageContaining("Finalise it");
        assertThat(folder.resolve("out.mcap")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "can/css-17BD1DB7.MF4, 7456, 2010, 1608041699326500000 /can/1 7bb#10266201007e5007",
        "can/css-2F6913DB.MF4, 14608, 5588, 1641469561949700000 /can/1 79b#022101ffffffffff"
    })
    void a_real_file_that_was_finalised_gives_every_frame(String file, int dataAt, int frames, String first)
            throws Exception {
        Path source = Files.write(folder.resolve("log.mf4"), finalised(file, dataAt));
        Imported imported = Imported.of(source, folder);
        List<At<CanFrame>> all =
                imported.messages(CanFrame.parser(), imported.counts().keySet().toArray(String[]::new));
        assertThat(all).hasSize(frames);
        At<CanFrame> one = all.get(0);
        assertThat(one.utcNanos() + " " + one.topic() + " "
                        + Integer.toHexString(one.message().getId()) + "#"
                        + HexFormat.of().formatHex(one.message().getData().toByteArray()))
                .isEqualTo(first);
        assertThat(imported.told().account().timeBase()).isEqualTo("UTC of the measurement's start plus its seconds");
    }

    @Test
    void whatever_is_damaged_in_a_file_is_refused_or_read_and_nothing_else() throws Exception {
        byte[] whole = finalised(SMALL, 7456);
        Random random = new Random(11);
        for (int i = 0; i < 150; i++) {
            byte[] damaged = whole.clone();
            for (int j = 0; j < 4; j++) {
                damaged[64 + random.nextInt(i % 2 == 0 ? 7_600 : damaged.length - 64)] = (byte) random.nextInt();
            }
            Path source = Files.write(folder.resolve("damaged.mf4"), damaged);
            Path target = folder.resolve("damaged.mcap");
            try {
                DriveImport.of(source, target);
                Files.delete(target);
            } catch (BadInput e) {
                assertThat(e).as("seed 11, file " + i).hasMessageContaining("damaged.mf4");
                assertThat(target).doesNotExist();
            }
        }
    }

    @Test
    void a_file_that_was_cut_is_refused_with_the_place() throws Exception {
        byte[] whole = finalised(SMALL, 7456);
        Path source = Files.write(folder.resolve("cut.mf4"), java.util.Arrays.copyOf(whole, 20_000));
        assertThatThrownBy(() -> DriveImport.of(source, folder.resolve("out.mcap")))
                .isInstanceOf(BadInput.class)
                .hasMessage(source
                        + ": what is at byte 7456 is a block ##DT of 72384 bytes, of which the file has 12544: it is cut,"
                        + " or was not finalised.");
    }
}
