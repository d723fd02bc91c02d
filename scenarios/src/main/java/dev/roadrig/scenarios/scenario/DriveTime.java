package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import java.nio.file.Path;
import java.time.Duration;

/**
 * When a drive was recorded.
 *
 * @param startUtcNanos the drive's start on the clock that its files share
 */
record DriveTime(long startUtcNanos, Duration duration) {

    static DriveTime of(Path path) {
        try (Drive drive = DriveReader.open(path)) {
            return new DriveTime(drive.startUtcNanos(), drive.duration());
        }
    }
}
