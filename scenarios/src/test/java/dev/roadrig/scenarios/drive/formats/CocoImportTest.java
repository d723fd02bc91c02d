package dev.roadrig.scenarios.drive.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoImportTest {
    private static final String CATEGORIES = "[{'id': 3, 'name': 'car'}, {'id': 1, 'name': 'person'}]";
    private static final String IMAGES = "[{'id': 9, 'file_name': 'b.jpg'}, {'id': 4, 'file_name': 'a.jpg'}]";

    @TempDir
    private Path folder;

    private static String json(String images, String annotations, String categories) {
        return ("{'info': {'year': 2017}, 'images': " + images + ",\n'annotations': " + annotations
                        + ",\n'categories': " + categories + "}")
                .replace('\'', '"');
    }

    private static String box(String image, String category, String bbox, String more) {
        return "{'id': 1, 'image_id': " + image + ", 'category_id': " + category + ", 'bbox': " + bbox + more + "}";
    }

    private Path pictures(String place) throws IOException {
        Path pictures = Files.createDirectories(folder.resolve(place));
        for (String name : List.of("a.jpg", "b.jpg")) {
            Files.copy(SharedFolder.root().resolve("scenarios/demo/drive/frames/0000.jpg"), pictures.resolve(name));
        }
        return pictures;
    }

    private Path labels(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @ParameterizedTest
    @CsvSource({
        "instances.json, .",
        "instances.json, images",
        "annotations/instances_val2017.json, val2017",
        "annotations/instances_val2017.json, images"
    })
    void boxes_and_classes_are_read_in_the_order_of_the_images(String file, String place) throws Exception {
        pictures(place);
        labels(
                file,
                json(
                        IMAGES,
                        "[" + box("4", "1", "[10, 20.5, 30, 40]", ", 'segmentation': [[1, 2, [3]]], 'iscrowd': 0") + ","
                                + box("9", "3", "[1, 2, 3, 4]", "") + "," + box("9", "1", "[5, 6, 7, 8]", "") + ","
                                + box("9", "1", "[5, 6, 0, 8]", "") + ","
                                + box("4", "1", "[0, 0, 9, 9]", ", 'iscrowd': 1")
                                + "]",
                        CATEGORIES));
        Imported made = Imported.of(folder, folder);
        assertThat(made.told().form()).isEqualTo("COCO labels");
        assertThat(made.told().account().notes())
                .contains("classes are counted from 0, by their categories' ids: person, car");
        assertThat(made.told().account().dropped())
                .containsExactlyInAnyOrder(
                        "1 segmentations and keypoints",
                        "1 boxes without a width or a height",
                        "1 regions of many objects (iscrowd)");
        try (Drive drive = DriveReader.open(made.file());
                Drive.FrameCursor frames = drive.frames()) {
            DriveFrame b = frames.next();
            assertThat(b.truth()).extracting(DriveFrame.Label::classId).containsExactly(1, 0);
            assertThat(b.truth()).extracting(DriveFrame.Label::track).containsExactly(0, 1);
            DriveFrame a = frames.next();
            assertThat(a.offsetNanos()).isEqualTo(100_000_000);
            assertThat(a.truth()).extracting(DriveFrame.Label::box).containsExactly(new Box(10, 20.5f, 40, 60.5f));
        }
    }

    @Test
    void pictures_that_are_not_there_are_told_and_without_any_nothing_is_made() throws Exception {
        Path pictures = pictures(".");
        Files.delete(pictures.resolve("b.jpg"));
        Path file = labels("l.json", json(IMAGES, "[]", CATEGORIES));
        assertThat(Imported.of(file, folder).told().account().dropped())
                .containsExactly("1 images whose file is not there");
        Files.delete(pictures.resolve("a.jpg"));
        refused(json(IMAGES, "[]", CATEGORIES), "none of its 2 pictures is in any of");
    }

    private void refused(String text, String words) throws IOException {
        Path file = labels("bad.json", text);
        assertThatThrownBy(
                        () -> DriveImport.of(file, folder.resolve("bad.mcap"), Optional.of("coco"), Optional.empty()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("bad.json")
                .hasMessageContaining(words);
        assertThat(folder.resolve("bad.mcap")).doesNotExist();
    }

    @Test
    void what_is_wrong_is_told_with_its_place() throws Exception {
        pictures(".");
        refused(
                json(IMAGES, "[" + box("7", "1", "[1, 2, 3, 4]", "") + "]", CATEGORIES),
                "of the image 7, which is not");
        refused(json(IMAGES, "[" + box("4", "2", "[1, 2, 3, 4]", "") + "]", CATEGORIES), "of the category 2, which");
        refused(
                json(IMAGES, "[" + box("4", "1", "[1, 2, 3]", "") + "]", CATEGORIES),
                "bad.json:2: an annotation has no bbox");
        refused(
                json(IMAGES, "[" + box("4", "1", "[1, 2, 3, 4, 5]", "") + "]", CATEGORIES),
                "has no bbox of [x, y, width");
        refused(
                json(IMAGES, "[" + box("4", "1", "[1, 2, 3, 'x']", "") + "]", CATEGORIES),
                "has no bbox of [x, y, width");
        refused(
                json(IMAGES, "[" + box("'4'", "1", "[1, 2, 3, 4]", "") + "]", CATEGORIES),
                "'image_id' is missing, or no");
        refused(json(IMAGES, "[" + box("4", "1", "[1e9, 2, 3, 4]", "") + "]", CATEGORIES), "an edge at 1.0E9 pixels");
        refused(
                json(IMAGES, "[" + box("4", "1", "[900000, 2, 900000, 4]", "") + "]", CATEGORIES),
                "an edge at 1800000.0 pixels");
        refused(json(IMAGES.replace("9", "4"), "[]", CATEGORIES), "the image id 4 is there twice");
        refused(json(IMAGES, "[]", CATEGORIES.replace("3", "1")), "the category id 1 is there twice");
        refused(json(IMAGES.replace("b.jpg", "../b.jpg"), "[]", CATEGORIES), "leaves the folder");
        refused(json(IMAGES.replace("b.jpg", ""), "[]", CATEGORIES), "'file_name' is missing, or no text");
        refused(json("[]", "[]", CATEGORIES), "has no images");
        refused(json("{}", "[]", CATEGORIES), "images is no list");
        refused("[1]", "is no object of lists");
        refused("{\"images\": [", "bad.json:1:");
        refused("{\"info\": " + "[".repeat(1_000), "nesting depth");
    }

    @Test
    void memory_is_bounded_in_bytes_whatever_the_names_and_fields_are() throws Exception {
        Path long1 = labels("long.json", json(IMAGES.replace("b.jpg", "b".repeat(4_000)), "[]", CATEGORIES));
        assertThatThrownBy(() -> CocoLabels.read(long1, new Tally(), 8_000))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("long.json:1: its names and boxes take more than 8000 bytes");
        assertThat(CocoLabels.read(long1, new Tally(), 10_000).images()).hasSize(2);
        refused(
                json(IMAGES.replace("b.jpg", "b".repeat(5_000)), "[]", CATEGORIES),
                "'file_name' is missing, or no text");
        refused(json(IMAGES.replace("b.jpg", "b".repeat(9_000_000)), "[]", CATEGORIES), "exceeds the maximum");
        var fields = new StringBuilder("[{'id': 1");
        for (int i = 0; i < 1_001; i++) {
            fields.append(", 'f").append(i).append("': ''");
        }
        refused(json(fields + "}]", "[]", CATEGORIES), "an object has more than 1000 names");
    }

    @Test
    void other_json_files_are_not_taken_for_labels_and_two_are_not_chosen_from() throws Exception {
        pictures(".");
        assertThat(DriveImport.forms(labels("x.json", "{\"images\": 3, \"frames\": []}")))
                .isEmpty();
        labels("one.json", json(IMAGES, "[]", CATEGORIES));
        assertThat(DriveImport.forms(folder)).containsExactly("coco");
        labels("two.json", json(IMAGES, "[]", CATEGORIES));
        assertThat(DriveImport.forms(folder)).isEmpty();
        assertThatThrownBy(
                        () -> DriveImport.of(folder, folder.resolve("t.mcap"), Optional.of("coco"), Optional.empty()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("more than one file of COCO labels. Name the file itself.");
    }
}
