package dev.roadrig.scenarios.drive;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.roadrig.scenarios.drive.foxglove.CompressedImage;
import dev.roadrig.scenarios.drive.foxglove.ImageAnnotations;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.CameraFrame;
import dev.roadrig.scenarios.drive.v1.CanFrame;
import dev.roadrig.scenarios.drive.v1.GnssState;
import dev.roadrig.scenarios.drive.v1.LinkSample;
import dev.roadrig.scenarios.drive.v1.Measurement;

/**
 * A topic of a drive in one file, of one message type.
 *
 * @param topic such as /gps/fix
 * @param units what its messages hold, in words
 */
public record DriveTopic(String topic, Descriptor type, String units) {
    public static final DriveTopic IMAGE =
            new DriveTopic("/camera/image", CompressedImage.getDescriptor(), "encoded pictures");
    public static final DriveTopic FRAME =
            new DriveTopic("/camera/frame", CameraFrame.getDescriptor(), "boxes in pixels, distance in m");
    public static final DriveTopic ANNOTATIONS = new DriveTopic(
            "/camera/annotations", ImageAnnotations.getDescriptor(), "the boxes again, to look at, in pixels");
    public static final DriveTopic FIX = new DriveTopic("/gps/fix", LocationFix.getDescriptor(), "degrees, m");
    public static final DriveTopic GNSS = new DriveTopic("/gps/state", GnssState.getDescriptor(), "m/s, degrees");
    public static final DriveTopic LINK = new DriveTopic("/link", LinkSample.getDescriptor(), "bit/s, ns, dBm, dB");

    /** Frames of one CAN bus. */
    public static DriveTopic can(String bus) {
        return new DriveTopic("/can/" + bus, CanFrame.getDescriptor(), "CAN frames");
    }

    /**
     * Numbers that were measured together.
     *
     * @param units which numbers, each with its unit
     */
    public static DriveTopic measurement(String topic, String units) {
        return new DriveTopic(topic, Measurement.getDescriptor(), units);
    }

    boolean carries(Message message) {
        return message.getDescriptorForType().equals(type);
    }
}
