package dev.roadrig.boards.os;

import dev.roadrig.scenarios.time.ThreadEnd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What runs on a board from one boot to its end: kernel, processes and commands over the one file system. Closing it is
 * losing the supply: everything is killed and joined.
 */
public final class BoardSystem implements AutoCloseable {
    private final String name;
    private final BoardFiles files;
    private final SystemClock clock;
    private final Kernel kernel;
    private final ProcessTable processes;
    private final Power power;
    private final CommandTable commands;
    private final List<Thread> threads = new ArrayList<>();

    /** What a board can do about its own supply; returns at once, the end comes later. */
    public interface Power {
        void reboot();

        void off();
    }

    /**
     * Boots a kernel over files.
     *
     * @param name of the board, for threads
     * @param programs beside the shell's own, by name
     */
    public BoardSystem(
            String name,
            BoardFiles files,
            SystemClock clock,
            Kernel kernel,
            Power power,
            Map<String, Command> programs) {
        this.name = name;
        this.files = files;
        this.clock = clock;
        this.kernel = kernel;
        this.power = power;
        this.processes = new ProcessTable(files, clock);
        this.commands = new CommandTable(programs);
    }

    public String name() {
        return name;
    }

    public BoardFiles files() {
        return files;
    }

    public SystemClock clock() {
        return clock;
    }

    public Kernel kernel() {
        return kernel;
    }

    public ProcessTable processes() {
        return processes;
    }

    Power power() {
        return power;
    }

    CommandTable commands() {
        return commands;
    }

    /** What a process does; its result is the exit status. */
    @FunctionalInterface
    public interface Body {
        int run(BoardProcess process) throws IOException, InterruptedException;
    }

    /**
     * Starts a process on a thread of its own.
     *
     * @param role names the thread {@code rr-BOARD-ROLE-PID}
     * @param command its command line
     * @param parent the parent's pid
     * @throws InterruptedException when the board is going down
     */
    public BoardProcess start(String role, String command, int parent, Body body) throws InterruptedException {
        BoardProcess[] own = new BoardProcess[1];
        var thread = new Thread(() -> run(own[0], body));
        synchronized (threads) {
            threads.removeIf(each -> each.getState() == Thread.State.TERMINATED);
            own[0] = processes.start(command, parent, thread);
            thread.setName("rr-" + name + "-" + role + "-" + own[0].pid());
            threads.add(thread);
            thread.start();
        }
        return own[0];
    }

    private void run(BoardProcess process, Body body) {
        int status = 1;
        try {
            if (process.signal() != 0) {
                // Killed before its thread had begun, which no interrupt reaches.
                throw new InterruptedException("killed");
            }
            status = body.run(process);
        } catch (InterruptedException e) {
            status = 128 + Math.max(1, process.signal());
        } catch (IOException e) {
            // Whoever reads its output has gone: the end of a pipe is the end of its writer.
            status = 141;
        } finally {
            processes.end(process, status);
        }
    }

    BoardProcess background(Shell shell, Syntax command, Stdio stdio) throws InterruptedException {
        return start("job", "sh", shell.process().pid(), process -> shell.child(process)
                .interpreter()
                .runBackground(command, stdio));
    }

    /** Opens a board's file for writing; some files of /proc act when they are closed. */
    OutputStream openForWriting(String path, boolean append) throws IOException {
        if (path.equals("/proc/sys/kernel/printk")) {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    String level = toString(StandardCharsets.UTF_8).strip().split("\\s")[0];
                    if (level.matches("[1-8]")) {
                        kernel.consoleLevel(Integer.parseInt(level));
                    }
                }
            };
        }
        if (path.startsWith("/proc/") || path.startsWith("/sys/")) {
            throw new IOException("Permission denied");
        }
        return files.create(path, append);
    }

    /** Kills and joins everything; not to be called from a process of the board. */
    @Override
    public void close() {
        processes.killAll();
        List<Thread> left;
        synchronized (threads) {
            left = List.copyOf(threads);
        }
        left.forEach(ThreadEnd::await);
    }
}
