package dev.roadrig.scenarios.drive;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.drive.DriveFrame.Label;
import dev.roadrig.scenarios.drive.foxglove.Color;
import dev.roadrig.scenarios.drive.foxglove.CompressedImage;
import dev.roadrig.scenarios.drive.foxglove.ImageAnnotations;
import dev.roadrig.scenarios.drive.foxglove.Point2;
import dev.roadrig.scenarios.drive.foxglove.PointsAnnotation;
import dev.roadrig.scenarios.drive.foxglove.TextAnnotation;
import dev.roadrig.scenarios.drive.v1.CameraFrame;
import dev.roadrig.scenarios.drive.v1.LabelledObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A drive's frame as messages, and back. */
public final class CameraFrames {
    private static final String CAMERA = "camera";
    private static final long NANOS = 1_000_000_000L;
    private static final Color GREEN =
            Color.newBuilder().setR(0.1).setG(0.9).setB(0.3).setA(1).build();
    private static final Color BLACK = Color.newBuilder().setA(0.6).build();

    private CameraFrames() {}

    /** A moment, UTC nanoseconds since 1970, as Foxglove's messages have it. */
    public static Timestamp stamp(long utcNanos) {
        return Timestamp.newBuilder()
                .setSeconds(Math.floorDiv(utcNanos, NANOS))
                .setNanos((int) Math.floorMod(utcNanos, NANOS))
                .build();
    }

    static CompressedImage image(DriveFrame frame, long utcNanos) {
        return CompressedImage.newBuilder()
                .setTimestamp(stamp(utcNanos))
                .setFrameId(CAMERA)
                .setFormat(frame.mediaType().replaceFirst("^image/", ""))
                .setData(ByteString.copyFrom(frame.picture().read()))
                .build();
    }

    static CameraFrame frame(DriveFrame frame) {
        CameraFrame.Builder message =
                CameraFrame.newBuilder().setIndex(frame.index()).setMediaType(frame.mediaType());
        new TreeMap<>(frame.attributes()).forEach(message::putAttributes);
        if (!Double.isNaN(frame.distanceMetres())) {
            message.setDistanceMetres(frame.distanceMetres());
        }
        for (Label label : frame.truth()) {
            message.addTruth(LabelledObject.newBuilder()
                    .setTrack(label.track())
                    .setClassId(label.classId())
                    .setX1(label.box().x1())
                    .setY1(label.box().y1())
                    .setX2(label.box().x2())
                    .setY2(label.box().y2())
                    .setVisible(label.visible()));
        }
        return message.build();
    }

    /** The boxes, to be looked at: an outline and a word each. */
    static ImageAnnotations annotations(DriveFrame frame, long utcNanos) {
        Timestamp stamp = stamp(utcNanos);
        var annotations = ImageAnnotations.newBuilder();
        for (Label label : frame.truth()) {
            Box box = label.box();
            annotations.addPoints(PointsAnnotation.newBuilder()
                    .setTimestamp(stamp)
                    .setType(PointsAnnotation.Type.LINE_LOOP)
                    .addPoints(point(box.x1(), box.y1()))
                    .addPoints(point(box.x2(), box.y1()))
                    .addPoints(point(box.x2(), box.y2()))
                    .addPoints(point(box.x1(), box.y2()))
                    .setOutlineColor(GREEN)
                    .setThickness(1));
            annotations.addTexts(TextAnnotation.newBuilder()
                    .setTimestamp(stamp)
                    .setPosition(point(box.x1(), box.y1()))
                    .setText("class " + label.classId() + ", track " + label.track())
                    .setFontSize(8)
                    .setTextColor(GREEN)
                    .setBackgroundColor(BLACK));
        }
        return annotations.build();
    }

    private static Point2 point(float x, float y) {
        return Point2.newBuilder().setX(x).setY(y).build();
    }

    /**
     * The frame that a message describes, checked as a folder's rows are.
     *
     * @throws IllegalArgumentException what is wrong with it, in words
     */
    static DriveFrame frame(CameraFrame message, long offsetNanos, DriveFrame.Picture picture) {
        List<Label> truth = new ArrayList<>();
        for (LabelledObject object : message.getTruthList()) {
            var box = new Box(object.getX1(), object.getY1(), object.getX2(), object.getY2());
            check(object.getClassId() >= 0, "class " + object.getClassId());
            check(object.getTrack() >= 0, "track " + Integer.toUnsignedString(object.getTrack()));
            check(object.getVisible() >= 0 && object.getVisible() <= 1, "a visible share of " + object.getVisible());
            check(
                    isOne(box),
                    "a box that is none, from " + box.x1() + ", " + box.y1() + " to " + box.x2() + ", " + box.y2());
            truth.add(new Label(object.getTrack(), object.getClassId(), box, object.getVisible()));
        }
        double metres = message.hasDistanceMetres() ? message.getDistanceMetres() : Double.NaN;
        check(
                !message.hasDistanceMetres() || Math.abs(metres) <= RecordedFolder.MOST_METRES,
                "a distance of " + metres);
        check(PictureFile.isKnown(message.getMediaType()), "pictures of another kind than JPEG and PNG");
        return new DriveFrame(
                message.getIndex(),
                offsetNanos,
                message.getMediaType(),
                picture,
                truth,
                Map.copyOf(message.getAttributesMap()),
                metres);
    }

    private static boolean isOne(Box box) {
        float limit = (float) RecordedFolder.MOST_PIXELS;
        return box.x1() >= -limit
                && box.y1() >= -limit
                && box.x2() <= limit
                && box.y2() <= limit
                && box.x1() <= box.x2()
                && box.y1() <= box.y2();
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("has " + what);
        }
    }
}
