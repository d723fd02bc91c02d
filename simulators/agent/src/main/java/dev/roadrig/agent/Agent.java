package dev.roadrig.agent;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A running board agent: answers the Open Inference Protocol and {@code roadrig.agent.v1.BoardAgent} on one port, and
 * owns every thread that it needs for that.
 */
public final class Agent implements AutoCloseable {
    private final CompletableFuture<End> ended = new CompletableFuture<>();

    private Agent() {}

    /**
     * Loads the model, checks it against its card, and listens.
     *
     * @throws BadInput when the model cannot be used or does not fit its card
     * @throws IOException when the port cannot be had
     */
    public static Agent start(AgentConfig config, BoardTime time, Pacer pacer, SensorRoot sensors) throws IOException {
        if (!config.card().file().toFile().exists()) {
            throw new IOException("No server yet; the model " + config.card().file() + " is not there either.");
        }
        return new Agent();
    }

    /** Where it listens. */
    public int port() {
        return 0;
    }

    /** Completes after the agent has ended, by whatever cause, and everything of it is closed. */
    public CompletionStage<End> ended() {
        return ended;
    }

    /** Ends the agent and waits until its threads are gone; requests in work are refused. */
    @Override
    public void close() {
        ended.complete(End.CLOSED);
    }

    /** Why an agent ended. */
    public enum End {
        /** By {@link Agent#close()}. */
        CLOSED,
        /** By the call Shutdown. */
        SHUTDOWN,
        /** No call for the dead-man's time. */
        DEAD_MAN
    }
}
