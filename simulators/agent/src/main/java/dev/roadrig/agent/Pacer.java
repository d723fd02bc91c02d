package dev.roadrig.agent;

import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.scenarios.model.ModelCard;

/**
 * Decides how long a frame's stages last. On a board nothing is done: they last as long as they take. An emulated board
 * stamps each stage with its profile's time and holds the answer back until the last of them has passed.
 */
public interface Pacer {

    /** Stages as long as they take. */
    Pacer MEASURED = new Pacer() {
        private final Pace pace = new Pace() {
            @Override
            public long begin(Stage stage, int boxes, long nowNanos) {
                return nowNanos;
            }

            @Override
            public long end(Stage stage, long nowNanos) {
                return nowNanos;
            }

            @Override
            public Release release() {
                return Release.IN_TIME;
            }
        };

        @Override
        public Pace frame() {
            return pace;
        }

        @Override
        public Source source() {
            return Source.MEASURED;
        }
    };

    /** The pace of one frame, which may have to wait for its turn before its first stage. For any thread. */
    Pace frame();

    /** Where the stages' times come from. */
    Source source();

    /**
     * The pace of one frame: {@code begin} and {@code end} in turn for each stage, then {@code release}; after a stage
     * that failed, nothing more. Called on the agent's edge worker, one frame after the other.
     */
    interface Pace {
        /**
         * A stage's work begins.
         *
         * @param boxes inputs of the model in this request, 0 or more
         * @param nowNanos on the board's clock
         * @return the stage's begin stamp
         */
        long begin(Stage stage, int boxes, long nowNanos);

        /**
         * A stage's work is done, or has failed.
         *
         * @param nowNanos on the board's clock
         * @return the stage's end stamp
         */
        long end(Stage stage, long nowNanos);

        /**
         * All work of the frame is done; returns when its answer may leave the board.
         *
         * @throws InterruptedException when the agent is closing
         */
        Release release() throws InterruptedException;

        /**
         * What the frame came to, once its answer may leave: an emulated product prints it.
         *
         * @throws InterruptedException when the agent is closing
         */
        default void decoded(int frame, ModelCard model, FrameModel.Answer answer) throws InterruptedException {}
    }

    /**
     * How well an emulation kept its times; none of it is the board's.
     *
     * @param overrunNanos by how much the work took longer than it should have, in nanoseconds; 0 when it did not
     * @param lateNanos by how much the host let the answer go too late though its work was done, in nanoseconds
     */
    record Release(long overrunNanos, long lateNanos) {
        static final Release IN_TIME = new Release(0, 0);
    }

    /** What an edge worker does with a frame, in this order. */
    enum Stage {
        /** Decodes the picture, cuts and scales the boxes, fills the input tensor. */
        PREPROCESS,
        INFERENCE,
        /** Dequantises the scores and finds the classes. */
        POSTPROCESS
    }

    /** Where stage times come from. */
    enum Source {
        MEASURED("measured"),
        PROFILE("profile");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        /** As agent.proto names it. */
        public String word() {
            return word;
        }
    }
}
