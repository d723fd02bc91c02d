package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.drive.DriveFrame.Label;
import dev.roadrig.scenarios.fault.Wording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Labels of the KITTI object benchmark: type, truncated, occluded, alpha, box, dimensions, location, rotation, a line an
 * object (the benchmark's devkit, {@code readme.txt}). The box is taken; regions that nobody labelled are counted.
 */
final class KittiLabels {
    /** The benchmark's types; a class is its place here. */
    static final List<String> TYPES =
            List.of("Car", "Van", "Truck", "Pedestrian", "Person_sitting", "Cyclist", "Tram", "Misc");

    private static final int FIELDS = 15;
    /** How much of an object is seen by its level of occlusion: the devkit has words only, so these are chosen. */
    private static final double[] VISIBLE = {1, 0.5, 0.25, 0};

    private static final double MOST_PIXELS = 1e6;
    private final Tally dropped;
    private int track;

    KittiLabels(Tally dropped) {
        this.dropped = dropped;
    }

    /** The objects of a frame; each has a track of its own. */
    List<Label> read(Path file) {
        List<Label> labels = new ArrayList<>();
        try (TextLines lines = TextLines.open(file)) {
            while (lines.next()) {
                if (lines.text().isBlank()) {
                    continue;
                }
                String[] fields = lines.text().strip().split(" +");
                if (fields.length != FIELDS && fields.length != FIELDS + 1) {
                    throw lines.bad("has " + fields.length + " fields where a label has " + FIELDS);
                }
                if (fields[0].equals("DontCare")) {
                    dropped.add("regions that nobody labelled (DontCare)", 0);
                    continue;
                }
                labels.add(label(lines, fields));
            }
        }
        return labels;
    }

    private Label label(TextLines lines, String[] fields) {
        int type = TYPES.indexOf(fields[0]);
        if (type < 0) {
            throw lines.bad(fields[0], "is no type of the benchmark" + Wording.instead(fields[0], TYPES));
        }
        int occluded = (int) number(lines, fields[2], 0, 3);
        var box = new Box(
                (float) number(lines, fields[4], -MOST_PIXELS, MOST_PIXELS),
                (float) number(lines, fields[5], -MOST_PIXELS, MOST_PIXELS),
                (float) number(lines, fields[6], -MOST_PIXELS, MOST_PIXELS),
                (float) number(lines, fields[7], -MOST_PIXELS, MOST_PIXELS));
        if (box.x2() <= box.x1() || box.y2() <= box.y1()) {
            throw lines.bad("has a box whose right or lower edge comes first");
        }
        return new Label(track++, type, box, VISIBLE[occluded]);
    }

    static double number(TextLines lines, String text, double least, double most) {
        try {
            double value = Double.parseDouble(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw lines.bad(text, "is not a number");
        }
        throw lines.bad(text, "is not between " + least + " and " + most);
    }
}
