package dev.roadrig.boards.board;

import dev.roadrig.boards.os.BoardProcess;
import dev.roadrig.boards.os.BoardSystem;
import dev.roadrig.boards.os.Shell;
import dev.roadrig.boards.os.Stdio;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** What sits on a board's console: login, then a shell with a prompt, for ever. */
final class ConsoleLogin implements BoardSystem.Body {
    /** busybox asks for the cursor's place after each prompt. */
    private static final String CURSOR_QUERY = "\u001b[6n";

    private static final long WRONG_LOGIN_NANOS = 300_000_000;

    private final BoardSystem system;
    private final ConsoleTty tty;
    private final String password;

    ConsoleLogin(BoardSystem system, ConsoleTty tty, String password) {
        this.system = system;
        this.tty = tty;
        this.password = password;
    }

    @Override
    public int run(BoardProcess process) throws IOException, InterruptedException {
        while (true) {
            tty.print("\ndashcam login: ");
            Optional<String> user = tty.readLine();
            if (user.isEmpty() || user.get().isBlank()) {
                continue;
            }
            tty.echo(false);
            tty.print("Password: ");
            Optional<String> given = tty.readLine();
            tty.echo(true);
            if (user.get().equals("root") && matches(given.orElse(""))) {
                tty.print("\nWelcome to Roadrig's emulated dash-cam.\n\n");
                serve(process);
            } else {
                system.clock().waitUntil(system.clock().nanos() + WRONG_LOGIN_NANOS, () -> process.signal() != 0);
                tty.print("Login incorrect\n");
            }
        }
    }

    private boolean matches(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8));
    }

    private void serve(BoardProcess process) throws IOException, InterruptedException {
        var shell = new Shell(system, process);
        var stdio = new Stdio(tty.in(), tty.out(), tty.out());
        while (true) {
            String folder = shell.folder().replaceFirst("^/root(?=/|$)", "~");
            tty.print("root@dashcam:" + folder + "# " + CURSOR_QUERY);
            Optional<String> text = readCommand();
            if (text.isEmpty()) {
                tty.print("\n");
                return;
            }
            try {
                runInterruptibly(shell, process, text.get(), stdio);
            } catch (Shell.Exit e) {
                return;
            }
        }
    }

    private Optional<String> readCommand() throws InterruptedException {
        Optional<String> first = tty.readLine();
        var text = new StringBuilder(first.orElse(""));
        while (first.isPresent()
                && Shell.incomplete(text.toString())
                && !text.toString().isBlank()) {
            tty.print("> ");
            Optional<String> more = tty.readLine();
            if (more.isEmpty()) {
                break;
            }
            text.append('\n').append(more.get());
        }
        return first.map(ignored -> text.toString());
    }

    private void runInterruptibly(Shell shell, BoardProcess process, String text, Stdio stdio)
            throws IOException, InterruptedException {
        Thread thread = Thread.currentThread();
        var running = new AtomicBoolean(true);
        var interrupted = new AtomicBoolean();
        tty.onInterrupt(() -> {
            synchronized (running) {
                if (running.get()) {
                    interrupted.set(true);
                    thread.interrupt();
                }
            }
        });
        try {
            shell.run(text, stdio);
        } catch (InterruptedException e) {
            if (!interrupted.get() || process.signal() != 0) {
                throw e;
            }
            shell.interrupted();
        } finally {
            synchronized (running) {
                running.set(false);
                if (interrupted.get() && process.signal() == 0) {
                    boolean unused = Thread.interrupted();
                }
            }
        }
    }
}
