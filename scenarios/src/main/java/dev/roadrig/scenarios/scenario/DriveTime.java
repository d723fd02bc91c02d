package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.drive.DriveReader;
import dev.roadrig.scenarios.drive.Route;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** When a drive was recorded, and where it went. */
final class DriveTime {
    private final long startUtcNanos;
    private final Duration duration;
    private final Supplier<Route> route;
    private @Nullable Route known;

    private DriveTime(long startUtcNanos, Duration duration, Supplier<Route> route) {
        this.startUtcNanos = startUtcNanos;
        this.duration = duration;
        this.route = route;
    }

    /** A time without a route. */
    DriveTime(long startUtcNanos, Duration duration) {
        this(startUtcNanos, duration, () -> {
            throw new BadInput("this drive has no route");
        });
    }

    static DriveTime of(Path path) {
        try (Drive drive = DriveReader.open(path)) {
            return new DriveTime(drive.startUtcNanos(), drive.duration(), () -> {
                try (Drive again = DriveReader.open(path)) {
                    return Route.of(again);
                }
            });
        }
    }

    /** The drive's start on the clock that its files share. */
    long startUtcNanos() {
        return startUtcNanos;
    }

    Duration duration() {
        return duration;
    }

    /** Walked when first asked for. */
    Route route() {
        Route walked = known;
        if (walked == null) {
            walked = route.get();
            known = walked;
        }
        return walked;
    }
}
