package dev.roadrig.boards.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirmwareTest {
    private static final Firmware NEW = new Firmware("dashcam-2", "detector = signs\n".repeat(200));

    @TempDir
    private Path folder;

    @Test
    void a_card_is_read_whatever_an_older_and_longer_image_left_behind() throws IOException {
        var card = BoardCard.make(folder, new Firmware("dashcam-1", "x".repeat(9000)));
        byte[] image = NEW.image();
        card.write(image, 0, image.length);
        assertThat(Files.size(card.card())).isEqualTo(9512);
        assertThat(card.read()).isEqualTo(NEW);
        assertThat(card.read().boots()).isTrue();
    }

    @Test
    void an_image_that_is_cut_anywhere_or_has_a_turned_bit_does_not_start() throws IOException {
        var card = BoardCard.make(folder, new Firmware("dashcam-1", "x".repeat(9000)));
        byte[] image = NEW.image();
        for (int length = 100; length < image.length; length += 300) {
            card.write(new Firmware("dashcam-1", "x".repeat(9000)).image(), 0, 9000);
            card.write(image, 0, length);
            if (length >= Firmware.HEAD) {
                assertThatIOException().isThrownBy(card::read).withMessageContaining("Bad hash value");
            }
        }
        Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(image, image.length - 1));
        assertThatIOException().isThrownBy(() -> Firmware.read(cut));
        Path none = Files.writeString(folder.resolve("none"), "nothing of the kind");
        assertThatIOException().isThrownBy(() -> Firmware.read(none)).withMessageContaining("Wrong Image Format");
        Path huge = Files.writeString(folder.resolve("huge"), "roadrig-firmware 1\nversion 1\npayload 99999999 0\n");
        assertThatIOException().isThrownBy(() -> Firmware.read(huge)).withMessageContaining("Wrong Image Format");
    }

    @Test
    void a_card_that_is_with_the_host_is_not_with_the_board() throws IOException {
        var card = BoardCard.make(folder, NEW);
        Files.writeString(card.mux(), "host\n");
        assertThatIOException().isThrownBy(card::read).withMessageContaining("-110");
        assertThatIOException().isThrownBy(() -> card.write(NEW.image(), 0, 10));
    }
}
