package dev.roadrig.boards.board;

import dev.roadrig.agent.Agent;
import dev.roadrig.agent.AgentConfig;
import dev.roadrig.agent.AgentOptions;
import dev.roadrig.agent.Pacer;
import dev.roadrig.boards.os.SystemClock;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The real agent inside the board's process: on the board's clock, behind its pacer, over its files. */
final class EmbeddedAgent implements AgentLauncher {
    private final String board;
    private final Path root;
    private final SystemClock clock;
    private final Pacer pacer;

    /**
     * @param root the host's folder that is {@code /} to the board
     */
    EmbeddedAgent(String board, Path root, SystemClock clock, Pacer pacer) {
        this.board = board;
        this.root = root;
        this.clock = clock;
        this.pacer = pacer;
    }

    @Override
    public Running start(String[] arguments) throws IOException {
        AgentOptions options = AgentOptions.parse(arguments);
        if (!options.config().card().file().toAbsolutePath().normalize().startsWith(root)) {
            throw new BadInput("The model card names a model outside the board's file system.");
        }
        AgentConfig config = options.config().withBoard(board).withRoot(root);
        Agent agent = Agent.start(config, clock, pacer, options.sensors());
        return new Embedded(agent, agent.ended().toCompletableFuture());
    }

    /** An agent that was started here. */
    private record Embedded(Agent agent, CompletableFuture<Agent.End> ended) implements Running {
        @Override
        public String readyLine() {
            return agent.readyLine();
        }

        @Override
        public Optional<String> end() {
            return ended.isDone() ? Optional.of(ended.join().name()) : Optional.empty();
        }

        @Override
        public void close() {
            agent.close();
        }
    }
}
