package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.CameraFrames;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.GnssState;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.OptionalDouble;

/** What a receiver says of one moment, in sentences that follow each other. */
final class NmeaEpoch {
    private static final double KNOT = 1852.0 / 3600;
    private static final double MOST_KNOTS = 1e4;
    private static final double MOST_METRES = 1e5;

    private final long timeOfDay;
    private OptionalDouble latitude = OptionalDouble.empty();
    private OptionalDouble longitude = OptionalDouble.empty();
    private OptionalDouble altitude = OptionalDouble.empty();
    private final GnssState.Builder state = GnssState.newBuilder();

    NmeaEpoch(long timeOfDay) {
        this.timeOfDay = timeOfDay;
    }

    /** Nanoseconds of the day. */
    long timeOfDay() {
        return timeOfDay;
    }

    /** Takes over what RMC, GGA or VTG says. Throws {@link IllegalArgumentException} where that is not possible. */
    void take(NmeaSentence sentence) {
        switch (sentence.type()) {
            case "RMC" -> {
                if (sentence.field(1).equals("A")) {
                    position(sentence, 2);
                    sentence.number(6, 0, MOST_KNOTS).ifPresent(v -> state.setSpeedMetresPerSecond(v * KNOT));
                    sentence.number(7, 0, 360).ifPresent(state::setHeadingDegrees);
                }
                if (state.getFix().isEmpty()) {
                    state.setFix(sentence.field(1).equals("A") ? "valid" : "none");
                }
            }
            case "GGA" -> {
                int quality = (int) sentence.number(5, 0, 8).orElse(0);
                state.setFix(fix(quality));
                sentence.number(6, 0, 1_000).ifPresent(v -> state.setSatellites((int) v));
                sentence.number(7, 0, 1_000).ifPresent(state::setHdop);
                if (quality > 0) {
                    position(sentence, 1);
                    OptionalDouble metres = sentence.number(8, -MOST_METRES, MOST_METRES);
                    altitude = metres.isPresent() ? metres : altitude;
                }
            }
            case "VTG" -> {
                sentence.number(0, 0, 360).ifPresent(state::setHeadingDegrees);
                sentence.number(4, 0, MOST_KNOTS).ifPresent(v -> state.setSpeedMetresPerSecond(v * KNOT));
            }
            default -> {
                // ZDA has only a date, which is the walk's.
            }
        }
    }

    private void position(NmeaSentence sentence, int field) {
        latitude = sentence.degrees(field, "N", "S", 90);
        longitude = sentence.degrees(field + 2, "E", "W", 180);
    }

    /** GGA's quality, NMEA 0183 4.11. */
    private static String fix(int quality) {
        return switch (quality) {
            case 0 -> "none";
            case 1 -> "gps";
            case 2 -> "dgps";
            case 3 -> "pps";
            case 4 -> "rtk";
            case 5 -> "rtk-float";
            case 6 -> "estimated";
            default -> "simulated";
        };
    }

    void write(DriveWriter writer, long utcNanos) throws RigFault {
        if (latitude.isPresent() && longitude.isPresent()) {
            writer.write(
                    DriveTopic.FIX,
                    utcNanos,
                    LocationFix.newBuilder()
                            .setTimestamp(CameraFrames.stamp(utcNanos))
                            .setFrameId("gps")
                            .setLatitude(latitude.getAsDouble())
                            .setLongitude(longitude.getAsDouble())
                            .setAltitude(altitude.orElse(0))
                            .build());
        }
        writer.write(DriveTopic.GNSS, utcNanos, state.build());
    }
}
