package dev.roadrig.wires.tc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.ssh.OpenSshd;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A board whose network is a namespace of this host's kernel, with OpenSSH listening in it; needs root. */
final class NamespaceSshd implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PORT = 22;

    private final String id;
    private final String net;
    private final Path folder;
    private final Process server;

    static void assumePossible() {
        assumeTrue(System.getProperty("user.name").equals("root"), "skipped: network namespaces need root");
        assumeTrue(Files.isExecutable(Path.of("/bin/ip")), "skipped: no /bin/ip (apt-get install iproute2)");
        OpenSshd.assumeInstalled();
    }

    /**
     * Makes it.
     *
     * @param number tells boards of one test run apart, 0 to 9
     * @param config more lines of the server's configuration
     */
    NamespaceSshd(Path folder, int number, String... config) throws Exception {
        this.folder = folder;
        long pid = ProcessHandle.current().pid();
        id = "rt" + Long.toString(pid, 36) + number;
        net = "198.19." + pid % 250 + "." + number * 4;
        OpenSshd.makeKey(folder.resolve("host"), "ed25519", "");
        OpenSshd.makeKey(folder.resolve("user"), "ed25519", "");
        Files.createDirectories(Path.of("/run/sshd"));
        host("ip", "netns", "add", id);
        host("ip", "link", "add", id + "h", "type", "veth", "peer", "name", device(), "netns", id);
        host("ip", "addr", "add", last(1) + "/30", "dev", id + "h");
        host("ip", "link", "set", id + "h", "up");
        run("ip", "addr", "add", last(2) + "/30", "dev", device());
        run("ip", "link", "set", "lo", "up");
        run("ip", "link", "set", device(), "up");
        server = start(config);
    }

    private Process start(String... config) throws Exception {
        List<String> lines = new ArrayList<>(List.of(config));
        lines.addAll(List.of(
                "Port " + PORT,
                "ListenAddress " + last(2),
                "HostKey " + folder.resolve("host"),
                "AuthorizedKeysFile " + folder.resolve("user.pub"),
                "PidFile none",
                OpenSshd.NO_BASHRC,
                "UsePAM no",
                "StrictModes no",
                "PermitRootLogin prohibit-password"));
        Path file = Files.write(folder.resolve("sshd_config"), lines);
        Path log = folder.resolve("sshd.log");
        Process process = new ProcessBuilder(command("/usr/sbin/sshd", "-D", "-e", "-f", file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(PATIENCE)
                .until(() -> !process.isAlive() || Files.readString(log).contains("Server listening on"));
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
        return process;
    }

    /** The board's own interface; its name is no other board's, for its folder is on this host. */
    String device() {
        return id;
    }

    /** This host's address, as the board sees it. */
    String gateway() {
        return last(1);
    }

    private String last(int plus) {
        int dot = net.lastIndexOf('.') + 1;
        return net.substring(0, dot) + (Integer.parseInt(net.substring(dot)) + plus);
    }

    SshTarget target() throws Exception {
        return new SshTarget(
                "b",
                last(2),
                PORT,
                "root",
                new SshTarget.Login.Key(folder.resolve("user")),
                Files.readString(folder.resolve("host.pub")),
                Duration.ofSeconds(2));
    }

    SshLink connect(Ticker ticker) throws Exception {
        return SshLink.connect(target(), ticker, ticker.in(PATIENCE));
    }

    private List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", id));
        command.addAll(List.of(words));
        return command;
    }

    /** Starts a program on the board, past SSH. */
    Process program(String... words) throws IOException {
        return new ProcessBuilder(command(words)).redirectErrorStream(true).start();
    }

    /** Runs a command on the board, past SSH. */
    String run(String... words) throws IOException {
        return host(command(words).toArray(String[]::new));
    }

    private static String host(String... words) throws IOException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.onExit().join().exitValue())
                .as(String.join(" ", words) + "\n" + said)
                .isZero();
        return said;
    }

    @Override
    public void close() throws IOException {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        server.onExit().join();
        host("ip", "link", "del", id + "h");
        host("ip", "netns", "del", id);
    }
}
