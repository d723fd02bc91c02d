package dev.roadrig.boards.board;

import dev.roadrig.boards.os.Call;
import dev.roadrig.boards.os.Command;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code java} on an emulated board: {@code java [-Xmx..] -jar AGENT ARGS} starts the agent that this board carries in the
 * board's own process, once the uploaded jar has been found to be that very agent. It runs nothing else.
 */
final class AgentProgram implements Command {
    private static final int NOT_EXECUTABLE = 126;
    private static final Set<String> PATH_OPTIONS = Set.of("--card", "--token-file", "--sensors");

    private final Optional<String> carriedSha256;
    private final AgentLauncher launcher;

    /**
     * @param carriedSha256 of the agent's jar, or empty where the board carries none
     */
    AgentProgram(Optional<String> carriedSha256, AgentLauncher launcher) {
        this.carriedSha256 = carriedSha256;
        this.launcher = launcher;
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(call.arguments());
        if (arguments.equals(List.of("-version")) || arguments.equals(List.of("--version"))) {
            call.print("openjdk 17 (emulated: starts the Roadrig agent only)\n");
            return 0;
        }
        while (!arguments.isEmpty() && !arguments.get(0).equals("-jar")) {
            String option = arguments.remove(0);
            if (!option.startsWith("-")) {
                throw new CommandFault(1, "could not find or load main class " + option);
            }
        }
        if (arguments.size() < 2) {
            throw new CommandFault(1, "usage: java -jar AGENT.jar ARGUMENTS");
        }
        check(call, arguments.get(1));
        return start(call, onHost(call, arguments.subList(2, arguments.size())));
    }

    private void check(Call call, String jar) throws IOException {
        Path host = call.host(jar);
        if (!Files.isRegularFile(host)) {
            throw new CommandFault(1, "unable to access jarfile " + jar);
        }
        String uploaded = AgentJar.sha256(host);
        if (carriedSha256.isEmpty()) {
            throw new CommandFault(
                    NOT_EXECUTABLE,
                    "this emulated board carries no agent, so that " + jar + " cannot run on it."
                            + " Start the board with --agent-jar.");
        }
        if (!carriedSha256.get().equals(uploaded)) {
            throw new CommandFault(
                    NOT_EXECUTABLE,
                    jar + " has SHA-256 " + uploaded + ", but this emulated board carries the agent "
                            + carriedSha256.get() + ". Deploy that one, or start the board with --agent-jar.");
        }
    }

    /** The arguments with the board's paths turned into the host's. */
    private static String[] onHost(Call call, List<String> arguments) throws IOException {
        List<String> all = new ArrayList<>(arguments);
        for (int i = 0; i + 1 < all.size(); i += 2) {
            if (PATH_OPTIONS.contains(all.get(i))) {
                all.set(i + 1, call.host(all.get(i + 1)).toString());
            }
        }
        if (!all.contains("--sensors")) {
            all.add("--sensors");
            all.add(call.host("/sys/class/hwmon").toString());
        }
        return all.toArray(String[]::new);
    }

    private int start(Call call, String[] arguments) throws IOException, InterruptedException {
        try (AgentLauncher.Running agent = launcher.start(arguments)) {
            call.print(agent.readyLine() + "\n");
            var clock = call.system().clock();
            clock.waitUntil(
                    Long.MAX_VALUE,
                    () -> agent.end().isPresent() || call.process().signal() != 0);
            if (agent.end().isEmpty()) {
                throw new InterruptedException("killed");
            }
            call.print("roadrig-agent ended: " + agent.end().get() + "\n");
            return 0;
        } catch (BadInput e) {
            call.print("roadrig-agent failed: " + boardWords(call, String.valueOf(e.getMessage())) + "\n");
            return 2;
        }
    }

    private static String boardWords(Call call, String text) throws IOException {
        return text.replace(call.host("/") + "/", "/").replaceAll("\\R", " ");
    }
}
