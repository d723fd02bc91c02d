package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.drive.DriveFrame.Label;
import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.drive.PictureFile;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Imports the KITTI object benchmark's layout: {@code image_2/} and, where the set has them, {@code label_2/}. It has no
 * clock: ten frames a second are laid from 2020-01-01 on.
 */
final class KittiObjectImporter implements DriveImporter {
    private static final String IMAGES = "image_2";
    private static final String LABELS = "label_2";
    private static final long PERIOD_NANOS = 100_000_000;

    @Override
    public String name() {
        return "kitti-object";
    }

    @Override
    public String form() {
        return "KITTI object folder";
    }

    @Override
    public String mark() {
        return "its folder image_2";
    }

    @Override
    public boolean knows(Path source) {
        return Files.isDirectory(source.resolve(IMAGES));
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        var dropped = new Tally();
        var labels = new KittiLabels(dropped);
        int index = 0;
        int unlabelled = 0;
        for (PictureFile picture : Pictures.of(source.resolve(IMAGES))) {
            Path file = source.resolve(LABELS).resolve(Pictures.stem(picture.path()) + ".txt");
            boolean labelled = Files.exists(file);
            unlabelled += labelled ? 0 : 1;
            List<Label> truth = labelled ? labels.read(file) : List.of();
            long offset = index * PERIOD_NANOS;
            var frame = new DriveFrame(index, offset, picture.mediaType(), picture, truth, Map.of(), Double.NaN);
            writer.writeFrame(frame, Stamps.SYNTHETIC_UTC_NANOS + offset);
            index++;
        }
        List<String> notes = new ArrayList<>();
        if (unlabelled > 0) {
            notes.add(unlabelled + " pictures have no file in " + LABELS + ", and no labels");
        }
        notes.add("classes are counted from 0: " + String.join(", ", KittiLabels.TYPES));
        notes.add("visible shares stand for the levels of occlusion: 1, 0.5, 0.25, and 0 where it is unknown");
        List<String> told = new ArrayList<>(dropped.told());
        told.add("3D boxes, truncation and calibration; everything outside " + IMAGES + " and " + LABELS);
        return new Account(
                FolderHash.ofFolder(source),
                "synthetic: ten frames a second, " + Stamps.SYNTHETIC + ", since the set has no clock",
                notes,
                told);
    }
}
