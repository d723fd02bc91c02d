package dev.roadrig.scenarios.drive.formats;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.CameraFrames;
import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.foxglove.Log;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.drive.v1.Measurement;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes messages of ROS 2 as those of a drive. */
final class RosMessages {
    /** Axes of a vehicle in ROS (REP 103): x is forward, y to the left, z up. */
    private static final DriveTopic ACCELERATION =
            DriveTopic.measurement("/imu/acceleration", "m/s^2: forward, left, up");

    private static final DriveTopic TURNS = DriveTopic.measurement("/imu/angular_velocity", "rad/s: forward, left, up");
    private static final DriveTopic VELOCITY =
            DriveTopic.measurement("/car/velocity", "m/s: forward, left, up; rad/s about these");
    private static final DriveTopic LOG =
            new DriveTopic("/log/application", Log.getDescriptor(), "lines of the application");
    private static final int COVARIANCES = 9;
    private static final int MOST_BUS_LETTERS = 32;

    private final DriveWriter writer;
    private final CanChannels buses;
    /** By topic. */
    private final Map<String, String> busNames = new LinkedHashMap<>();

    private final Tally notes = new Tally();
    private final Tally dropped = new Tally();
    private long firstFrame;
    private long lastFrame = Long.MIN_VALUE;
    private int frames;

    RosMessages(DriveWriter writer) {
        this.writer = writer;
        this.buses = new CanChannels(writer);
    }

    List<String> notes() {
        List<String> told = new ArrayList<>(notes.told());
        busNames.forEach((topic, bus) -> told.add(topic + " is /can/" + bus));
        return told;
    }

    List<String> dropped() {
        return dropped.told();
    }

    /**
     * Writes one.
     *
     * @param logNanos when it was received, where it has no stamp of its own
     * @throws BadInput with what is wrong with it, without its place
     */
    void write(RosType type, String topic, long logNanos, CdrReader in) throws RigFault {
        long nanos = stamp(in, logNanos);
        if (type != RosType.LOG) {
            String unusedFrameId = in.string();
        }
        switch (type) {
            case PICTURE -> picture(nanos, in);
            case FIX -> fix(nanos, in);
            case IMU -> imu(nanos, in);
            case TWIST -> writer.write(VELOCITY, nanos, measurement(in.f64s(6)));
            case CAN -> can(topic, nanos, in);
            case LOG -> log(nanos, in);
        }
    }

    private long stamp(CdrReader in, long logNanos) {
        int seconds = in.i32();
        long nanos = in.u32();
        if (seconds == 0 && nanos == 0) {
            notes.add("messages without a stamp of their own, which have that of their reception", 0);
            return logNanos;
        }
        if (seconds < 0 || nanos >= Stamps.NANOS) {
            throw new BadInput("its stamp is " + seconds + " s and " + nanos + " ns");
        }
        return seconds * Stamps.NANOS + nanos;
    }

    private static Measurement measurement(double[] values) {
        var message = Measurement.newBuilder();
        for (double value : values) {
            message.addValues(value);
        }
        return message.build();
    }

    private void picture(long nanos, CdrReader in) throws RigFault {
        String unusedFormat = in.string();
        byte[] picture = in.bytes().toByteArray();
        Optional<String> media = media(picture);
        if (media.isEmpty()) {
            dropped.add("pictures that are neither JPEG nor PNG", 0);
        } else if (nanos <= lastFrame) {
            dropped.add("pictures whose stamp is not after the one before", 0);
        } else {
            firstFrame = frames == 0 ? nanos : firstFrame;
            lastFrame = nanos;
            writer.writeFrame(
                    new DriveFrame(
                            frames++, nanos - firstFrame, media.get(), () -> picture, List.of(), Map.of(), Double.NaN),
                    nanos);
        }
    }

    private static Optional<String> media(byte[] picture) {
        if (picture.length > 2 && (picture[0] & 0xFF) == 0xFF && (picture[1] & 0xFF) == 0xD8) {
            return Optional.of("image/jpeg");
        }
        boolean png = picture.length > 3 && (picture[0] & 0xFF) == 0x89 && picture[1] == 'P' && picture[2] == 'N';
        return png ? Optional.of("image/png") : Optional.empty();
    }

    private void fix(long nanos, CdrReader in) throws RigFault {
        byte status = (byte) in.u8();
        int unusedService = in.u16();
        double latitude = in.f64();
        double longitude = in.f64();
        double altitude = in.f64();
        double[] unusedCovariance = in.f64s(COVARIANCES);
        int unusedKind = in.u8();
        if (status < 0) {
            dropped.add("positions that the receiver itself calls none", 0);
            return;
        }
        if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) {
            throw new BadInput("its position is " + latitude + ", " + longitude + " degrees");
        }
        writer.write(
                DriveTopic.FIX,
                nanos,
                LocationFix.newBuilder()
                        .setTimestamp(CameraFrames.stamp(nanos))
                        .setFrameId("gps")
                        .setLatitude(latitude)
                        .setLongitude(longitude)
                        .setAltitude(Double.isNaN(altitude) ? 0 : altitude)
                        .build());
    }

    /** A first covariance of -1 says that a value is not there. */
    private void imu(long nanos, CdrReader in) throws RigFault {
        double[] unusedOrientation = in.f64s(4 + COVARIANCES);
        double[] turns = in.f64s(3);
        double[] turnsCovariance = in.f64s(COVARIANCES);
        double[] acceleration = in.f64s(3);
        double[] covariance = in.f64s(COVARIANCES);
        dropped.add("orientations of the IMU", 0);
        if (covariance[0] != -1) {
            writer.write(ACCELERATION, nanos, measurement(acceleration));
        }
        if (turnsCovariance[0] != -1) {
            writer.write(TURNS, nanos, measurement(turns));
        }
    }

    private void can(String topic, long nanos, CdrReader in) throws RigFault {
        long id = in.u32();
        boolean remote = in.bool();
        boolean extended = in.bool();
        boolean error = in.bool();
        int length = in.u8();
        ByteString data = in.bytes(CanChannels.MOST_BYTES);
        if (length > CanChannels.MOST_BYTES
                || id > (extended || error ? CanChannels.MOST_EXTENDED : CanChannels.MOST_STANDARD)) {
            throw new BadInput("no CAN frame has the identifier 0x%x and %d bytes".formatted(id, length));
        }
        buses.write(
                bus(topic),
                nanos,
                CanFrame.newBuilder()
                        .setId((int) id)
                        .setExtended(extended)
                        .setRemote(remote)
                        .setError(error)
                        .setLength(length)
                        .setData(remote ? ByteString.EMPTY : data.substring(0, length))
                        .build());
    }

    /** A bus is called by its topic; two topics are two buses, also where only letters differ that a bus has no room for. */
    private String bus(String topic) {
        String known = busNames.get(topic);
        if (known != null) {
            return known;
        }
        String name = topic.replaceFirst("^/+", "").replaceAll("[^A-Za-z0-9_.-]", "_");
        name = name.isEmpty() ? "can" : name;
        String bus = name.substring(0, Math.min(MOST_BUS_LETTERS, name.length()));
        for (int number = 2; busNames.containsValue(bus); number++) {
            String end = "-" + number;
            bus = name.substring(0, Math.min(MOST_BUS_LETTERS - end.length(), name.length())) + end;
        }
        busNames.put(topic, bus);
        return bus;
    }

    private void log(long nanos, CdrReader in) throws RigFault {
        int level = in.u8();
        String name = in.string();
        String text = in.string();
        String file = in.string();
        String unusedFunction = in.string();
        long line = in.u32();
        writer.write(
                LOG,
                nanos,
                Log.newBuilder()
                        .setTimestamp(CameraFrames.stamp(nanos))
                        .setLevel(level(level))
                        .setName(name)
                        .setMessage(text)
                        .setFile(file)
                        .setLine((int) line)
                        .build());
    }

    /** Of rcl_interfaces: 10 debugging, 20 information, 30 a warning, 40 an error, 50 fatal. */
    private static Log.Level level(int level) {
        return switch (level) {
            case 10 -> Log.Level.DEBUG;
            case 20 -> Log.Level.INFO;
            case 30 -> Log.Level.WARNING;
            case 40 -> Log.Level.ERROR;
            case 50 -> Log.Level.FATAL;
            default -> Log.Level.UNKNOWN;
        };
    }
}
