package dev.roadrig.scenarios.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CropResizerTest {
    @Test
    void every_labelled_sign_of_the_demo_drive_gives_the_bytes_that_the_training_code_gave() throws Exception {
        Path drive = SharedFolder.root().resolve("scenarios/demo/drive");
        List<String> labels = Files.readAllLines(drive.resolve("labels.csv"));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        String current = "";
        BufferedImage frame = noise(0, BufferedImage.TYPE_INT_RGB);
        for (String label : labels.subList(1, labels.size())) {
            String[] cells = label.split(",");
            if (!cells[0].equals(current)) {
                current = cells[0];
                frame = ImageIO.read(drive.resolve("frames/%04d.jpg".formatted(Integer.valueOf(current)))
                        .toFile());
            }
            float[] edge = new float[4];
            for (int k = 0; k < 4; k++) {
                edge[k] = Float.parseFloat(cells[5 + k]);
            }
            digest.update(CropResizer.crop(frame, new Box(edge[0], edge[1], edge[2], edge[3]), 32, 32));
        }
        assertThat(labels).hasSize(541);
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .isEqualTo("3341e6c1488694fc55cfdc5453b4645cbe336f6a12bd83f986ae914dfbee6dfc");
    }

    @Test
    void a_box_of_the_wanted_size_on_whole_pixels_is_copied_as_it_is() {
        BufferedImage picture = noise(1, BufferedImage.TYPE_INT_RGB);
        byte[] crop = CropResizer.crop(picture, new Box(7, 3, 19, 11), 12, 8);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 12; x++) {
                int i = (y * 12 + x) * 3;
                int rgb = ((crop[i] & 255) << 16) | ((crop[i + 1] & 255) << 8) | (crop[i + 2] & 255);
                assertThat(rgb).as("at %d, %d", x, y).isEqualTo(picture.getRGB(7 + x, 3 + y) & 0xffffff);
            }
        }
    }

    @Test
    void halving_weighs_four_neighbours_as_a_triangle_does() {
        BufferedImage picture = new BufferedImage(8, 1, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(3, 0, 0x640000);
        byte[] crop = CropResizer.crop(picture, new Box(0, 0, 8, 1), 4, 1);
        // Output pixel 1 has its centre at 3: pixels 1..4 weigh 1/8, 3/8, 3/8, 1/8; pixel 2 (centre 5) starts at 3.
        assertThat(new int[] {crop[0], crop[3], crop[6], crop[9]}).containsExactly(0, 38, 13, 0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14})
    void the_kind_of_picture_makes_no_difference(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float left = (float) random.nextDouble(-4, 30);
        float top = (float) random.nextDouble(-4, 20);
        Box box = new Box(left, top, left + (float) random.nextDouble(.3, 40), top + (float) random.nextDouble(.3, 40));
        byte[] expected = CropResizer.crop(noise(seed, BufferedImage.TYPE_INT_RGB), box, 9, 5);
        for (int type :
                new int[] {BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_4BYTE_ABGR}) {
            assertThat(CropResizer.crop(noise(seed, type), box, 9, 5))
                    .as("type %d, seed %d", type, seed)
                    .isEqualTo(expected);
        }
        BufferedImage wide = new BufferedImage(80, 70, BufferedImage.TYPE_3BYTE_BGR);
        BufferedImage part = wide.getSubimage(5, 6, 48, 32);
        part.createGraphics().drawImage(noise(seed, BufferedImage.TYPE_INT_RGB), 0, 0, null);
        assertThat(CropResizer.crop(part, box, 9, 5))
                .as("part of a wider picture, seed %d", seed)
                .isEqualTo(expected);
    }

    @Test
    void a_grey_picture_keeps_its_own_values_in_all_three_channels() {
        BufferedImage picture = new BufferedImage(6, 6, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 36; i++) {
            picture.getRaster().setSample(i % 6, i / 6, 0, 100);
        }
        assertThat(CropResizer.crop(picture, new Box(1, 1, 5, 5), 2, 2)).containsOnly((byte) 100);
    }

    @Test
    void a_box_outside_of_the_picture_takes_the_nearest_pixels() {
        BufferedImage picture = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(3, 3, 0x010203);
        assertThat(CropResizer.crop(picture, new Box(50, 60, 54, 63), 1, 1)).containsExactly(1, 2, 3);
        assertThat(CropResizer.crop(picture, new Box(-9, -9, -7, -7), 1, 1)).containsExactly(0, 0, 0);
    }

    @Test
    void a_box_of_any_size_costs_no_more_than_the_picture() {
        BufferedImage picture = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        assertThat(CropResizer.crop(picture, new Box(-1e30f, -1e30f, 1e30f, 1e30f), 3, 3))
                .hasSize(27);
    }

    @Test
    void a_box_without_an_inside_is_refused() {
        BufferedImage picture = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        List<Box> wrong = List.of(
                new Box(2, 0, 2, 4),
                new Box(3, 0, 1, 4),
                new Box(0, 4, 4, 1),
                new Box(0, 0, Float.NaN, 4),
                new Box(0, 0, Float.POSITIVE_INFINITY, 4));
        for (Box box : wrong) {
            assertThatThrownBy(() -> CropResizer.crop(picture, box, 2, 2))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("finite edges with x1 < x2 and y1 < y2");
        }
        assertThatThrownBy(() -> CropResizer.crop(picture, new Box(0, 0, 4, 4), 0, 2))
                .hasMessageContaining("0x2");
    }

    private static BufferedImage noise(long seed, int type) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage picture = new BufferedImage(48, 32, type);
        for (int i = 0; i < 48 * 32; i++) {
            picture.setRGB(i % 48, i / 48, 0xff000000 | random.nextInt(0x1000000));
        }
        return picture;
    }
}
