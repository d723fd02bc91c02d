package dev.roadrig.scenarios.drive.field;

import java.nio.file.Path;

/** Makes frames of a video file. */
@FunctionalInterface
public interface VideoDecoder {
    /**
     * Writes every frame as a picture into a folder, and their stamps as {@code frames.csv} with {@code file} and
     * {@code pts_ns}. Throws {@link dev.roadrig.scenarios.fault.BadInput} where the video cannot be decoded.
     */
    void decode(Path video, Path folder);
}
