package dev.roadrig.boards.os;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A board's one process table, with a folder in {@code /proc} for each process; shared by console, SSH and SFTP. */
public final class ProcessTable {
    private static final int FIRST_PID = 240;

    private final BoardFiles files;
    private final SystemClock clock;
    private final Map<Integer, BoardProcess> running = new TreeMap<>();
    private int next = FIRST_PID;
    private boolean closed;

    public ProcessTable(BoardFiles files, SystemClock clock) {
        this.files = files;
        this.clock = clock;
    }

    /**
     * Adds a process that runs on a thread.
     *
     * @param parent the parent's pid, 1 for init
     * @throws InterruptedException when the board is going down
     */
    public BoardProcess start(String command, int parent, Thread thread) throws InterruptedException {
        synchronized (this) {
            if (closed) {
                throw new InterruptedException("the board is going down");
            }
            var process = new BoardProcess(next++, parent, command, clock.nanos(), thread);
            running.put(process.pid(), process);
            writeProc(process);
            return process;
        }
    }

    private void writeProc(BoardProcess process) {
        String folder = "/proc/" + process.pid();
        String name = process.command().split(" ")[0];
        try {
            files.write(folder + "/comm", name + "\n");
            files.write(folder + "/cmdline", process.command().replace(' ', '\0') + "\0");
            files.write(
                    folder + "/status",
                    "Name:\t" + name + "\nState:\tS (sleeping)\nPid:\t" + process.pid() + "\nPPid:\t" + process.parent()
                            + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes a process out that has ended. */
    public void end(BoardProcess process, int status) {
        process.end(status);
        synchronized (this) {
            running.remove(process.pid());
        }
        try {
            files.delete("/proc/" + process.pid());
        } catch (IOException e) {
            // The folder went with the file system: the board is being closed.
        }
    }

    public synchronized Optional<BoardProcess> find(int pid) {
        return Optional.ofNullable(running.get(pid));
    }

    /** All that run, by pid. */
    public synchronized List<BoardProcess> list() {
        return List.copyOf(running.values());
    }

    /** Kills every process and lets no new one start. */
    public List<Thread> killAll() {
        List<BoardProcess> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(running.values());
        }
        all.sort((a, b) -> Integer.compare(b.pid(), a.pid()));
        all.forEach(process -> process.kill(BoardProcess.KILL));
        return all.stream().map(BoardProcess::thread).distinct().toList();
    }
}
