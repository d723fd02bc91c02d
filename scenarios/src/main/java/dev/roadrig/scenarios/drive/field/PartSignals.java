package dev.roadrig.scenarios.drive.field;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.align.CameraMotion;
import dev.roadrig.scenarios.drive.align.CanFields;
import dev.roadrig.scenarios.drive.align.SpeedReference;
import dev.roadrig.scenarios.drive.align.StampEvidence;
import dev.roadrig.scenarios.drive.foxglove.CompressedImage;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.foxglove.Log;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.drive.v1.GnssState;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Reads from a part, imported with its own stamps, what its clock can be known by. */
final class PartSignals {
    private static final double METRES_PER_DEGREE = 111_195;
    private static final int LEAST_SPEEDS = 10;

    private PartSignals() {}

    /** Takes a message into account; false where no more is wanted. */
    @FunctionalInterface
    private interface Taker {
        boolean take(MessageCursor message) throws InvalidProtocolBufferException;
    }

    private static void walk(Path mcap, Predicate<String> topics, Taker taker) {
        try (McapFile file = McapFile.open(mcap)) {
            MessageCursor cursor = file.messages(
                    new Query(channel -> topics.test(channel.topic()), 0, Query.NO_END, Query.Order.LOG_TIME));
            boolean more = true;
            while (more && cursor.next()) {
                more = taker.take(cursor);
            }
        } catch (InvalidProtocolBufferException e) {
            throw new BadInput(mcap + ": a message cannot be read: " + e.getMessage(), e);
        }
    }

    /** What a receiver says of speed and course; where it says no speed, what its positions make of it. */
    static SpeedReference speed(Path mcap, String name) {
        var stated = new SpeedReference("the speed of " + name);
        int[] count = {0};
        walk(mcap, DriveTopic.GNSS.topic()::equals, message -> {
            GnssState state = GnssState.parseFrom(message.data());
            if (state.hasSpeedMetresPerSecond()) {
                count[0]++;
                double heading = state.hasHeadingDegrees() ? state.getHeadingDegrees() : Double.NaN;
                stated.add(message.logTime(), state.getSpeedMetresPerSecond(), heading);
            }
            return true;
        });
        return count[0] >= LEAST_SPEEDS ? stated : positions(mcap, name);
    }

    private static SpeedReference positions(Path mcap, String name) {
        var reference = new SpeedReference("the positions of " + name);
        double[] last = {Double.NaN, Double.NaN};
        long[] lastNanos = {0};
        walk(mcap, DriveTopic.FIX.topic()::equals, message -> {
            LocationFix fix = LocationFix.parseFrom(message.data());
            double seconds = (message.logTime() - lastNanos[0]) / 1e9;
            double north = (fix.getLatitude() - last[0]) * METRES_PER_DEGREE;
            double east =
                    (fix.getLongitude() - last[1]) * METRES_PER_DEGREE * Math.cos(Math.toRadians(fix.getLatitude()));
            if (seconds > 0 && !Double.isNaN(north)) {
                long middle = message.logTime() - Math.round(seconds * 1e9 / 2);
                reference.add(middle, Math.hypot(north, east) / seconds, Double.NaN);
            }
            last[0] = fix.getLatitude();
            last[1] = fix.getLongitude();
            lastNanos[0] = message.logTime();
            return true;
        });
        return reference;
    }

    static CanFields can(Path mcap) {
        var fields = new CanFields();
        walk(mcap, topic -> topic.startsWith("/can/"), message -> {
            String bus = message.channel().topic().substring("/can/".length());
            fields.add(bus, message.logTime(), CanFrame.parseFrom(message.data()));
            return true;
        });
        return fields;
    }

    static CameraMotion camera(Path mcap) {
        var motion = new CameraMotion();
        walk(mcap, DriveTopic.IMAGE.topic()::equals, message -> {
            motion.add(
                    message.logTime(),
                    CompressedImage.parseFrom(message.data()).getData().toByteArray());
            return motion.wantsMore();
        });
        return motion;
    }

    static StampEvidence log(Path mcap) {
        var evidence = new StampEvidence();
        walk(mcap, topic -> topic.startsWith("/log/"), message -> {
            evidence.add(message.logTime(), Log.parseFrom(message.data()).getMessage());
            return true;
        });
        return evidence;
    }
}
