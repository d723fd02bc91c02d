package dev.roadrig.scenarios.render;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Renders the demo's drive into a folder: 200 JPEG frames and four CSV files, the same for ever. */
public final class RenderDrive {
    /** Of the sensor's noise: less than the training crops have. */
    static final double GRAIN = .62;

    static final long SENSOR_SEED = 4246;

    /** Keeps the 200 frames together below 4.15 MB. */
    private static final float JPEG_QUALITY = .66f;

    private RenderDrive() {}

    /** Usage: RenderDrive OUT_FOLDER. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("usage: RenderDrive OUT_FOLDER");
        }
        Path out = Path.of(args[0]);
        Files.createDirectories(out.resolve("frames"));
        DemoDrive drive = new DemoDrive();
        Camera camera = new Camera(new Sprites(), GRAIN);
        Random sensor = new Random(SENSOR_SEED);
        DriveTables tables = new DriveTables(drive);
        for (int frame = 0; frame < DemoDrive.FRAMES; frame++) {
            Camera.Shot shot = camera.shoot(drive.exposure(frame), sensor);
            Files.write(out.resolve(DriveTables.file(frame)), jpeg(shot.image()));
            tables.add(frame, shot.signs());
        }
        for (Map.Entry<String, String> file : tables.files().entrySet()) {
            Files.writeString(out.resolve(file.getKey()), file.getValue());
        }
    }

    static byte[] jpeg(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(JPEG_QUALITY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), settings);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
