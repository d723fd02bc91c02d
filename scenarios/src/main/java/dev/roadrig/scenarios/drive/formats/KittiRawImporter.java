package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.drive.PictureFile;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Imports a drive of KITTI raw ({@code <date>_drive_<n>_sync}): the pictures of one camera, the left colour one where it is
 * there, and {@code oxts} beside it, each with its {@code timestamps.txt}.
 */
final class KittiRawImporter implements DriveImporter {
    private static final List<String> CAMERAS = List.of("image_02", "image_03", "image_00", "image_01");

    @Override
    public String name() {
        return "kitti-raw";
    }

    @Override
    public String form() {
        return "KITTI raw drive";
    }

    @Override
    public String mark() {
        return "its folders image_00 to image_03 with timestamps.txt";
    }

    @Override
    public boolean knows(Path source) {
        return camera(source).isPresent();
    }

    private static Optional<Path> camera(Path source) {
        return CAMERAS.stream()
                .map(source::resolve)
                .filter(folder -> Files.exists(folder.resolve(KittiStamps.FILE)))
                .findFirst();
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        Path camera = camera(source)
                .orElseThrow(() -> new BadInput(source + " has no camera: none of " + String.join(", ", CAMERAS)
                        + " with " + KittiStamps.FILE + "."));
        var dropped = new Tally();
        List<PictureFile> pictures = Pictures.of(camera.resolve("data"));
        long start = 0;
        int index = 0;
        try (var stamps = new KittiStamps(camera);
                KittiOxts oxts = KittiOxts.open(source.resolve("oxts"))) {
            for (PictureFile picture : pictures) {
                long stamp = stamps.of(picture.path(), dropped);
                start = index == 0 ? stamp : start;
                oxts.writeUntil(stamp, writer);
                var frame = new DriveFrame(
                        index++, stamp - start, picture.mediaType(), picture, List.of(), Map.of(), Double.NaN);
                writer.writeFrame(frame, stamp);
            }
            oxts.writeUntil(Long.MAX_VALUE, writer);
        }
        List<String> told = new ArrayList<>(dropped.told());
        CAMERAS.stream()
                .filter(name -> Files.isDirectory(source.resolve(name)) && !camera.endsWith(name))
                .sorted()
                .forEach(name -> told.add("pictures of the camera " + name));
        for (String other : List.of("velodyne_points", "tracklet_labels.xml")) {
            if (Files.exists(source.resolve(other))) {
                told.add(other);
            }
        }
        return new Account(
                FolderHash.ofFolder(source),
                "the recorder's local time as in timestamps.txt, read as UTC, since it names no zone",
                List.of("pictures are of " + camera.getFileName() + "; they have no labels in this layout"),
                told);
    }
}
