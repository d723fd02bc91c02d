package dev.roadrig.reports.join;

import dev.roadrig.reports.clock.BoardClock;
import dev.roadrig.reports.clock.ClockEpoch;
import dev.roadrig.reports.join.FrameRow.Stage;
import dev.roadrig.scenarios.record.v1.BoardStamps;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * How long each stage of a frame took. Every board stamp is brought onto the timeline first, so the stages of a board
 * that supplies all stamps add up to the end-to-end latency exactly; only how it splits between the board and the way
 * there and back has the clock's error.
 *
 * @param stages only those between two stamps that exist
 * @param errorNanos half width of the error of the stages that cross from one clock to the other
 * @param fault what is impossible in the stamps, empty when nothing is; nothing is clipped to make it possible
 */
record StageTimes(Map<Stage, Long> stages, long errorNanos, String fault) {

    static StageTimes of(long due, long sent, long received, BoardStamps stamps, BoardClock clock) {
        Map<Stage, Long> stages = new EnumMap<>(Stage.class);
        stages.put(Stage.FEED, sent - due);
        long middle = sent + (received - sent) / 2;
        Optional<ClockEpoch> epoch = clock.epoch(stamps.getBootId(), middle);
        LongUnaryOperator onTimeline =
                epoch.<LongUnaryOperator>map(e -> e::toTimeline).orElse(stamp -> stamp);
        putBoardStages(stages, stamps, onTimeline);
        if (epoch.isPresent() && stamps.getReceivedNs() != 0) {
            stages.put(Stage.TO_BOARD, epoch.get().toTimeline(stamps.getReceivedNs()) - sent);
        }
        if (epoch.isPresent() && stamps.getSentNs() != 0) {
            stages.put(Stage.TO_HOST, received - epoch.get().toTimeline(stamps.getSentNs()));
        }
        long error = epoch.map(e -> e.errorNanos(middle)).orElse(0L);
        return new StageTimes(stages, error, fault(stages, error));
    }

    /** A pause between preprocessing and inference is waiting too, and not the model's. */
    private static void putBoardStages(Map<Stage, Long> stages, BoardStamps s, LongUnaryOperator onTimeline) {
        put(stages, Stage.WAIT, s.getReceivedNs(), s.getPreprocessStartNs(), onTimeline);
        put(stages, Stage.PREPROCESS, s.getPreprocessStartNs(), s.getPreprocessEndNs(), onTimeline);
        put(stages, Stage.WAIT, s.getPreprocessEndNs(), s.getInferenceStartNs(), onTimeline);
        put(stages, Stage.INFERENCE, s.getInferenceStartNs(), s.getInferenceEndNs(), onTimeline);
        put(stages, Stage.POSTPROCESS, s.getInferenceEndNs(), s.getPostprocessEndNs(), onTimeline);
        put(stages, Stage.SEND, s.getPostprocessEndNs(), s.getSentNs(), onTimeline);
    }

    private static void put(Map<Stage, Long> stages, Stage stage, long from, long to, LongUnaryOperator onTimeline) {
        if (from != 0 && to != 0) {
            stages.merge(stage, onTimeline.applyAsLong(to) - onTimeline.applyAsLong(from), Long::sum);
        }
    }

    private static String fault(Map<Stage, Long> stages, long error) {
        for (Map.Entry<Stage, Long> stage : stages.entrySet()) {
            boolean crosses = stage.getKey() == Stage.TO_BOARD || stage.getKey() == Stage.TO_HOST;
            if (stage.getKey() != Stage.FEED && stage.getValue() < (crosses ? -error : 0)) {
                return "clock fault: "
                        + stage.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " took "
                        + FrameRows.millis(stage.getValue());
            }
        }
        return "";
    }
}
