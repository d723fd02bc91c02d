package dev.roadrig.harness.run;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.nio.file.Path;
import java.util.List;

/** Starts an agent with a model in a process of its own, since a native library that does not fit may end its process. */
public final class EngineProbe {
    private EngineProbe() {}

    /**
     * Loads the model that a card describes.
     *
     * @param card a model's card
     * @param token a file with an agent's token
     * @throws RigFault with what the process said, or how it ended
     */
    public static void load(Path card, Path token, Ticker ticker, Deadline deadline)
            throws RigFault, InterruptedException {
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "dev.roadrig.agent.AgentMain",
                "--card",
                card.toString(),
                "--token-file",
                token.toString(),
                "--port",
                "0",
                "--dead-man",
                "1s"));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try (BoardProcess agent = BoardProcess.start("engine-probe", builder, ticker, deadline)) {
            String said = String.valueOf(agent.announced());
            if (!said.startsWith("roadrig-agent ready")) {
                throw new RigFault("engine.load", said);
            }
        }
    }
}
