package dev.roadrig.scenarios.render;

import dev.roadrig.scenarios.render.PlatePainter.Seen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** The CSV files of the demo's drive: frames, labels, GPS track, cellular trace. */
final class DriveTables {
    private static final double ORIGIN_LATITUDE = 49.7000;
    private static final double ORIGIN_LONGITUDE = 9.2600;
    /** Metres, one standard deviation. */
    private static final double GPS_ERROR = 1.1;
    /** A sign below this height has no label, pixels. */
    private static final double SMALLEST = 10;
    /** A sign that shows less of itself has no label. */
    private static final double LEAST_VISIBLE = .5;

    private final DemoDrive drive;
    private final World world;
    private final Random gps = new Random(4245);
    private final List<String> frames = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<String> track = new ArrayList<>();
    private final double[] coverage = new double[DemoDrive.FRAMES];

    DriveTables(DemoDrive drive) {
        this.drive = drive;
        this.world = drive.world();
        frames.add(
                "frame,file,t_ns,ego_speed_mps,lat,lon,heading_deg,distance_m,in_tunnel,light,lead_gap_m,visible_signs");
        labels.add("frame,t_ns,track_id,class_id,name,x1,y1,x2,y2,distance_m,visible");
        track.add("t_ns,lat,lon,alt_m,speed_mps,heading_deg,hdop,satellites,fix");
    }

    /** Where a frame's file is, relative to the drive. */
    static String file(int frame) {
        return String.format(Locale.ROOT, "frames/%04d.jpg", frame);
    }

    /** Adds the frames in their order: the GPS receiver's errors are drawn one after the other. */
    void add(int frame, List<Seen> signs) {
        int before = labels.size();
        for (Seen seen : signs) {
            if (seen.height() >= SMALLEST && seen.visible() >= LEAST_VISIBLE) {
                labels.add(label(frame, seen));
            }
        }
        frames.add(frame(frame, labels.size() - before));
        track.add(fix(frame));
        coverage[frame] = drive.coverage(frame);
    }

    /** Names and texts of the files. */
    Map<String, String> files() {
        List<String> cellular = new ArrayList<>();
        cellular.add(CellularTrace.HEADER);
        cellular.addAll(CellularTrace.rows(coverage, DemoDrive.START_NANOS, DemoDrive.STEP_NANOS, 4247));
        return Map.of(
                "frames.csv", text(frames),
                "labels.csv", text(labels),
                "track.csv", text(track),
                "cellular.csv", text(cellular));
    }

    private static String text(List<String> rows) {
        return String.join("\n", rows) + "\n";
    }

    private static String label(int frame, Seen seen) {
        SignType type = seen.sign().type();
        return row(
                "%d,%d,%d,%d,%s,%.2f,%.2f,%.2f,%.2f,%.2f,%.2f",
                frame,
                nanos(frame),
                seen.sign().track(),
                type.id(),
                type.name(),
                seen.x1(),
                seen.y1(),
                seen.x2(),
                seen.y2(),
                seen.distance(),
                seen.visible());
    }

    private String frame(int frame, int visible) {
        int millisecond = DemoDrive.millisecond(frame);
        double s = drive.own().metres(millisecond);
        boolean tunnel = world.inTunnel(s);
        String light = tunnel ? "tunnel" : s < world.tunnel().start() ? "low_sun" : "dusk";
        return row(
                "%d,%s,%d,%.3f,%.7f,%.7f,%.2f,%.2f,%d,%s,%.1f,%d",
                frame,
                file(frame),
                nanos(frame),
                drive.own().speed(millisecond),
                latitude(world.road().north(s, DemoDrive.LANE_MIDDLE)),
                longitude(world.road().east(s, DemoDrive.LANE_MIDDLE)),
                heading(s),
                s - DemoDrive.START,
                tunnel ? 1 : 0,
                light,
                drive.lead().metres(millisecond) - s,
                visible);
    }

    /** What a GPS receiver would give; in the tunnel only the wheels' speed. */
    private String fix(int frame) {
        int millisecond = DemoDrive.millisecond(frame);
        double s = drive.own().metres(millisecond);
        double speed = drive.own().speed(millisecond);
        if (world.inTunnel(s)) {
            return row("%d,,,,%.2f,,,0,none", nanos(frame), speed + gps.nextGaussian() * .05);
        }
        double north = world.road().north(s, DemoDrive.LANE_MIDDLE);
        double east = world.road().east(s, DemoDrive.LANE_MIDDLE);
        return row(
                "%d,%.7f,%.7f,%.1f,%.2f,%.1f,%.1f,%d,3d",
                nanos(frame),
                latitude(north + gps.nextGaussian() * GPS_ERROR),
                longitude(east + gps.nextGaussian() * GPS_ERROR),
                214 + gps.nextGaussian() * 1.5,
                speed + gps.nextGaussian() * .1,
                heading(s) + gps.nextGaussian() * .6,
                .8 + gps.nextDouble() * .4,
                11 + gps.nextInt(5));
    }

    private static String row(String format, Object... cells) {
        return String.format(Locale.ROOT, format, cells);
    }

    private static long nanos(int frame) {
        return DemoDrive.START_NANOS + frame * DemoDrive.STEP_NANOS;
    }

    private double heading(double s) {
        return (Math.toDegrees(world.road().heading(s)) % 360 + 360) % 360;
    }

    private static double latitude(double north) {
        return ORIGIN_LATITUDE + north / 111_200;
    }

    private static double longitude(double east) {
        return ORIGIN_LONGITUDE + east / (111_320 * Math.cos(Math.toRadians(ORIGIN_LATITUDE)));
    }
}
