package dev.roadrig.boards.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.awaitility.core.ConditionTimeoutException;

/** The emulated board as a real process, and a hand on each of its wires. */
final class BoardUnderTest implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(60);

    final Process process;
    final String announced;
    private final Path complaints;
    private final BufferedReader out;
    private final FileInputStream consoleIn;
    private final FileOutputStream consoleOut;
    private final StringBuilder seen = new StringBuilder();
    private final Thread reader;

    BoardUnderTest(String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BoardMain.class.getName(),
                "--boot-ms",
                "300"));
        command.addAll(List.of(options));
        complaints = Files.createTempFile("roadrig-board", ".err");
        process = new ProcessBuilder(command).redirectError(complaints.toFile()).start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        announced = String.valueOf(out.readLine());
        consoleIn = new FileInputStream(wire("console"));
        consoleOut = new FileOutputStream(wire("console"));
        reader = new Thread(this::readConsole, "rr-test-console");
        reader.setDaemon(true);
        reader.start();
    }

    private void readConsole() {
        byte[] buffer = new byte[4096];
        try {
            for (int n = consoleIn.read(buffer); n >= 0; n = consoleIn.read(buffer)) {
                String text = new String(buffer, 0, n, StandardCharsets.UTF_8);
                synchronized (seen) {
                    seen.append(text);
                }
            }
        } catch (IOException e) {
            // Unplugged: nothing more comes.
        }
    }

    /** A value of the announcement. */
    String wire(String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\":\"?([^\",}]+)").matcher(announced);
        assertThat(matcher.find()).as("%s in %s", key, announced).isTrue();
        return matcher.group(1);
    }

    void order(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        assertThat(out.readLine()).isEqualTo("ok " + line);
    }

    void type(String text) throws IOException {
        consoleOut.write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for a text on the console; forgets everything up to its end. */
    String see(String text) throws IOException {
        try {
            await().atMost(LONG).until(() -> console().contains(text));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "No \"%s\" on the console, which said:\n%s\nand the board complained:\n%s"
                            .formatted(text, console(), Files.readString(complaints)),
                    e);
        }
        synchronized (seen) {
            int end = seen.indexOf(text) + text.length();
            String before = seen.substring(0, end);
            seen.delete(0, end);
            return before;
        }
    }

    String console() {
        synchronized (seen) {
            return seen.toString();
        }
    }

    void login() throws IOException {
        see("dashcam login: ");
        type("root\r");
        see("Password: ");
        type(wire("password") + "\r");
        see("# \u001b[6n");
    }

    String supply(String lines) throws IOException {
        return scpi("supply", lines);
    }

    String ignition(String lines) throws IOException {
        return scpi("ignition", lines);
    }

    private String scpi(String wire, String lines) throws IOException {
        String[] parts = wire(wire).split(":");
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(parts[parts.length - 1]))) {
            socket.setSoTimeout(60_000);
            OutputStream to = socket.getOutputStream();
            to.write((lines + "\n*OPC?\n").getBytes(StandardCharsets.US_ASCII));
            var from = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return String.valueOf(from.readLine());
        }
    }

    int sshPort() {
        return Integer.parseInt(wire("ssh-port"));
    }

    /** A session over SSH with the board's key; the host key must be the announced one. */
    ClientSession ssh(SshClient client) throws IOException {
        client.setServerKeyVerifier((session, address, key) -> SshKeys.text(key).equals(wire("host-key")));
        ClientSession session =
                client.connect("root", "127.0.0.1", sshPort()).verify(LONG).getSession();
        session.setKeyIdentityProvider(new FileKeyPairProvider(Path.of(wire("key-file"))));
        session.auth().verify(LONG);
        return session;
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the board does not end when its parent's pipe closes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        consoleIn.close();
        consoleOut.close();
        Files.delete(complaints);
    }
}
