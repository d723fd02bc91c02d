package dev.roadrig.scenarios.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.render.PlatePainter.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DemoDriveTest {
    private static final List<Integer> SHOT = List.of(0, 75, 150);

    private final DemoDrive drive = new DemoDrive();
    private final Camera camera = new Camera(new Sprites(), RenderDrive.GRAIN);
    private final Path shipped = SharedFolder.root().resolve("scenarios/demo/drive");

    @Test
    void frames_in_the_sun_in_the_tunnel_and_at_dusk_are_the_shipped_files_to_the_byte() throws IOException {
        Random sensor = new Random(RenderDrive.SENSOR_SEED);
        int last = SHOT.get(SHOT.size() - 1);
        for (int frame = 0; frame <= last; frame++) {
            if (!SHOT.contains(frame)) {
                camera.skip(drive.exposure(frame), sensor);
                continue;
            }
            byte[] rendered =
                    RenderDrive.jpeg(camera.shoot(drive.exposure(frame), sensor).image());
            assertThat(rendered)
                    .as("frame %d", frame)
                    .isEqualTo(Files.readAllBytes(shipped.resolve(DriveTables.file(frame))));
        }
    }

    @Test
    void frames_labels_track_and_cellular_trace_are_the_shipped_files_to_the_byte() throws IOException {
        DriveTables tables = new DriveTables(drive);
        for (int frame = 0; frame < DemoDrive.FRAMES; frame++) {
            tables.add(frame, camera.aim(drive.exposure(frame)));
        }
        Map<String, String> files = tables.files();
        assertThat(files).containsOnlyKeys("frames.csv", "labels.csv", "track.csv", "cellular.csv");
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertThat(file.getValue()).as(file.getKey()).isEqualTo(Files.readString(shipped.resolve(file.getKey())));
        }
    }

    @Test
    void aiming_sees_what_shooting_sees() {
        List<Seen> aimed = camera.aim(drive.exposure(60));
        assertThat(aimed).isNotEmpty();
        assertThat(camera.shoot(drive.exposure(60), new Random(1)).signs()).isEqualTo(aimed);
    }
}
