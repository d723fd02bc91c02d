package dev.roadrig.agent;

import dev.roadrig.scenarios.model.ModelCard;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an agent is started with.
 *
 * @param board names its threads: {@code rr-BOARD-ROLE}
 * @param card of the model that it runs
 * @param token that every call must carry
 * @param host address to listen on
 * @param port to listen on; 0 takes any free one
 * @param deadMan without a call for so long the agent ends by itself; zero keeps it
 * @param root the folder that is {@code /} to a path named in a call; on a board it is {@code /} itself
 */
public record AgentConfig(
        String board, ModelCard card, String token, String host, int port, Duration deadMan, Path root) {
    /** Characters: what a guesser would have to go through. */
    public static final int LEAST_TOKEN = 16;

    public AgentConfig {
        if (token.length() < LEAST_TOKEN) {
            throw new IllegalArgumentException("a token has at least " + LEAST_TOKEN + " characters");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is 0 to 65535");
        }
        if (deadMan.isNegative()) {
            throw new IllegalArgumentException("a dead-man's time is not negative");
        }
    }

    /** On loopback, any free port, no dead-man, the machine's own files. */
    public static AgentConfig of(String board, ModelCard card, String token) {
        return new AgentConfig(board, card, token, "127.0.0.1", 0, Duration.ZERO, Path.of("/"));
    }

    public AgentConfig withBoard(String other) {
        return new AgentConfig(other, card, token, host, port, deadMan, root);
    }

    public AgentConfig withPort(int other) {
        return new AgentConfig(board, card, token, host, other, deadMan, root);
    }

    public AgentConfig withHost(String other) {
        return new AgentConfig(board, card, token, other, port, deadMan, root);
    }

    public AgentConfig withDeadMan(Duration other) {
        return new AgentConfig(board, card, token, host, port, other, root);
    }

    public AgentConfig withRoot(Path other) {
        return new AgentConfig(board, card, token, host, port, deadMan, other);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "AgentConfig[" + board + ", " + card.name() + ", " + host + ":" + port + "]";
    }
}
