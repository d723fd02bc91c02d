package dev.roadrig.boards.link.gateway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A network namespace behind a veth pair that stands for a board; its names are this process's own. */
final class NamespaceBoard implements AutoCloseable {
    private final Host host;
    private final String id;
    private final String net;
    private final List<Process> processes = new ArrayList<>();

    static void assumePossible(Ticker ticker) {
        assumeTrue(System.getProperty("user.name").equals("root"), "skipped: a gateway needs root");
        assumeTrue(Files.exists(Path.of("/dev/net/tun")), "skipped: this host has no /dev/net/tun");
        assumeRuns(ticker, "ip", "-V");
    }

    static void assumeRuns(Ticker ticker, String... command) {
        try {
            String unused = new LinuxHost(ticker).run(List.of(command));
        } catch (RigFault e) {
            assumeTrue(false, "skipped: " + e.getMessage());
        }
    }

    NamespaceBoard(Ticker ticker, int number) throws RigFault {
        host = new LinuxHost(ticker);
        long pid = ProcessHandle.current().pid();
        id = "rr" + Long.toString(pid, 36) + number;
        net = net(number);
        try {
            ip("netns", "add", id);
            ip("link", "add", side(), "type", "veth", "peer", "name", "eth0", "netns", id);
            // Else the kernel adds a route of IPv6 two seconds later, when no neighbour has objected to the address.
            if (host.setting("net.ipv6.conf." + side() + ".disable_ipv6").isPresent()) {
                host.set("net.ipv6.conf." + side() + ".disable_ipv6", "1");
            }
            ip("addr", "add", gateway() + "/30", "dev", side());
            ip("link", "set", side(), "up");
            ip("-n", id, "addr", "add", address() + "/30", "dev", "eth0");
            ip("-n", id, "link", "set", "lo", "up");
            // Without an address of its own it says nothing over IPv6 unasked.
            ip("-n", id, "link", "set", "eth0", "addrgenmode", "none");
            ip("-n", id, "link", "set", "eth0", "up");
            ip("-n", id, "route", "add", "default", "via", gateway());
        } catch (RigFault e) {
            close();
            throw e;
        }
    }

    private static String net(int number) {
        long index = (ProcessHandle.current().pid() * 4 + number) % 16_384;
        return "198.18." + (index / 64) + "." + (index % 64 * 4);
    }

    /** In what is told of this host's network: interfaces, namespaces and addresses of this process's boards. */
    Pattern mine() {
        String names = id.substring(0, id.length() - 1) + "\\d";
        return Pattern.compile(IntStream.range(0, 4)
                .mapToObj(NamespaceBoard::net)
                .flatMap(first -> IntStream.range(0, 4).mapToObj(plus -> plus(first, plus)))
                .map(address -> Pattern.quote(address) + "(?!\\d)")
                .collect(Collectors.joining("|", names + "|", "")));
    }

    /**
     * Gives both ends of its wire an address of IPv6, {@code fd72::1} on this host.
     *
     * @return the board's
     */
    String withIpv6() throws RigFault {
        ip("link", "set", side(), "addrgenmode", "none");
        host.set("net.ipv6.conf." + side() + ".disable_ipv6", "0");
        ip("-6", "addr", "add", "fd72::1/64", "dev", side(), "nodad");
        ip("-n", id, "-6", "addr", "add", "fd72::2/64", "dev", "eth0", "nodad");
        return "fd72::2";
    }

    void ip(String... words) throws RigFault {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        String unused = host.run(command);
    }

    String id() {
        return id;
    }

    String side() {
        return id + "h";
    }

    String gateway() {
        return last(1);
    }

    String address() {
        return last(2);
    }

    private String last(int plus) {
        return plus(net, plus);
    }

    private static String plus(String net, int plus) {
        int dot = net.lastIndexOf('.');
        return net.substring(0, dot + 1) + (Integer.parseInt(net.substring(dot + 1)) + plus);
    }

    GatewaySpec spec() {
        return GatewaySpec.of(id, address(), side(), gateway());
    }

    /** Runs a command on the board until it ends, and gives its output. */
    String run(String... command) throws RigFault {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", id));
        words.addAll(List.of(command));
        return host.run(words);
    }

    /** Starts a service on the board and waits until it listens. */
    void serve(String kind, int port) throws IOException {
        var command = new ArrayList<>(List.of("ip", "netns", "exec", id));
        command.addAll(java(BoardSide.class, kind, String.valueOf(port)));
        String unused = start(command);
    }

    /** Starts a process and waits for its first line. */
    String start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        return String.valueOf(lines.readLine());
    }

    /** Ends the process that was started last without a chance to clean up. */
    void kill() throws InterruptedException {
        int unused = processes.get(processes.size() - 1).destroyForcibly().waitFor();
    }

    static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    @Override
    public void close() throws RigFault {
        processes.forEach(Process::destroyForcibly);
        for (List<String> words : List.of(List.of("link", "del", side()), List.of("netns", "del", id))) {
            try {
                ip(words.toArray(String[]::new));
            } catch (RigFault e) {
                // Not made yet, or gone with its peer.
            }
        }
    }
}
