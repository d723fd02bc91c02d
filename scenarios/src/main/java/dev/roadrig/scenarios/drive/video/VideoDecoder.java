package dev.roadrig.scenarios.drive.video;

import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.List;

/** Makes pictures of a video file. */
public interface VideoDecoder {
    /**
     * Decodes every frame of a file's first video stream, in the order in which they are shown; streams.
     *
     * @param video the file
     * @param frames takes each frame as it comes
     * @return what else the file holds, such as sound, in words
     * @throws dev.roadrig.scenarios.fault.BadInput where it cannot be decoded, also after some frames
     * @throws RigFault as the taker throws it
     */
    List<String> decode(Path video, Taker frames) throws RigFault;

    /** Takes frames. */
    @FunctionalInterface
    interface Taker {
        /**
         * Takes one.
         *
         * @param ptsNanos its presentation time stamp, on the video's own clock; as the file has it, so it may go back
         * @param jpeg the picture, encoded
         */
        void take(long ptsNanos, byte[] jpeg) throws RigFault;

        /**
         * Says, after the last frame, that parts of the video could not be read: frames are missing, or wrong in part.
         *
         * @param words how much, and what was said of it
         */
        default void damaged(String words) {}
    }
}
