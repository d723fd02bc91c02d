package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.CameraFrames;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.GnssState;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.Wording;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A track point of a GPX file. */
final class GpxPoint {
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_DATE_TIME;

    private final LocationFix.Builder fix = LocationFix.newBuilder().setFrameId("gps");
    private final GnssState.Builder state = GnssState.newBuilder();
    private OptionalLong utcNanos = OptionalLong.empty();

    /** Throws {@link IllegalArgumentException} for what is no position. */
    GpxPoint(@Nullable String latitude, @Nullable String longitude) {
        fix.setLatitude(number("lat", latitude, -90, 90)).setLongitude(number("lon", longitude, -180, 180));
    }

    /** Takes over an element of the point. Throws {@link IllegalArgumentException} for what it cannot be. */
    void take(String name, String text) {
        switch (name) {
            case "time" -> utcNanos = OptionalLong.of(time(text));
            case "ele" -> fix.setAltitude(number(name, text, -1e5, 1e5));
            case "speed" -> state.setSpeedMetresPerSecond(number(name, text, 0, 1e4));
            case "course" -> state.setHeadingDegrees(number(name, text, 0, 360));
            case "hdop" -> state.setHdop(number(name, text, 0, 1e3));
            case "sat" -> state.setSatellites((int) number(name, text, 0, 1e3));
            case "fix" -> state.setFix(text);
            default -> {
                // Descriptions and vendors' extensions.
            }
        }
    }

    /** Writes the point, unless it has no time. */
    boolean write(DriveWriter writer) throws RigFault {
        if (utcNanos.isEmpty()) {
            return false;
        }
        long stamp = utcNanos.getAsLong();
        writer.write(
                DriveTopic.FIX,
                stamp,
                fix.setTimestamp(CameraFrames.stamp(stamp)).build());
        writer.write(DriveTopic.GNSS, stamp, state.build());
        return true;
    }

    /** ISO 8601; without an offset it is UTC, as the format says. */
    private static long time(String text) {
        try {
            Instant instant =
                    ISO.parseBest(text, OffsetDateTime::from, LocalDateTime::from) instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : LocalDateTime.parse(text, ISO).toInstant(ZoneOffset.UTC);
            if (!instant.isBefore(Instant.EPOCH) && instant.isBefore(LATEST)) {
                return instant.getEpochSecond() * Stamps.NANOS + instant.getNano();
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("<time> " + Wording.quote(text) + " is no time of ISO 8601", e);
        }
        throw new IllegalArgumentException("<time> " + Wording.quote(text) + " is not between 1970 and 2200");
    }

    private static double number(String name, @Nullable String text, double least, double most) {
        String written = text == null ? "" : text;
        try {
            double value = Double.parseDouble(written);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " should be a number and not " + Wording.quote(written), e);
        }
        throw new IllegalArgumentException(
                name + " should be between " + least + " and " + most + " and not " + Wording.quote(written));
    }
}
