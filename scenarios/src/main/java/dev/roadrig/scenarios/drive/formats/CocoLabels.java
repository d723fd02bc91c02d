package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.drive.DriveFrame.Label;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.json.JsonEntry;
import dev.roadrig.scenarios.json.JsonLists;
import dev.roadrig.scenarios.mcap.ReadLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a file of COCO's detection labels (cocodataset.org, format-data), as a stream: {@code images}, {@code annotations} and
 * {@code categories}, in any order. The boxes are taken; segmentations and keypoints are passed over.
 */
final class CocoLabels {
    private static final int MOST_IMAGES = 500_000;
    private static final int MOST_BOXES = 2_000_000;
    private static final int MOST_CATEGORIES = 10_000;
    private static final double MOST_PIXELS = 1e6;
    /** What an image, a category or a box takes beside its letters: objects, and their places in lists and maps. */
    private static final int NAMED_BYTES = 300;

    private static final int BOX_BYTES = 80;

    private final Path file;
    private final Tally dropped;
    private final Map<Long, String> images = new LinkedHashMap<>();
    private final Map<Long, String> categories = new TreeMap<>();
    private final Map<Long, Integer> places = new HashMap<>();
    private final Map<Long, List<Annotation>> byImage = new HashMap<>();
    private final long mostBytes;
    private long heldBytes;
    private int boxes;

    /** A box as the file has it; x and y are its upper left corner, pixels. */
    private record Annotation(long category, float x, float y, float width, float height) {}

    private CocoLabels(Path file, Tally dropped, long mostBytes) {
        this.file = file;
        this.dropped = dropped;
        this.mostBytes = mostBytes;
    }

    /**
     * Reads a file.
     *
     * @param dropped told what is left out
     * @throws BadInput where it is no such file, or names what it does not have
     */
    static CocoLabels read(Path file, Tally dropped) {
        return read(file, dropped, ReadLimits.DEFAULT.openBytes());
    }

    /**
     * Reads a file.
     *
     * @param mostBytes of memory for all of it
     */
    static CocoLabels read(Path file, Tally dropped, long mostBytes) {
        var labels = new CocoLabels(file, dropped, mostBytes);
        JsonLists.read(
                file,
                Map.of(
                        "images", labels::image,
                        "annotations", labels::annotation,
                        "categories", labels::category));
        labels.check();
        return labels;
    }

    /** File names by the images' ids, in the file's order. */
    Map<Long, String> images() {
        return images;
    }

    /** Names in the order of the ids; a class is its place here. */
    List<String> classes() {
        return List.copyOf(categories.values());
    }

    /**
     * The objects of an image.
     *
     * @param firstTrack each has a track of its own, counted from here
     */
    List<Label> labels(long image, int firstTrack) {
        List<Label> labels = new ArrayList<>();
        for (Annotation a : byImage.getOrDefault(image, List.of())) {
            var box = new Box(a.x, a.y, a.x + a.width, a.y + a.height);
            int type = places.getOrDefault(a.category, -1);
            labels.add(new Label(firstTrack + labels.size(), type, box, 1));
        }
        return labels;
    }

    private void image(JsonEntry entry) {
        if (images.size() >= MOST_IMAGES) {
            throw entry.bad("it has more than " + MOST_IMAGES + " images; cut it into several files");
        }
        long id = entry.whole("id");
        hold(entry, NAMED_BYTES + 2L * entry.text("file_name").length());
        if (images.putIfAbsent(id, entry.text("file_name")) != null) {
            throw entry.bad("the image id " + id + " is there twice");
        }
    }

    private void category(JsonEntry entry) {
        if (categories.size() >= MOST_CATEGORIES) {
            throw entry.bad("it has more than " + MOST_CATEGORIES + " categories");
        }
        long id = entry.whole("id");
        hold(entry, NAMED_BYTES + 2L * entry.text("name").length());
        if (categories.putIfAbsent(id, entry.text("name")) != null) {
            throw entry.bad("the category id " + id + " is there twice");
        }
    }

    private void annotation(JsonEntry entry) {
        if (entry.has("segmentation") || entry.has("keypoints")) {
            dropped.add("segmentations and keypoints", 0);
        }
        if (entry.has("iscrowd") && entry.whole("iscrowd") == 1) {
            dropped.add("regions of many objects (iscrowd)", 0);
            return;
        }
        List<Double> box = entry.numbers("bbox");
        if (box.size() != 4) {
            throw entry.bad("an annotation has no bbox of [x, y, width, height]");
        }
        for (double pixels : List.of(
                box.get(0), box.get(1), box.get(2), box.get(3), box.get(0) + box.get(2), box.get(1) + box.get(3))) {
            if (!(Math.abs(pixels) <= MOST_PIXELS)) {
                throw entry.bad("a bbox has an edge at " + pixels + " pixels");
            }
        }
        if (box.get(2) <= 0 || box.get(3) <= 0) {
            dropped.add("boxes without a width or a height", 0);
            return;
        }
        if (++boxes > MOST_BOXES) {
            throw entry.bad("it has more than " + MOST_BOXES + " boxes; cut it into several files");
        }
        hold(entry, BOX_BYTES);
        byImage.computeIfAbsent(entry.whole("image_id"), image -> new ArrayList<>())
                .add(new Annotation(
                        entry.whole("category_id"),
                        box.get(0).floatValue(),
                        box.get(1).floatValue(),
                        box.get(2).floatValue(),
                        box.get(3).floatValue()));
    }

    private void hold(JsonEntry entry, long bytes) {
        heldBytes += bytes;
        if (heldBytes > mostBytes) {
            throw entry.bad("its names and boxes take more than " + mostBytes
                    + " bytes, which is what is read with this much memory (-Xmx); cut it into several files");
        }
    }

    /** What annotations name must be there; the lists may come in any order, so that this is known at the end only. */
    private void check() {
        if (images.isEmpty()) {
            throw new BadInput(file + " has no images.");
        }
        categories.keySet().forEach(id -> places.put(id, places.size()));
        byImage.forEach((image, annotations) -> {
            if (!images.containsKey(image)) {
                throw new BadInput(file + ": an annotation is of the image " + image + ", which is not there.");
            }
            annotations.forEach(annotation -> {
                if (!categories.containsKey(annotation.category)) {
                    throw new BadInput(file + ": an annotation of the image " + image + " is of the category "
                            + annotation.category + ", which is not there.");
                }
            });
        });
    }
}
