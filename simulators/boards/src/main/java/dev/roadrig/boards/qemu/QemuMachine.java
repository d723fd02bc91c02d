package dev.roadrig.boards.qemu;

import dev.roadrig.boards.firmware.Firmware;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A board under QEMU as a process of this one: made with its power off, with its console on a pseudo terminal and SSH on a
 * port of the loopback. It reaches nothing but what connects to it.
 */
public final class QemuMachine implements AutoCloseable {
    /** The version of a board that nobody has flashed. */
    private static final String FACTORY = "qemu-factory";

    private static final int CARD_BYTES = 8 << 20;

    private static final Pattern CONSOLE = Pattern.compile("char device redirected to (/dev/\\S+) \\(label console\\)");
    private static final Duration DRIVE = Duration.ofSeconds(20);
    private static final int TRIES = 3;
    private static final String PORT_TAKEN = "host forwarding rule";

    private final BoardImage image;
    private final BoardFolder folder;
    private final Process process;
    private final int sshPort;
    private volatile @Nullable Path console;

    QemuMachine(BoardImage image, BoardFolder folder, Process process, int sshPort) {
        this.image = image;
        this.folder = folder;
        this.process = process;
        this.sshPort = sshPort;
    }

    /**
     * Starts it.
     *
     * @param name of the board
     * @param boards where this user's running boards have their folders
     * @throws RigFault {@code host.no-program} without QEMU, {@code qemu.start} with what QEMU said
     */
    public static QemuMachine start(BoardImage image, String name, RunningBoards boards, Ticker ticker)
            throws RigFault, InterruptedException {
        Path unused = DebianProgram.require(QemuCommand.PROGRAM);
        for (int tries = 1; ; tries++) {
            QemuMachine machine = null;
            BoardFolder folder = boards.add(name);
            try {
                machine = launched(image, folder, ticker);
                machine.awaitConsole();
                return machine;
            } catch (IOException e) {
                String said = machine == null ? "" : machine.lastWords();
                if (machine != null) {
                    machine.close();
                }
                // Another process may take the port between its choice and its use.
                if (tries == TRIES || !said.contains(PORT_TAKEN)) {
                    throw new RigFault(
                            "qemu.start",
                            "QEMU did not start for " + name + ": " + e.getMessage() + ". " + said.strip(),
                            new Evidence("what QEMU said", said));
                }
            }
        }
    }

    /** Nothing is left of a board whose process does not come about. */
    private static QemuMachine launched(BoardImage image, BoardFolder folder, Ticker ticker)
            throws IOException, RigFault, InterruptedException {
        try {
            return launch(image, folder, ticker);
        } catch (IOException | RigFault | InterruptedException | RuntimeException e) {
            folder.delete();
            throw e;
        }
    }

    private static QemuMachine launch(BoardImage image, BoardFolder folder, Ticker ticker)
            throws IOException, RigFault, InterruptedException {
        if (DebianProgram.find("qemu-img").isPresent()) {
            new DebianProgram(ticker)
                    .run(folder.path(), DRIVE, "qemu-img", "create", "-q", "-f", "qcow2", BoardFolder.SNAPSHOTS, "1M");
        }
        Firmware factory = new Firmware(FACTORY, "");
        Files.write(folder.card().card(), Arrays.copyOf(factory.image(), CARD_BYTES));
        int port = freePort();
        Process process = new ProcessBuilder(QemuCommand.of(image, folder, port))
                .redirectError(folder.path().resolve(BoardFolder.SAID).toFile())
                .start();
        process.getOutputStream().close();
        return new QemuMachine(image, folder, process, port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** QEMU names the pseudo terminal on its standard output, on which it says little else. */
    private void awaitConsole() throws IOException {
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            Matcher found = CONSOLE.matcher(line);
            if (found.find()) {
                console = Path.of(found.group(1));
                return;
            }
        }
        throw new IOException("it ended before it had a console");
    }

    private String lastWords() {
        try {
            return Files.readString(folder.path().resolve(BoardFolder.SAID));
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * The board's wires by name, as a rack's {@code ${process:NAME}} calls them: console, ssh-host, ssh-port, host-key,
     * key-file, password, qmp, card.
     */
    public Map<String, String> wires() {
        Map<String, String> wires = new LinkedHashMap<>();
        wires.put("console", String.valueOf(console));
        wires.put("password", image.password());
        wires.put("ssh-host", "127.0.0.1");
        wires.put("ssh-port", String.valueOf(sshPort));
        wires.put("host-key", image.hostKey());
        wires.put("key-file", image.key().toAbsolutePath().toString());
        wires.put("qmp", qmp().toString());
        wires.put("card", folder.card().card().toString());
        return wires;
    }

    /** The socket of its control connection. */
    public Path qmp() {
        return folder.path().resolve(BoardFolder.QMP);
    }

    public long pid() {
        return process.pid();
    }

    /** Done when its process has ended, with what it said last. */
    public CompletableFuture<String> end() {
        return process.onExit()
                .thenApply(ended -> "QEMU ended with exit code " + ended.exitValue() + ". " + lastWords());
    }

    /** Removes the folder of one that has ended by itself. */
    void forget() {
        folder.delete();
    }

    /**
     * Ends it at once, as a pulled plug does, and removes its folder. Whoever closes it as well waits: a process that is told
     * to end and whose input is closed does so on two threads, of which one does not wait for the other.
     */
    @Override
    public synchronized void close() {
        process.destroyForcibly();
        Process unused = process.onExit().join();
        folder.delete();
    }
}
