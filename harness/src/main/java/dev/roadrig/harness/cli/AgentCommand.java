package dev.roadrig.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roadrig.agent.AgentConformance;
import dev.roadrig.reports.text.PlainText;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.agent.rest.RestConformance;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig agent}: agents on boards. */
@Command(
        name = "agent",
        description = "Looks at the agents that run on boards.",
        mixinStandardHelpOptions = true,
        subcommands = AgentCommand.Conformance.class)
final class AgentCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do with an agent: check.");
    }

    /** {@code roadrig agent check}: whether an agent, in whatever language, answers as agent.proto says. */
    @Command(
            name = "check",
            description = {
                "Tries whether an agent answers as agent.proto says, in whatever language it is written.",
                "Exits 0 when every check passes, 1 when one does not, 3 when nobody listens there."
            },
            mixinStandardHelpOptions = true)
    static final class Conformance implements Callable<Integer> {
        private static final Pattern ADDRESS = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^:\\s]+):(\\d{1,5})");
        private static final int MOST_TOKEN_BYTES = 4096;
        private static final int MOST_PORT = 65_535;
        private static final String WRONG = "WRONG";

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before the call
        private CommandSpec spec;

        @Parameters(paramLabel = "HOST:PORT", description = "where the agent listens, such as 127.0.0.1:8001")
        private String address = "";

        @Option(
                names = "--token-file",
                paramLabel = "FILE",
                description = "the token that the agent was started with; only a server over REST can do without")
        private @Nullable Path token;

        @Option(
                names = "--rest",
                paramLabel = "MODEL",
                description = "tries the Open Inference Protocol over REST, of any server, with this model of its")
        private @Nullable String model;

        @Override
        public Integer call() throws RunFault, InterruptedException {
            Matcher found = ADDRESS.matcher(address);
            int port = found.matches() ? Integer.parseInt(found.group(2)) : 0;
            if (port < 1 || port > MOST_PORT) {
                throw new BadInput(
                        Wording.quote(address)
                                + " is no agent's address; write HOST:PORT, such as 127.0.0.1:8001, with a port of 1 to 65535.");
            }
            List<List<String>> rows = model == null
                    ? overGrpc(found.group(1).replaceAll("[\\[\\]]", ""), port)
                    : overRest(found.group(1), port, model);
            PrintWriter out = spec.commandLine().getOut();
            Columns.of(rows).forEach(out::println);
            long wrong = rows.stream().filter(row -> row.get(0).equals(WRONG)).count();
            out.println(rows.size() + " checks, " + wrong + " of them wrong.");
            return wrong == 0 ? 0 : 1;
        }

        private List<List<String>> overGrpc(String host, int port) throws RigFault {
            if (token == null) {
                throw new BadInput("An agent has a token; name its file with --token-file.");
            }
            String secret = secret(token);
            Listener.require(host, port);
            return AgentConformance.run(host, port, secret).stream()
                    .map(check -> row(check.passed(), check.name(), check.found()))
                    .toList();
        }

        private List<List<String>> overRest(String host, int port, String tried) throws RigFault, InterruptedException {
            String secret = token == null ? "" : secret(token);
            Listener.require(host.replaceAll("[\\[\\]]", ""), port);
            try (Ticker ticker = new RealTicker("agent-check")) {
                return RestConformance.run(host, port, secret, tried, ticker).stream()
                        .map(check -> row(check.passed(), check.name(), check.found()))
                        .toList();
            }
        }

        private static List<String> row(boolean passed, String name, String found) {
            return List.of(passed ? "ok" : WRONG, name, PlainText.line(found));
        }

        private static String secret(Path token) {
            try (InputStream in = Files.newInputStream(token)) {
                String text = new String(in.readNBytes(MOST_TOKEN_BYTES), UTF_8).strip();
                if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                    throw new BadInput("The token file " + token
                            + " holds no token: it is one word of printable ASCII characters.");
                }
                return text;
            } catch (IOException e) {
                throw FileTrouble.unread("The token file", token, e);
            }
        }
    }
}
