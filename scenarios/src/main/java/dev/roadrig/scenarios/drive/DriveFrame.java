package dev.roadrig.scenarios.drive;

import java.util.List;
import java.util.Map;

/**
 * One picture of a drive.
 *
 * @param index counts from 0 in the drive
 * @param offsetNanos middle of the exposure, since the drive's start
 * @param mediaType such as image/jpeg
 * @param picture the encoded picture, read when asked for
 * @param truth labelled objects in it
 * @param attributes names and values to slice by, such as light=tunnel
 * @param distanceMetres along the route since the drive's start, NaN where unknown
 */
public record DriveFrame(
        int index,
        long offsetNanos,
        String mediaType,
        Picture picture,
        List<Label> truth,
        Map<String, String> attributes,
        double distanceMetres) {

    public DriveFrame {
        truth = List.copyOf(truth);
        attributes = Map.copyOf(attributes);
    }

    /** Reads an encoded picture. */
    @FunctionalInterface
    public interface Picture {
        /** The encoded bytes. Throws {@link dev.roadrig.scenarios.fault.BadInput} where they cannot be read. */
        byte[] read();
    }

    /**
     * A labelled object.
     *
     * @param track one object has one track over all its frames
     * @param classId class number
     * @param box where it is, pixels
     * @param visible share of the outline that is not hidden, 0 to 1
     */
    public record Label(int track, int classId, Box box, double visible) {}

    /** Pixels, edges of the outline, not rounded; x to the right, y down. */
    public record Box(float x1, float y1, float x2, float y2) {}
}
