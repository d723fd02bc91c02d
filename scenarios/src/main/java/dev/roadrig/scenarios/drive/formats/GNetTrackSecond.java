package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.CameraFrames;
import dev.roadrig.scenarios.drive.CsvRow;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.GnssState;
import dev.roadrig.scenarios.drive.v1.LinkSample;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.Locale;

/** The rows of a G-NetTrack log that share one stamp: the mean of the rates, and of everything else the last. */
final class GNetTrackSecond {
    private static final double MOST_KBPS = 1e9;

    private final long utcNanos;
    private int rows;
    private double downBits;
    private double upBits;
    private final LinkSample.Builder link = LinkSample.newBuilder();
    private final LocationFix.Builder fix = LocationFix.newBuilder().setFrameId("gps");
    private final GnssState.Builder gnss = GnssState.newBuilder();
    private boolean positioned;

    GNetTrackSecond(long utcNanos) {
        this.utcNanos = utcNanos;
    }

    long utcNanos() {
        return utcNanos;
    }

    void take(CsvRow row) {
        rows++;
        downBits += row.number("DL_bitrate", 0, MOST_KBPS) * 1e3;
        upBits += row.number("UL_bitrate", 0, MOST_KBPS) * 1e3;
        link.setState(row.text("NetworkMode").toLowerCase(Locale.ROOT));
        if (has(row, "RSRP")) {
            link.setRsrpDbm(row.number("RSRP", -1e3, 1e3));
        }
        if (has(row, "RSRQ")) {
            link.setRsrqDb(row.number("RSRQ", -1e3, 1e3));
        }
        if (has(row, "SNR")) {
            link.setSnrDb(row.number("SNR", -1e3, 1e3));
        }
        if (has(row, "CellID")) {
            link.setCell(row.text("CellID"));
        }
        if (has(row, "PINGAVG")) {
            link.setRoundTripNanos(Math.round(row.number("PINGAVG", 0, 1e7) * 1e6));
        }
        if (has(row, "Latitude") && has(row, "Longitude")) {
            positioned = true;
            fix.setLatitude(row.number("Latitude", -90, 90)).setLongitude(row.number("Longitude", -180, 180));
        }
        if (has(row, "Speed")) {
            gnss.setSpeedMetresPerSecond(row.number("Speed", 0, 3_600) / 3.6);
        }
    }

    private static boolean has(CsvRow row, String column) {
        return row.has(column) && !row.text(column).equals("-");
    }

    boolean isOutage() {
        return downBits == 0 || upBits == 0;
    }

    void write(DriveWriter writer) throws RigFault {
        if (positioned) {
            fix.setTimestamp(CameraFrames.stamp(utcNanos));
            writer.write(DriveTopic.FIX, utcNanos, fix.build());
            writer.write(DriveTopic.GNSS, utcNanos, gnss.build());
        }
        link.setDownBitsPerSecond(Math.round(downBits / rows)).setUpBitsPerSecond(Math.round(upBits / rows));
        writer.write(DriveTopic.LINK, utcNanos, link.build());
    }
}
