package dev.roadrig.scenarios.render;

import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.model.CropResizer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Cuts the labelled signs out of a drive's frames: a test set as raw bytes. */
public final class CutDriveCrops {
    private static final int SIZE = 32;

    private CutDriveCrops() {}

    /**
     * Usage: CutDriveCrops DRIVE_FOLDER OUT_PREFIX LEAST_HEIGHT_PIXELS LEAST_VISIBLE. Writes PREFIX.rgb, 32 x 32 RGB bytes a
     * crop, and PREFIX.lab, the class number in one byte a crop.
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 4) {
            throw new IllegalArgumentException(
                    "usage: CutDriveCrops DRIVE_FOLDER OUT_PREFIX LEAST_HEIGHT_PIXELS LEAST_VISIBLE");
        }
        Path drive = Path.of(args[0]);
        float leastHeight = Float.parseFloat(args[2]);
        double leastVisible = Double.parseDouble(args[3]);
        List<String> rows = Files.readAllLines(drive.resolve("labels.csv"));
        try (OutputStream rgb = Files.newOutputStream(Path.of(args[1] + ".rgb"));
                OutputStream classes = Files.newOutputStream(Path.of(args[1] + ".lab"))) {
            for (String row : rows.subList(1, rows.size())) {
                List<String> cells = List.of(row.split(",", -1));
                Box box = box(cells);
                if (box.y2() - box.y1() >= leastHeight && Double.parseDouble(cells.get(10)) >= leastVisible) {
                    Path frame = drive.resolve(DriveTables.file(Integer.parseInt(cells.get(0))));
                    BufferedImage picture = ImageIO.read(frame.toFile());
                    rgb.write(CropResizer.crop(picture, box, SIZE, SIZE));
                    classes.write(Integer.parseInt(cells.get(3)));
                }
            }
        }
    }

    private static Box box(List<String> cells) {
        return new Box(
                Float.parseFloat(cells.get(5)),
                Float.parseFloat(cells.get(6)),
                Float.parseFloat(cells.get(7)),
                Float.parseFloat(cells.get(8)));
    }
}
