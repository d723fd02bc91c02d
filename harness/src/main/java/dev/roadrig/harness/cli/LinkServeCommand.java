package dev.roadrig.harness.cli;

import dev.roadrig.boards.link.serve.Endpoint;
import dev.roadrig.boards.link.serve.LinkServer;
import dev.roadrig.boards.link.serve.ServeRules;
import dev.roadrig.boards.link.serve.WatchedFile;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.NetworkFile;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roadrig link serve}: the emulated link between any two programs, until Ctrl-C. */
@Command(
        name = "serve",
        description = {
            "Opens the emulated link between any two programs, and an HTTP interface that clients of Toxiproxy drive.",
            "Lives until Ctrl-C, and then says what has gone through."
        },
        mixinStandardHelpOptions = true)
final class LinkServeCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "where the proxy 'link' listens, 0: a free port")
    private @Nullable String listen;

    @Option(names = "--to", paramLabel = "HOST:PORT", description = "where its connections go on to")
    private @Nullable String to;

    @Option(
            names = "--api",
            paramLabel = "HOST:PORT",
            description = "where the HTTP interface listens (default: ${DEFAULT-VALUE})")
    private String api = "127.0.0.1:8474";

    @Option(
            names = "--conditions",
            paramLabel = "FILE",
            description = "a file with a network: block, whose conditions 'link' has; read anew when it changes")
    private @Nullable Path conditions;

    @Option(names = "--seed", paramLabel = "N", description = "of losses, jitter and toxicity (default: 1)")
    private long seed = 1;

    @Option(names = "--expose", description = "lets addresses be listened on that other hosts can reach")
    private boolean expose;

    @Option(
            names = "--udp",
            description = "carries datagrams and not connections: losses are losses; without the HTTP interface")
    private boolean udp;

    @Option(
            names = "--uplink-log",
            paramLabel = "FILE",
            description =
                    "with --udp and a packet trace: every chance, arrival, departure and drop from the sender's side, as"
                            + " mahimahi's mm-link logs them; never written over")
    private @Nullable Path uplinkLog;

    @Option(names = "--downlink-log", paramLabel = "FILE", description = "the same of the way back")
    private @Nullable Path downlinkLog;

    @Override
    public Integer call() throws RigFault {
        PrintWriter out = spec.commandLine().getOut();
        if (udp) {
            return datagrams(out);
        }
        if (uplinkLog != null || downlinkLog != null) {
            throw new BadInput("A log of mm-link's is one of packets, and connections have none. Write --udp too.");
        }
        Endpoint interfaceAt = endpoint("--api", api);
        String from = listen;
        String target = to;
        if ((from == null) != (target == null)) {
            throw new BadInput("A link has two ends: write both --listen and --to, or neither.");
        }
        if (conditions != null && from == null) {
            throw new BadInput("--conditions are those of the proxy 'link'. Write --listen and --to too.");
        }
        try (Ticker ticker = new RealTicker("link");
                LinkServer server = LinkServer.open(interfaceAt, new ServeRules(ticker, seed, expose))) {
            if (from != null && target != null) {
                String at = server.link(endpoint("--listen", from), endpoint("--to", target));
                out.println("link  " + at + " to " + target);
            }
            Path file = conditions;
            if (file == null) {
                serve(server, out);
                return 0;
            }
            var use = new WatchedFile.Use<>(NetworkFile::read, server::conditions, line -> say(out, line));
            try (WatchedFile<?> watched = WatchedFile.open(file, use, ticker)) {
                out.println("plays " + watched.file() + ", and what it becomes");
                serve(server, out);
            }
        }
        return 0;
    }

    private int datagrams(PrintWriter out) throws RigFault {
        if (spec.commandLine().getParseResult().hasMatchedOption("--api")) {
            throw new BadInput(
                    "--api is the HTTP interface of connections; with --udp there is none. Leave --api out, and"
                            + " change the file of --conditions while it runs instead.");
        }
        String from = listen;
        String target = to;
        Path file = conditions;
        if (from == null || target == null || file == null) {
            throw new BadInput(
                    "A link for datagrams has two ends and conditions: write --listen, --to and --conditions.");
        }
        try (Ticker ticker = new RealTicker("link")) {
            new DatagramServe(ticker, out, endpoint("--to", target).target())
                    .serve(
                            endpoint("--listen", from).listener(expose),
                            new DatagramServe.Conditions(file, seed),
                            logs(file));
        }
        return 0;
    }

    private DatagramServe.Logs logs(Path file) {
        Map<Direction, Path> files = new EnumMap<>(Direction.class);
        if (uplinkLog != null) {
            files.put(Direction.UP, uplinkLog);
        }
        if (downlinkLog != null) {
            files.put(Direction.DOWN, downlinkLog);
        }
        return new DatagramServe.Logs(files, "roadrig link serve --udp --conditions " + file + " --seed " + seed);
    }

    private static void say(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }

    private static Endpoint endpoint(String option, String text) {
        try {
            return Endpoint.parse(text);
        } catch (BadInput e) {
            throw new BadInput(option + ": " + e.getMessage() + ".", e);
        }
    }

    private static void serve(LinkServer server, PrintWriter out) {
        UntilEnded.serve(
                () -> say(out, "api   http://" + server.api() + ", as Toxiproxy's; ends with Ctrl-C"),
                () -> end(server, out));
    }

    private static void end(LinkServer server, PrintWriter out) {
        server.close();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("proxy", "listen", "to", "connections", "bytes up", "bytes down", "segments discarded"));
        for (LinkServer.Account account : server.accounts()) {
            rows.add(List.of(
                    account.name(),
                    account.listen(),
                    account.upstream(),
                    Long.toString(account.connections()),
                    Long.toString(account.upBytes()),
                    Long.toString(account.downBytes()),
                    Long.toString(account.discardedSegments())));
        }
        Columns.of(rows).forEach(out::println);
        out.flush();
    }
}
