package dev.roadrig.reports.join;

import dev.roadrig.scenarios.record.v1.CloudTry;
import dev.roadrig.scenarios.record.v1.Where;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One frame of a run and what became of it. Times are nanoseconds on the run's timeline.
 *
 * @param frame the frame's number in the drive
 * @param dueNanos when it was due
 * @param driveOffsetNanos since the drive's start
 * @param distanceMetres along the route, NaN where unknown
 * @param sentNanos when the replayer sent it; empty when it never did
 * @param answer what the board answered; empty when nothing is joined to the frame
 * @param state of the frame
 * @param linkState name of the conditions asked at its due time, such as lte; empty when nothing shapes the link
 * @param outage whether the conditions asked at its due time are an outage
 * @param inFault whether its due time lies inside an ordered fault
 * @param attributes names and values to slice by
 * @param objects labelled objects with what was answered for each, in the request's order
 */
public record FrameRow(
        int frame,
        long dueNanos,
        long driveOffsetNanos,
        double distanceMetres,
        Optional<Long> sentNanos,
        Optional<Answer> answer,
        State state,
        String linkState,
        boolean outage,
        boolean inFault,
        Map<String, String> attributes,
        List<ObjectRow> objects) {

    public FrameRow {
        attributes = Map.copyOf(attributes);
        objects = List.copyOf(objects);
    }

    /** What became of a frame. */
    public enum State {
        ANSWERED,
        /** The board said that it cannot answer. */
        REFUSED,
        /** The run went on to its end and there is no answer. */
        LOST,
        /** The run ended while it was in flight or before it was due: not lost, and not dropped from a percentile. */
        PENDING,
        /** A line of the board's console that may have been its answer was torn, or is of no known form: nobody knows. */
        UNREAD
    }

    /**
     * An answer joined to its frame.
     *
     * @param receivedNanos when the host had it
     * @param stages durations by stage; only the stages that the board has stamps for
     * @param errorNanos half width of the error interval of the end-to-end latency
     * @param emulationErrorNanos what of it an emulation's host is to blame for
     * @param stageErrorNanos half width of the error of stages that cross from one clock to the other
     * @param where which place answered
     * @param cloud what was tried with the cloud
     * @param unusable why it cannot count for a latency verdict (an emulation overrun, a clock fault), empty if it can
     * @param error what the board said in place of an answer, empty if it answered
     * @param heldNanos the longest that a console's wire and reader can have had the answer before its stamp; 0 for other
     *     wires, {@link Long#MAX_VALUE} where nothing bounds it
     * @param inTime what it may have been had the link let everything go in time; empty where that decided nothing
     */
    public record Answer(
            long receivedNanos,
            Map<Stage, Long> stages,
            long errorNanos,
            long emulationErrorNanos,
            long stageErrorNanos,
            Where where,
            CloudTry.Outcome cloud,
            String unusable,
            String error,
            long heldNanos,
            Optional<InTime> inTime) {
        public Answer {
            stages = Map.copyOf(stages);
        }
    }

    /** From due to received, in order; their sum is the end-to-end latency within the clock's residual. */
    public enum Stage {
        /** Due to sent: the replayer's own lateness. */
        FEED,
        /** Sent to received by the board. */
        TO_BOARD,
        /** Received by the board to the begin of preprocessing: waiting on the board, the cloud included. */
        WAIT,
        PREPROCESS,
        INFERENCE,
        POSTPROCESS,
        /** End of postprocessing to sent by the board. */
        SEND,
        /** Sent by the board to received by the host. */
        TO_HOST
    }

    /**
     * One labelled object and its answer.
     *
     * @param track one object has one track
     * @param truth class number of the label
     * @param answered class number answered; empty when there is no answer
     */
    public record ObjectRow(int track, int truth, Optional<Integer> answered) {
        public boolean right() {
            return answered.isPresent() && answered.get() == truth;
        }
    }

    /** From due to received, in nanoseconds; empty without an answer. */
    public Optional<Long> latencyNanos() {
        return state == State.ANSWERED ? answer.map(a -> a.receivedNanos() - dueNanos) : Optional.empty();
    }
}
