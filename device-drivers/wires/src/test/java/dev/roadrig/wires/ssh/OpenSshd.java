package dev.roadrig.wires.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The distribution's own SSH server on a free port of the loopback, for the user who runs the tests, with keys and a
 * configuration of its own. Everything that it started ends with it.
 */
public final class OpenSshd implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TRIES = 5;
    /**
     * A line of a server's configuration. For each command over SSH bash reads its user's .bashrc, unless its level says that
     * another shell began it; what this host's user has there, and the second that it may take, is no part of a board.
     */
    public static final String NO_BASHRC = "SetEnv SHLVL=3";

    private final Path folder;
    private final Process server;
    private final int port;

    private OpenSshd(Path folder, Process server, int port) {
        this.folder = folder;
        this.server = server;
        this.port = port;
    }

    /** Skips the test, with the reason, where there is no OpenSSH. */
    public static void assumeInstalled() {
        for (Path program : List.of(PROGRAM, Path.of("/usr/bin/ssh-keygen"))) {
            assumeTrue(
                    Files.isExecutable(program),
                    () -> program + " is not here (apt-get install openssh-server openssh-client)");
        }
    }

    /**
     * Starts a server with host keys of all three types.
     *
     * @param folder for its files; used again by a later server, it has the same keys
     * @param config more lines of its configuration; the first of a keyword is the one that counts
     */
    public static OpenSshd start(Path folder, String... config) throws Exception {
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            makeKey(folder.resolve("host-" + type), type, "");
            makeKey(folder.resolve("user-" + type), type, "");
        }
        var authorized = new StringBuilder();
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            authorized.append(Files.readString(folder.resolve("user-" + type + ".pub")));
        }
        Files.writeString(folder.resolve("authorized_keys"), authorized);
        if (userName().equals("root")) {
            // Where the server, when root, wants to change into; Debian's start script makes it, and not the package.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        for (int i = 1; ; i++) {
            int port = freePort();
            Path log = folder.resolve("sshd.log");
            Process server = new ProcessBuilder(
                            PROGRAM.toString(), "-D", "-e", "-f", configuration(folder, port, config))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            await().atMost(PATIENCE)
                    .until(() -> !server.isAlive() || Files.readString(log).contains("Server listening on"));
            if (server.isAlive()) {
                return new OpenSshd(folder, server, port);
            }
            assertThat(i).as(Files.readString(log)).isLessThan(TRIES);
        }
    }

    private static String configuration(Path folder, int port, String... config) throws IOException {
        var lines = new ArrayList<>(List.of(config));
        if (lines.stream().noneMatch(line -> line.startsWith("Subsystem "))) {
            lines.add("Subsystem sftp internal-sftp");
        }
        lines.addAll(List.of(
                "ListenAddress 127.0.0.1:" + port,
                "HostKey " + folder.resolve("host-ed25519"),
                "HostKey " + folder.resolve("host-ecdsa"),
                "HostKey " + folder.resolve("host-rsa"),
                "AuthorizedKeysFile " + folder.resolve("authorized_keys"),
                "PidFile none",
                NO_BASHRC,
                "UsePAM no",
                "StrictModes no",
                "PasswordAuthentication no",
                "KbdInteractiveAuthentication no",
                "PermitRootLogin prohibit-password"));
        return Files.write(folder.resolve("sshd_config"), lines).toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Makes a key pair where there is none yet. */
    public static Path makeKey(Path file, String type, String passphrase) throws Exception {
        if (!Files.exists(file)) {
            keygen("-q", "-t", type, "-N", passphrase, "-f", file.toString());
        }
        return file;
    }

    static String keygen(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("ssh-keygen"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    static String userName() {
        return System.getProperty("user.name");
    }

    int port() {
        return port;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** The host key of a type, as the rack pins it. */
    String hostKey(String type) throws IOException {
        return Files.readString(folder.resolve("host-" + type + ".pub"));
    }

    /** The user who runs the tests, by an ed25519 key, with the ed25519 host key pinned. */
    public SshTarget target() throws IOException {
        return target(userName(), "user-ed25519", hostKey("ed25519"));
    }

    SshTarget target(String user, String keyFile, String hostKey) {
        return new SshTarget(
                "b", "127.0.0.1", port, user, new SshTarget.Login.Key(file(keyFile)), hostKey, Duration.ofMillis(500));
    }

    /** What the server said. */
    String log() {
        try {
            return Files.readString(file("sshd.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Stops all its processes where they are, as a board that hangs; they still end with {@link #close()}. */
    void freeze() throws Exception {
        for (ProcessHandle process : processes()) {
            new ProcessBuilder("kill", "-STOP", Long.toString(process.pid()))
                    .start()
                    .waitFor();
        }
    }

    /** Ends the sessions and what runs in them, without a word from any of them. */
    void killSessions() {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends the sessions alone, as a cut cable does: what was started in them goes on, as a child of nobody here. */
    public void cutConnections() {
        List<ProcessHandle> sessions = server.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/sshd"))
                .toList();
        assertThat(sessions).isNotEmpty();
        sessions.forEach(ProcessHandle::destroyForcibly);
    }

    private List<ProcessHandle> processes() {
        return Stream.concat(Stream.of(server.toHandle()), server.descendants()).toList();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(PATIENCE).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
    }
}
