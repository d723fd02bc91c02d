package dev.roadrig.wires.soak;

import dev.roadrig.boards.board.BoardMain;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.console.BootDeadlines;
import dev.roadrig.wires.console.BootWatch;
import dev.roadrig.wires.console.ConsoleLogin;
import dev.roadrig.wires.console.ConsoleShell;
import dev.roadrig.wires.serial.SerialConsole;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The emulated board in a process of its own, as a rig has it: seen by its wires only. */
final class BoardInProcess implements AutoCloseable {
    static final int BAUD = 921_600;

    private final Process process;
    private final String wires;

    BoardInProcess(String... options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BoardMain.class.getName(),
                "--profile",
                "dashcam",
                "--powered",
                "--boot-ms",
                "200",
                "--baud",
                Integer.toString(BAUD)));
        command.addAll(List.of(options));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        wires = String.valueOf(
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine());
    }

    private String wire(String name) {
        Matcher found = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(wires);
        if (!found.find()) {
            throw new IllegalStateException("no " + name + " in " + wires);
        }
        return found.group(1);
    }

    SerialConsole console(RealTicker ticker) throws RunFault, InterruptedException {
        return SerialConsole.open(wire("console"), BAUD, ticker, "b");
    }

    /** Logs in, whether it has booted yet or not. */
    ConsoleShell shell(SerialConsole console, RealTicker ticker, Deadline deadline)
            throws RunFault, InterruptedException {
        var watch = new BootWatch("b", ticker, BootDeadlines.USUAL);
        console.listen(watch);
        var login = new ConsoleLogin("root", wire("password"), Duration.ofMillis(300), ConsoleLogin.Typing.AT_ONCE);
        var shell = new ConsoleShell(console, watch, login, ticker);
        shell.login(deadline);
        return shell;
    }

    SshLink link(RealTicker ticker, Deadline deadline) throws RunFault, InterruptedException {
        var target = new SshTarget(
                "b",
                wire("ssh-host"),
                Integer.parseInt(wire("ssh-port")),
                "root",
                new SshTarget.Login.Key(Path.of(wire("key-file"))),
                wire("host-key"));
        return SshLink.connect(target, ticker, deadline);
    }

    /** The end of its input is its order to end, in peace. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
