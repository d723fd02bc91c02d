package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.drive.DriveFrame.Label;
import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.drive.PictureFile;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Imports pictures with COCO's detection labels: the .json file, or a folder that has one, also under {@code annotations/}.
 * It has no clock: ten frames a second are laid from 2020-01-01 on, in the order of its {@code images}.
 */
final class CocoImporter implements DriveImporter {
    private static final String ANNOTATIONS = "annotations";
    private static final long PERIOD_NANOS = 100_000_000;
    private static final Pattern HEAD =
            Pattern.compile("\\s*\\{\\s*\"(info|images|annotations|categories|licenses|type)\"\\s*:.*", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("\"(images|annotations|categories)\"\\s*:\\s*\\[");

    @Override
    public String name() {
        return "coco";
    }

    @Override
    public String form() {
        return "COCO labels";
    }

    @Override
    public String mark() {
        return "a .json file with images, annotations and categories";
    }

    @Override
    public boolean knows(Path source) {
        return Files.isDirectory(source) ? files(source).size() == 1 : isLabels(source);
    }

    private static boolean isLabels(Path file) {
        if (!String.valueOf(file.getFileName()).endsWith(".json")) {
            return false;
        }
        String head = String.join("\n", TextHead.of(file));
        return HEAD.matcher(head).matches() && KEY.matcher(head).find();
    }

    private static List<Path> files(Path folder) {
        List<Path> files = new ArrayList<>();
        for (Path place : List.of(folder, folder.resolve(ANNOTATIONS))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> all = Files.list(place)) {
                    all.filter(CocoImporter::isLabels).limit(2).forEach(files::add);
                } catch (IOException e) {
                    throw FileTrouble.unread(place, e);
                }
            }
        }
        return files;
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        boolean folder = Files.isDirectory(source);
        List<Path> found = folder ? files(source) : List.of(source);
        if (found.size() != 1) {
            throw new BadInput(source + " holds " + (found.isEmpty() ? "no file" : "more than one file")
                    + " of COCO labels. Name the file itself.");
        }
        Path file = found.get(0);
        var dropped = new Tally();
        CocoLabels labels = CocoLabels.read(file, dropped);
        Path pictures = pictures(file, labels);
        int index = 0;
        int track = 0;
        for (Map.Entry<Long, String> image : labels.images().entrySet()) {
            Optional<PictureFile> picture = picture(file, pictures, image.getValue());
            if (picture.isEmpty()) {
                dropped.add("images whose file is not there", 0);
                continue;
            }
            List<Label> truth = labels.labels(image.getKey(), track);
            track += truth.size();
            long offset = index * PERIOD_NANOS;
            writer.writeFrame(
                    new DriveFrame(
                            index++, offset, picture.get().mediaType(), picture.get(), truth, Map.of(), Double.NaN),
                    Stamps.SYNTHETIC_UTC_NANOS + offset);
        }
        return new Account(
                folder ? FolderHash.ofFolder(source) : FolderHash.ofFile(source),
                "synthetic: ten frames a second, " + Stamps.SYNTHETIC + ", since the set has no clock",
                List.of(
                        "pictures from " + pictures,
                        "classes are counted from 0, by their categories' ids: " + String.join(", ", labels.classes())),
                dropped.told());
    }

    /** Where the pictures lie: where the first that is anywhere is. */
    private static Path pictures(Path file, CocoLabels labels) {
        Path beside = file.toAbsolutePath().normalize().resolveSibling("");
        Set<Path> places = new LinkedHashSet<>(List.of(beside, beside.resolve("images")));
        if (beside.endsWith(ANNOTATIONS)) {
            Path root = beside.resolveSibling("");
            String stem = Pictures.stem(file);
            places.add(beside.resolveSibling(stem.substring(stem.indexOf('_') + 1)));
            places.add(beside.resolveSibling("images"));
            places.add(root);
        }
        for (String name : labels.images().values()) {
            for (Path place : places) {
                if (picture(file, place, name).isPresent()) {
                    return place;
                }
            }
        }
        throw new BadInput(file + ": none of its " + labels.images().size() + " pictures is in any of " + places
                + ". Put them beside it, or into images/.");
    }

    private static Optional<PictureFile> picture(Path labels, Path folder, String name) {
        try {
            Path path = folder.resolve(name).normalize();
            if (Path.of(name).isAbsolute() || !path.startsWith(folder.normalize())) {
                throw new BadInput(labels + ": the file_name " + Wording.quote(name) + " leaves the folder.");
            }
            if (!Files.isRegularFile(path)) {
                return Optional.empty();
            }
            if (!path.toRealPath().startsWith(folder.toRealPath())) {
                throw new BadInput(labels + ": the file_name " + Wording.quote(name) + " leads out of the folder.");
            }
            String mediaType = PictureFile.mediaType(name)
                    .orElseThrow(() -> new BadInput(
                            labels + ": the file_name " + Wording.quote(name) + " is no .jpg or .png picture."));
            return Optional.of(new PictureFile(path, mediaType));
        } catch (InvalidPathException | IOException e) {
            throw new BadInput(labels + ": the file_name " + Wording.quote(name) + " is no name of a picture.", e);
        }
    }
}
