package dev.roadrig.boards.board;

import java.io.IOException;
import java.util.Optional;

/** Starts a board's agent in the board's process. */
interface AgentLauncher {

    /**
     * Starts it.
     *
     * @param arguments of the agent's command line, paths on the host
     * @throws dev.roadrig.scenarios.fault.BadInput when it cannot use them
     */
    Running start(String[] arguments) throws IOException;

    /** An agent that runs. */
    interface Running extends AutoCloseable {
        /** What it says when it listens. */
        String readyLine();

        /** Why it ended; empty while it runs. */
        Optional<String> end();

        /** Ends it and waits until it is gone. */
        @Override
        void close();
    }
}
