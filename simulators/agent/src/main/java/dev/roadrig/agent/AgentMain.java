package dev.roadrig.agent;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.time.RealTicker;
import java.io.IOException;
import java.io.PrintStream;

/**
 * The agent as a process: one line on standard output when it listens or why it does not, then it runs until it is told
 * to end, its dead-man's time passes, or it is killed. Exit code 0, 2 for bad input, 1 for anything else.
 */
public final class AgentMain {
    private AgentMain() {}

    public static void main(String[] args) {
        System.exit(run(System.out, args));
    }

    static int run(PrintStream out, String... args) {
        try (var ticker = new RealTicker("agent")) {
            AgentOptions options = AgentOptions.parse(args);
            try (Agent agent = Agent.start(options.config(), BoardTime.of(ticker), Pacer.MEASURED, options.sensors())) {
                out.println(agent.readyLine());
                out.flush();
                Agent.End end = agent.ended().toCompletableFuture().join();
                out.println("roadrig-agent ended: " + end);
                return 0;
            }
        } catch (BadInput e) {
            return failed(out, e, 2);
        } catch (IOException | RuntimeException | LinkageError e) {
            // A native library that this board cannot load is a LinkageError.
            return failed(out, e, 1);
        }
    }

    private static int failed(PrintStream out, Throwable why, int code) {
        String text = why instanceof BadInput ? String.valueOf(why.getMessage()) : why.toString();
        out.println("roadrig-agent failed: " + text.replaceAll("\\R", " "));
        out.flush();
        return code;
    }
}
