package dev.roadrig.boards.board;

import dev.roadrig.agent.Agent;
import dev.roadrig.agent.AgentConfig;
import dev.roadrig.agent.SensorRoot;
import dev.roadrig.boards.os.SystemClock;
import dev.roadrig.boards.soc.SocModel;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCardFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The real agent inside the board's process: on the board's clock, behind its pacer, over its files. */
final class EmbeddedAgent implements AgentLauncher {
    /** As the agent's own command line has them. */
    private static final Set<String> KNOWN =
            Set.of("--card", "--token-file", "--port", "--host", "--sensors", "--dead-man");

    private static final int MOST_TOKEN_BYTES = 4096;

    private final String board;
    private final Path root;
    private final SystemClock clock;
    private final SocModel soc;

    /**
     * @param root the host's folder that is {@code /} to the board
     */
    EmbeddedAgent(String board, Path root, SystemClock clock, SocModel soc) {
        this.board = board;
        this.root = root;
        this.clock = clock;
        this.soc = soc;
    }

    @Override
    public Running start(String[] arguments) throws IOException {
        Map<String, String> given = options(arguments);
        ModelCard card = ModelCardFile.read(Path.of(need(given, "--card")));
        if (!card.file().toAbsolutePath().normalize().startsWith(root)) {
            throw new BadInput("The model card names a model outside the board's file system.");
        }
        AgentConfig config = AgentConfig.of(board, card, token(Path.of(need(given, "--token-file"))))
                .withHost(given.getOrDefault("--host", "127.0.0.1"))
                .withPort(port(given.getOrDefault("--port", "0")))
                .withDeadMan(span(given.getOrDefault("--dead-man", "0s")))
                .withRoot(root);
        var sensors = new SensorRoot(Path.of(need(given, "--sensors")), Path.of("/proc/self/status"));
        Agent agent = Agent.start(config, clock, new ProfilePacer(clock, soc), sensors);
        return new Embedded(agent, card);
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!KNOWN.contains(arguments[i]) || i + 1 == arguments.length) {
                throw new BadInput("The agent has no option " + arguments[i] + ", or it lacks its value; known are "
                        + KNOWN.stream().sorted().toList() + ".");
            }
            given.put(arguments[i], arguments[i + 1]);
        }
        return given;
    }

    private static String need(Map<String, String> given, String option) {
        String value = given.get(option);
        if (value == null) {
            throw new BadInput("The agent needs the option " + option + ".");
        }
        return value;
    }

    private static String token(Path file) {
        try (var in = Files.newInputStream(file)) {
            String token = new String(in.readNBytes(MOST_TOKEN_BYTES), StandardCharsets.UTF_8).strip();
            if (token.length() < 16) {
                throw new BadInput("The token in " + file + " has fewer than 16 characters.");
            }
            return token;
        } catch (IOException e) {
            throw new BadInput("The token file " + file + " cannot be read.", e);
        }
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new BadInput("--port is 0 to 65535 and not '" + text + "'.");
        }
        return Integer.parseInt(text);
    }

    private static Duration span(String text) {
        if (!text.matches("\\d{1,6}(ms|s|min)")) {
            throw new BadInput("--dead-man is a time such as 30s, 500ms or 2min, and not '" + text + "'.");
        }
        long amount = Long.parseLong(text.replaceAll("[a-z]+", ""));
        if (text.endsWith("min")) {
            return Duration.ofMinutes(amount);
        }
        return text.endsWith("ms") ? Duration.ofMillis(amount) : Duration.ofSeconds(amount);
    }

    /** An agent that was started here. */
    private record Embedded(Agent agent, CompletableFuture<Agent.End> ended, ModelCard card) implements Running {
        Embedded(Agent agent, ModelCard card) {
            this(agent, agent.ended().toCompletableFuture(), card);
        }

        @Override
        public String readyLine() {
            return "roadrig-agent ready port=" + agent.port() + " model=" + card.name() + " sha256=" + card.sha256();
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
