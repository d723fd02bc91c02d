package dev.roadrig.agent;

import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;

/** What an agent listens on beside gRPC: the frame wire, and REST. */
record SidePorts(FrameListener frames, RestListener rest) implements AutoCloseable {

    /** Has free ports of an address, and takes nobody yet. */
    static SidePorts bind(String board, String host) throws IOException {
        FrameListener frames = FrameListener.bind(board, host);
        try {
            return new SidePorts(frames, RestListener.bind(board, host));
        } catch (IOException | RuntimeException e) {
            frames.close();
            throw e;
        }
    }

    void start(TokenGate gate, InferenceService inference, Ticker ticker) {
        frames.start(gate, inference);
        rest.start(gate, inference, ticker);
    }

    /** Hangs up on every caller of theirs. */
    @Override
    public void close() {
        frames.close();
        rest.close();
    }
}
