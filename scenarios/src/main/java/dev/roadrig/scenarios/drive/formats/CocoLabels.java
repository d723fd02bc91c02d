package dev.roadrig.scenarios.drive.formats;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.drive.DriveFrame.Label;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of COCO's detection labels (cocodataset.org, format-data), as a stream: {@code images}, {@code annotations} and
 * {@code categories}, in any order. The boxes are taken; segmentations and keypoints are passed over.
 */
final class CocoLabels {
    private static final int MOST_IMAGES = 500_000;
    private static final int MOST_BOXES = 2_000_000;
    private static final int MOST_CATEGORIES = 10_000;
    private static final double MOST_PIXELS = 1e6;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxStringLength(50_000_000)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private final Path file;
    private final Tally dropped;
    private final Map<Long, String> images = new LinkedHashMap<>();
    private final Map<Long, String> categories = new TreeMap<>();
    private final Map<Long, List<Annotation>> byImage = new HashMap<>();
    private int boxes;

    /** A box as the file has it; x and y are its upper left corner, pixels. */
    private record Annotation(long category, float x, float y, float width, float height) {}

    private CocoLabels(Path file, Tally dropped) {
        this.file = file;
        this.dropped = dropped;
    }

    /**
     * Reads a file.
     *
     * @param dropped told what is left out
     * @throws BadInput where it is no such file, or names what it does not have
     */
    static CocoLabels read(Path file, Tally dropped) {
        var labels = new CocoLabels(file, dropped);
        try (JsonParser in = JSON.createParser(file.toFile())) {
            labels.whole(in);
        } catch (JsonProcessingException e) {
            throw new BadInput(file + place(e.getLocation()) + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new BadInput(file + " cannot be read: " + e.getMessage(), e);
        }
        labels.check();
        return labels;
    }

    /** A limit that is passed has no place. */
    private static String place(@Nullable JsonLocation at) {
        return at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
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
        List<Long> ids = new ArrayList<>(categories.keySet());
        List<Label> labels = new ArrayList<>();
        for (Annotation a : byImage.getOrDefault(image, List.of())) {
            var box = new Box(a.x, a.y, a.x + a.width, a.y + a.height);
            labels.add(new Label(firstTrack + labels.size(), ids.indexOf(a.category), box, 1));
        }
        return labels;
    }

    private void whole(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_OBJECT) {
            throw bad(in, "is no object with images, annotations and categories");
        }
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "images" -> each(in, name, this::image);
                case "annotations" -> each(in, name, this::annotation);
                case "categories" -> each(in, name, this::category);
                default -> in.skipChildren();
            }
        }
    }

    /** Takes an object's values by name; of others than numbers and texts the name only. */
    private interface Taker {
        void take(JsonParser in, Map<String, Object> values) throws IOException;
    }

    private void each(JsonParser in, String what, Taker taker) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw bad(in, what + " is no list");
        }
        while (in.nextToken() == JsonToken.START_OBJECT) {
            taker.take(in, object(in));
        }
        if (in.currentToken() != JsonToken.END_ARRAY) {
            throw bad(in, what + " holds something that is no object");
        }
    }

    private Map<String, Object> object(JsonParser in) throws IOException {
        Map<String, Object> values = new HashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken token = in.nextToken();
            if (name.equals("bbox") && token == JsonToken.START_ARRAY) {
                values.put(name, numbers(in));
            } else if (token == JsonToken.VALUE_NUMBER_INT) {
                values.put(name, in.getLongValue());
            } else if (token == JsonToken.VALUE_STRING) {
                values.put(name, in.getText());
            } else {
                in.skipChildren();
                values.put(name, "");
            }
        }
        return values;
    }

    private List<Double> numbers(JsonParser in) throws IOException {
        List<Double> numbers = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (!in.currentToken().isNumeric() || numbers.size() >= 4) {
                throw bad(in, "a bbox is [x, y, width, height]");
            }
            numbers.add(in.getDoubleValue());
        }
        return numbers;
    }

    private void image(JsonParser in, Map<String, Object> values) {
        if (images.size() >= MOST_IMAGES) {
            throw bad(in, "it has more than " + MOST_IMAGES + " images; cut it into several files");
        }
        if (!(values.get("file_name") instanceof String name) || name.isEmpty()) {
            throw bad(in, "an image has no file_name");
        }
        long id = whole(in, values, "id");
        if (images.putIfAbsent(id, name) != null) {
            throw bad(in, "the image id " + id + " is there twice");
        }
    }

    private void category(JsonParser in, Map<String, Object> values) {
        if (!(values.get("name") instanceof String name) || name.isEmpty() || categories.size() >= MOST_CATEGORIES) {
            throw bad(in, "a category has no name, or there are more than " + MOST_CATEGORIES);
        }
        long id = whole(in, values, "id");
        if (categories.putIfAbsent(id, name) != null) {
            throw bad(in, "the category id " + id + " is there twice");
        }
    }

    private void annotation(JsonParser in, Map<String, Object> values) {
        if (values.containsKey("segmentation") || values.containsKey("keypoints")) {
            dropped.add("segmentations and keypoints", 0);
        }
        if (Long.valueOf(1).equals(values.get("iscrowd"))) {
            dropped.add("regions of many objects (iscrowd)", 0);
            return;
        }
        if (!(values.get("bbox") instanceof List<?> box) || box.size() != 4) {
            throw bad(in, "an annotation has no bbox of [x, y, width, height]");
        }
        float[] edges = new float[4];
        for (int i = 0; i < edges.length; i++) {
            double pixels = (Double) box.get(i);
            if (!(Math.abs(pixels) <= MOST_PIXELS)) {
                throw bad(in, "a bbox has an edge at " + pixels + " pixels");
            }
            edges[i] = (float) pixels;
        }
        if (edges[2] <= 0 || edges[3] <= 0) {
            dropped.add("boxes without a width or a height", 0);
            return;
        }
        if (++boxes > MOST_BOXES) {
            throw bad(in, "it has more than " + MOST_BOXES + " boxes; cut it into several files");
        }
        byImage.computeIfAbsent(whole(in, values, "image_id"), image -> new ArrayList<>())
                .add(new Annotation(whole(in, values, "category_id"), edges[0], edges[1], edges[2], edges[3]));
    }

    private long whole(JsonParser in, Map<String, Object> values, String name) {
        if (values.get(name) instanceof Long number) {
            return number;
        }
        throw bad(in, Wording.quote(name) + " is missing, or no whole number");
    }

    /** What annotations name must be there; the lists may come in any order, so that this is known at the end only. */
    private void check() {
        if (images.isEmpty()) {
            throw new BadInput(file + " has no images.");
        }
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

    private BadInput bad(JsonParser in, String what) {
        return new BadInput(file + ":" + in.currentLocation().getLineNr() + ": " + what + ".");
    }
}
