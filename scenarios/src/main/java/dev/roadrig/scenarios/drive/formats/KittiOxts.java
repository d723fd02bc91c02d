package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.CameraFrames;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.GnssState;
import dev.roadrig.scenarios.drive.v1.Measurement;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the inertial and satellite unit of KITTI raw wrote, a file a moment ({@code oxts/dataformat.txt}). */
final class KittiOxts implements Closeable {
    private static final int FIELDS = 30;
    private static final int YAW = 5;
    private static final int SPEED = 6;
    private static final int ACCELERATION = 11;
    private static final int TURN = 17;
    private static final int SATELLITES = 26;
    private static final DriveTopic ATTITUDE =
            DriveTopic.measurement("/imu/attitude", "rad: roll, pitch, yaw (0 is east, counter-clockwise)");
    private static final DriveTopic ACCELERATIONS =
            DriveTopic.measurement("/imu/acceleration", "m/s^2: forward, left, up");
    private static final DriveTopic TURNS = DriveTopic.measurement("/imu/angular_velocity", "rad/s: forward, left, up");

    private final Optional<KittiStamps> stamps;
    private final List<Path> files;
    private final Tally missing = new Tally();
    private int at;
    private long stamp;

    private KittiOxts(Optional<KittiStamps> stamps, List<Path> files) {
        this.stamps = stamps;
        this.files = files;
        advance();
    }

    /** Opens a drive's unit; one that is not there has no moments. */
    static KittiOxts open(Path folder) {
        if (!Files.exists(folder.resolve(KittiStamps.FILE))) {
            return new KittiOxts(Optional.empty(), List.of());
        }
        try (Stream<Path> all = Files.list(folder.resolve("data"))) {
            List<Path> files = all.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
            return new KittiOxts(Optional.of(new KittiStamps(folder)), files);
        } catch (IOException e) {
            throw FileTrouble.unread(folder.resolve("data"), e);
        }
    }

    private void advance() {
        stamp = at < files.size() ? stamps.orElseThrow().of(files.get(at), missing) : Long.MAX_VALUE;
    }

    /** Writes every moment that is no later than a stamp. */
    void writeUntil(long untilStamp, DriveWriter writer) throws RigFault {
        while (at < files.size() && stamp <= untilStamp) {
            write(files.get(at), writer);
            at++;
            advance();
        }
    }

    private void write(Path file, DriveWriter writer) throws RigFault {
        double[] values = read(file);
        writer.write(
                DriveTopic.FIX,
                stamp,
                LocationFix.newBuilder()
                        .setTimestamp(CameraFrames.stamp(stamp))
                        .setFrameId("oxts")
                        .setLatitude(values[0])
                        .setLongitude(values[1])
                        .setAltitude(values[2])
                        .build());
        double heading = 90 - Math.toDegrees(values[YAW]);
        writer.write(
                DriveTopic.GNSS,
                stamp,
                GnssState.newBuilder()
                        .setSpeedMetresPerSecond(Math.hypot(values[SPEED], values[SPEED + 1]))
                        .setHeadingDegrees(heading - 360 * Math.floor(heading / 360))
                        .setSatellites((int) values[SATELLITES])
                        .build());
        writer.write(ATTITUDE, stamp, three(values, YAW - 2));
        writer.write(ACCELERATIONS, stamp, three(values, ACCELERATION));
        writer.write(TURNS, stamp, three(values, TURN));
    }

    private static Measurement three(double[] values, int from) {
        return Measurement.newBuilder()
                .addValues(values[from])
                .addValues(values[from + 1])
                .addValues(values[from + 2])
                .build();
    }

    private static double[] read(Path file) {
        try (TextLines lines = TextLines.open(file)) {
            String[] fields = lines.next() ? lines.text().strip().split(" +") : new String[0];
            if (fields.length != FIELDS) {
                throw lines.bad("has " + fields.length + " numbers where the unit writes " + FIELDS);
            }
            double[] values = new double[FIELDS];
            for (int i = 0; i < FIELDS; i++) {
                double most = i == 0 ? 90 : i == 1 ? 180 : i >= SATELLITES - 1 ? 1e3 : 1e9;
                values[i] = KittiLabels.number(lines, fields[i], -most, most);
            }
            return values;
        }
    }

    @Override
    public void close() {
        stamps.ifPresent(KittiStamps::close);
    }
}
