package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.GnssState;
import java.util.Set;

/** Rows of a receiver's {@code track.csv}; without a fix the position is empty, and then there is none. */
final class TrackRows {
    static final Set<String> COLUMNS =
            Set.of("t_ns", "lat", "lon", "alt_m", "speed_mps", "heading_deg", "hdop", "satellites", "fix");

    private static final double MOST_METRES = 1e5;
    private static final double MOST_METRES_PER_SECOND = 1e3;

    /** Beside a folder's frames. */
    static final String FILE = "track.csv";

    private TrackRows() {}

    static Position position(CsvRow row, long utcNanos) {
        return new Position(utcNanos, row.number("lat", -90, 90), row.number("lon", -180, 180));
    }

    static LocationFix fix(CsvRow row, long utcNanos) {
        Position position = position(row, utcNanos);
        return LocationFix.newBuilder()
                .setTimestamp(CameraFrames.stamp(utcNanos))
                .setFrameId("gps")
                .setLatitude(position.latitude())
                .setLongitude(position.longitude())
                .setAltitude(row.has("alt_m") ? row.number("alt_m", -MOST_METRES, MOST_METRES) : 0)
                .build();
    }

    static GnssState state(CsvRow row) {
        var state = GnssState.newBuilder();
        if (row.has("speed_mps")) {
            state.setSpeedMetresPerSecond(row.number("speed_mps", -MOST_METRES_PER_SECOND, MOST_METRES_PER_SECOND));
        }
        if (row.has("heading_deg")) {
            state.setHeadingDegrees(row.number("heading_deg", -360, 360));
        }
        if (row.has("hdop")) {
            state.setHdop(row.number("hdop", 0, 1e3));
        }
        if (row.has("satellites")) {
            state.setSatellites((int) row.whole("satellites", 0, 1_000));
        }
        return state.setFix(row.has("fix") ? row.text("fix") : "").build();
    }
}
