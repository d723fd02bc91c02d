package dev.roadrig.boards.model;

import dev.roadrig.scenarios.drive.DriveFrame.Box;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What a modelled board answers for a box: recorded outputs of a real model, or a seeded function of the box. Never sees a label. */
@FunctionalInterface
public interface BoxAnswers {

    /**
     * @param frame the frame's number in the drive
     * @param index of the box in the request
     * @param box pixels
     * @return one score a class, in the model's own order
     */
    float[] scores(int frame, int index, Box box);

    /**
     * Scores that depend on nothing but the seed and the box: right for timing, meaningless as classes.
     *
     * @param classes how many scores, 1 or more
     */
    static BoxAnswers seeded(long seed, int classes) {
        return (frame, index, box) -> {
            long key = seed;
            for (float edge : new float[] {box.x1(), box.y1(), box.x2(), box.y2()}) {
                key = key * 0x9E37_79B9_7F4A_7C15L + Float.floatToIntBits(edge);
            }
            var random = new SplittableRandom(key);
            float[] scores = new float[classes];
            for (int i = 0; i < classes; i++) {
                scores[i] = (float) (random.nextDouble() * 10);
            }
            return scores;
        };
    }

    /**
     * Outputs that were recorded on a real model, by frame and box.
     *
     * @param otherwise answers frames and boxes that the recording does not hold
     */
    static BoxAnswers recorded(Map<Integer, List<float[]>> byFrame, BoxAnswers otherwise) {
        var table = Map.copyOf(byFrame);
        return (frame, index, box) -> {
            List<float[]> rows = table.getOrDefault(frame, List.of());
            return index < rows.size() ? rows.get(index).clone() : otherwise.scores(frame, index, box);
        };
    }
}
