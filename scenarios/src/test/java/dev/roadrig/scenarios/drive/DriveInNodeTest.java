package dev.roadrig.scenarios.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.drive.formats.DriveImport;
import dev.roadrig.scenarios.mcap.McapInNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An imported drive in the format's own library, which knows its messages only by the schemas that it carries. */
@Tag("world")
class DriveInNodeTest {
    @TempDir
    private Path folder;

    @Test
    void every_message_of_an_imported_drive_is_decoded_by_the_schema_that_it_carries() throws Exception {
        McapInNode node = McapInNode.installed();
        Path file = folder.resolve("demo.mcap");
        DriveImport.of(DriveReaderTest.demo(), file);

        McapInNode.Seen seen = node.read(file);

        assertThat(seen.whole()).isTrue();
        assertThat(seen.topics()).isEqualTo(McapInNode.ours(file));
        Map<String, String> schemas = new TreeMap<>();
        seen.topics().forEach((topic, found) -> schemas.put(topic, found.schema()));
        assertThat(schemas)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "/camera/image", "foxglove.CompressedImage",
                        "/camera/annotations", "foxglove.ImageAnnotations",
                        "/camera/frame", "roadrig.drive.v1.CameraFrame",
                        "/gps/fix", "foxglove.LocationFix",
                        "/gps/state", "roadrig.drive.v1.GnssState",
                        "/link", "roadrig.drive.v1.LinkSample"));
        assertThat(seen.byIndex()).containsEntry("/camera/image", 200L).containsEntry("/gps/fix", 153L);
        assertThat(seen.others())
                .contains("counted 1153", "metadata roadrig.drive form source source-sha256 time-base");
    }
}
