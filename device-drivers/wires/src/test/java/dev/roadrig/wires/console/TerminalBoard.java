package dev.roadrig.wires.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * The far side of a console as a terminal makes it: echo, a login, and a real POSIX shell behind, whose output gets CR
 * LF line ends. What a board adds to it (noise, wrapping, escape sequences) is put over its output.
 */
final class TerminalBoard implements Console {
    /** What was written as nobody may see it. */
    final List<String> secret = new ArrayList<>();

    final List<String> typed = new ArrayList<>();
    private final Ticker ticker;
    private final List<Listener> listeners = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private State state = State.LOGIN;
    String prompt = "root@board:~# ";
    String password = "";
    int printk = 7;
    boolean obeysDmesg = true;
    boolean echoes = true;
    /** What the board makes of each piece of its own output. */
    UnaryOperator<String> wire = UnaryOperator.identity();
    /** How many bytes come in one read. */
    int chunk = 4096;

    /** What the cable there loses, key by key. */
    IntPredicate loses = key -> false;

    CtrlC ctrlC = CtrlC.SIGNALS;

    /** What becomes of a ctrl-C. */
    enum CtrlC {
        SIGNALS,
        /** A shell on /dev/console has no controlling terminal, and nobody gets the signal. */
        SWALLOWED,
        /** A raw terminal hands it on as a letter. */
        TYPED
    }

    private final StringBuilder open = new StringBuilder();

    private enum State {
        LOGIN,
        PASSWORD,
        SHELL,
        DEAD
    }

    TerminalBoard(Ticker ticker) {
        this.ticker = ticker;
    }

    @Override
    public void writeSecret(byte[] bytes, Deadline deadline) throws RunFault, InterruptedException {
        secret.add(new String(bytes, UTF_8));
        write(bytes, deadline);
    }

    @Override
    public void write(byte[] bytes, Deadline deadline) {
        worker.execute(() -> {
            for (char c : new String(bytes, UTF_8).toCharArray()) {
                key(c);
            }
        });
    }

    @Override
    public synchronized void listen(Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }

    /** Says something of its own accord. */
    void say(String text) {
        sayRaw(text);
    }

    void unplug() {
        RunFault fault = new RigFault("console.lost", "unplugged");
        listeners.forEach(listener -> listener.lost(fault));
    }

    /** Somebody has logged in already. */
    void openShell() {
        state = State.SHELL;
    }

    void die() {
        state = State.DEAD;
    }

    private void key(char c) {
        if (state == State.DEAD || loses.test(c)) {
            return;
        }
        if (c == 3 && ctrlC != CtrlC.TYPED) {
            if (ctrlC == CtrlC.SIGNALS) {
                open.setLength(0);
                line.setLength(0);
                say("^C\r\n" + prompt);
            }
        } else if (c != '\n') {
            line.append(c);
        } else {
            String typedLine = line.toString();
            line.setLength(0);
            typed.add(typedLine);
            if (echoes && state != State.PASSWORD) {
                sayRaw(wire.apply(typedLine + "\r\n"));
            }
            enter(typedLine);
        }
    }

    private void enter(String typedLine) {
        switch (state) {
            case LOGIN -> {
                if (typedLine.isEmpty()) {
                    say("\r\nboard login: ");
                } else if (password.isEmpty()) {
                    state = State.SHELL;
                    say("Welcome\r\n" + prompt);
                } else {
                    state = State.PASSWORD;
                    say("Password: ");
                }
            }
            case PASSWORD -> {
                state = typedLine.equals(password) ? State.SHELL : State.LOGIN;
                say(state == State.SHELL ? "\r\n" + prompt : "\r\nLogin incorrect\r\nboard login: ");
            }
            case SHELL -> command(typedLine);
            case DEAD -> {}
        }
    }

    private void command(String typedLine) {
        String whole = open + typedLine;
        open.setLength(0);
        // Parsed only: whether a quote of it is still open.
        String lacking = printedBy("-n", "-c", whole);
        if (lacking.contains("nterminated") || lacking.contains("unexpected EOF")) {
            open.append(whole).append('\n');
            say("> ");
        } else {
            sayRaw(wire.apply(output(whole).replace("\n", "\r\n") + prompt));
        }
    }

    private String output(String typedLine) {
        String line = typedLine;
        if (line.contains("dmesg -n 1")) {
            printk = obeysDmesg ? 1 : printk;
            line = line.replace("dmesg -n 1", "true");
        }
        line = line.replace("cat /proc/sys/kernel/printk", "echo '" + printk + " 4 1 7'");
        return printedBy("-c", line);
    }

    private static String printedBy(String... arguments) {
        try {
            var command = new ArrayList<>(List.of("sh"));
            command.addAll(List.of(arguments));
            Process shell =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            shell.getOutputStream().close();
            return new String(shell.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized void sayRaw(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        for (int from = 0; from < bytes.length; from += chunk) {
            byte[] part = java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + chunk));
            listeners.forEach(listener -> listener.received(ticker.nanos(), part));
        }
        ticker.signal();
    }
}
