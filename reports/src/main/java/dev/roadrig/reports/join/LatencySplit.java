package dev.roadrig.reports.join;

import dev.roadrig.reports.join.FrameRow.Answer;
import dev.roadrig.reports.join.FrameRow.Stage;
import dev.roadrig.reports.join.FrameRow.State;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the time of answered frames went, as medians by nearest rank; nanoseconds.
 *
 * @param frames that have all of the board's three stages and are usable
 * @param endToEndNanos from due to received
 * @param harnessShareNanos end-to-end less the preprocessing, inference and postprocessing that the board reports
 * @param stages each stage's own median, over the frames that have it
 */
public record LatencySplit(int frames, long endToEndNanos, long harnessShareNanos, Map<Stage, Long> stages) {
    private static final List<Stage> ON_BOARD = List.of(Stage.PREPROCESS, Stage.INFERENCE, Stage.POSTPROCESS);

    public LatencySplit {
        stages = Map.copyOf(stages);
    }

    /** Of all repetitions together; empty when no frame has all of the board's stages. */
    public static Optional<LatencySplit> of(List<RunTable> runs) {
        List<FrameRow> rows = runs.stream()
                .flatMap(r -> r.frames().stream())
                .filter(f -> harnessShare(f).isPresent())
                .filter(f -> f.answer().orElseThrow().unusable().isEmpty())
                .toList();
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        Map<Stage, Long> stages = new EnumMap<>(Stage.class);
        for (Stage stage : Stage.values()) {
            long[] nanos = rows.stream()
                    .flatMap(f -> Optional.ofNullable(
                            f.answer().orElseThrow().stages().get(stage))
                            .stream())
                    .mapToLong(Long::longValue)
                    .toArray();
            if (nanos.length > 0) {
                stages.put(stage, median(nanos));
            }
        }
        return Optional.of(new LatencySplit(
                rows.size(),
                median(rows.stream()
                        .mapToLong(f -> f.latencyNanos().orElseThrow())
                        .toArray()),
                median(rows.stream()
                        .mapToLong(f -> harnessShare(f).orElseThrow())
                        .toArray()),
                stages));
    }

    /** End-to-end less what the board reports as its own work; empty unless it reports all three stages. */
    public static Optional<Long> harnessShare(FrameRow frame) {
        if (frame.state() != State.ANSWERED) {
            return Optional.empty();
        }
        Answer answer = frame.answer().orElseThrow();
        if (!answer.stages().keySet().containsAll(ON_BOARD)) {
            return Optional.empty();
        }
        long own = ON_BOARD.stream()
                .mapToLong(s -> answer.stages().getOrDefault(s, 0L))
                .sum();
        return Optional.of(answer.receivedNanos() - frame.dueNanos() - own);
    }

    private static long median(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length + 1) / 2 - 1];
    }
}
