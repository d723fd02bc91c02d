package dev.roadrig.agent.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures are judged by their header before a pixel is decoded. */
class PictureDecoderTest {
    private static final int PNG_WIDTH = 16;
    private static final int PNG_HEADER_CRC = 29;

    private static byte[] picture(String format) throws IOException {
        var out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format, out))
                .isTrue();
        return out.toByteArray();
    }

    /** A whole PNG whose header says another size, with a right checksum. */
    private static byte[] lyingPng(int width, int height) throws IOException {
        ByteBuffer png =
                ByteBuffer.wrap(picture("png")).putInt(PNG_WIDTH, width).putInt(PNG_WIDTH + 4, height);
        var crc = new CRC32();
        crc.update(png.array(), 12, 17);
        return png.putInt(PNG_HEADER_CRC, (int) crc.getValue()).array();
    }

    /** A whole JPEG whose frame header says another size. */
    private static byte[] lyingJpeg(int width, int height) throws IOException {
        ByteBuffer jpeg = ByteBuffer.wrap(picture("jpeg"));
        for (int at = 2; at < jpeg.limit() - 9; at++) {
            if (jpeg.get(at) == (byte) 0xFF && jpeg.get(at + 1) == (byte) 0xC0) {
                return jpeg.putShort(at + 5, (short) height)
                        .putShort(at + 7, (short) width)
                        .array();
            }
        }
        throw new AssertionError("the JPEG has no frame header");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void a_picture_of_a_size_that_is_taken_is_decoded(String format) throws Exception {
        BufferedImage image = PictureDecoder.decode(picture(format));
        assertThat(image.getWidth()).isEqualTo(40);
        assertThat(image.getHeight()).isEqualTo(30);
    }

    @ParameterizedTest
    @CsvSource({"60000, 60000", "16777217, 1", "2147483647, 2147483647"})
    void a_png_that_says_it_is_larger_than_any_camera_is_refused_before_it_is_decoded(int width, int height) {
        assertThatThrownBy(() -> PictureDecoder.decode(lyingPng(width, height)))
                .isInstanceOf(BadFrame.class)
                .hasMessageContaining(
                        "the picture says that it has %dx%d pixels; at most 16777216 are decoded", width, height);
    }

    @Test
    void a_jpeg_that_says_so_is_refused_too() {
        assertThatThrownBy(() -> PictureDecoder.decode(lyingJpeg(65_000, 65_000)))
                .isInstanceOf(BadFrame.class)
                .hasMessageContaining("the picture says that it has 65000x65000 pixels; at most 16777216 are decoded");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void a_png_without_a_size_is_refused(int width) {
        assertThatThrownBy(() -> PictureDecoder.decode(lyingPng(width, 30))).isInstanceOf(BadFrame.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg"})
    void a_picture_cut_short_is_refused(String format) throws Exception {
        byte[] whole = picture(format);
        assertThatThrownBy(() -> PictureDecoder.decode(Arrays.copyOf(whole, whole.length * 2 / 3)))
                .isInstanceOf(BadFrame.class);
    }

    @Test
    void what_is_no_picture_is_told_as_such() {
        assertThatThrownBy(() -> PictureDecoder.decode(new byte[] {'G', 'I', 'F', '8'}))
                .isInstanceOf(BadFrame.class)
                .hasMessage("the picture of 4 bytes is neither JPEG nor PNG");
    }
}
