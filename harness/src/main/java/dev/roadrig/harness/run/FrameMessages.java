package dev.roadrig.harness.run;

import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.record.v1.Frame;
import dev.roadrig.scenarios.record.v1.TruthBox;

/** A drive's frame as the record keeps it. */
final class FrameMessages {
    private FrameMessages() {}

    static Frame of(DriveFrame frame, long dueNanos) {
        Frame.Builder message = Frame.newBuilder()
                .setFrame(frame.index())
                .setDueNs(dueNanos)
                .setDriveOffsetNs(frame.offsetNanos())
                .setMediaType(frame.mediaType())
                .setDistanceMetres(frame.distanceMetres());
        new java.util.TreeMap<>(frame.attributes()).forEach(message::putAttributes);
        for (DriveFrame.Label label : frame.truth()) {
            message.addTruth(TruthBox.newBuilder()
                    .setTrack(label.track())
                    .setClassId(label.classId())
                    .setX1(label.box().x1())
                    .setY1(label.box().y1())
                    .setX2(label.box().x2())
                    .setY2(label.box().y2())
                    .setVisible((float) label.visible()));
        }
        return message.build();
    }

    /** The name under which a preloaded frame lies on the board. */
    static String fileName(DriveFrame frame) {
        String ending = frame.mediaType().endsWith("png") ? "png" : "jpg";
        return "%06d.%s".formatted(frame.index(), ending);
    }
}
