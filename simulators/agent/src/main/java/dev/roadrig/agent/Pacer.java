package dev.roadrig.agent;

/**
 * Decides how long a stage lasts. On a board nothing is done: stages last as long as they take. An emulated board
 * holds each stage to its profile's time.
 *
 * <p>Called on the agent's edge worker, one stage at a time, {@code begin} and {@code end} in turn; {@code end} follows
 * also when the stage failed.
 */
public interface Pacer {

    /** Stages as long as they take. */
    Pacer MEASURED = new Pacer() {
        @Override
        public void begin(Stage stage, int boxes, long boardNanos) {}

        @Override
        public long end(Stage stage, int boxes, long begunNanos) {
            return 0;
        }

        @Override
        public Source source() {
            return Source.MEASURED;
        }
    };

    /**
     * A stage begins.
     *
     * @param boxes inputs of the model in this request, 0 or more
     * @param boardNanos its begin stamp on the board's clock
     */
    void begin(Stage stage, int boxes, long boardNanos);

    /**
     * The stage's work is done; returns when the stage may end. The end stamp is taken after this.
     *
     * @param begunNanos its begin stamp on the board's clock
     * @return by how much the work took longer than it should have, in nanoseconds; 0 when it did not
     * @throws InterruptedException when the agent is closing
     */
    long end(Stage stage, int boxes, long begunNanos) throws InterruptedException;

    /** Where the stages' times come from. */
    Source source();

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
