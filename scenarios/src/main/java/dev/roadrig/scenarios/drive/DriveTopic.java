package dev.roadrig.scenarios.drive;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Message;
import dev.roadrig.scenarios.drive.foxglove.CompressedImage;
import dev.roadrig.scenarios.drive.foxglove.ImageAnnotations;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.CameraFrame;
import dev.roadrig.scenarios.drive.v1.GnssState;
import dev.roadrig.scenarios.drive.v1.LinkSample;

/** The topics of a drive in one file, each of one message type. */
enum DriveTopic {
    IMAGE("/camera/image", CompressedImage.getDescriptor(), "encoded pictures"),
    FRAME("/camera/frame", CameraFrame.getDescriptor(), "boxes in pixels, distance in m"),
    ANNOTATIONS("/camera/annotations", ImageAnnotations.getDescriptor(), "the boxes again, to look at, in pixels"),
    FIX("/gps/fix", LocationFix.getDescriptor(), "degrees, m"),
    GNSS("/gps/state", GnssState.getDescriptor(), "m/s, degrees"),
    LINK("/link", LinkSample.getDescriptor(), "bit/s, ns, dBm");

    private final String topic;
    private final Descriptor type;
    private final String units;

    DriveTopic(String topic, Descriptor type, String units) {
        this.topic = topic;
        this.type = type;
        this.units = units;
    }

    String topic() {
        return topic;
    }

    Descriptor type() {
        return type;
    }

    /** What its messages hold, in words. */
    String units() {
        return units;
    }

    boolean carries(Message message) {
        return message.getDescriptorForType().equals(type);
    }
}
