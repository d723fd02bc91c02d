package dev.roadrig.wires.program;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Runs programs of this host to their end; at the deadline they are ended, with all that they started. Their input is empty. */
public final class HostProgram {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final File NOTHING = new File("/dev/null");

    private final ProgramFaults faults;
    private final Ticker ticker;

    public HostProgram(ProgramFaults faults, Ticker ticker) {
        this.faults = faults;
        this.ticker = ticker;
    }

    /**
     * Runs one; with which exit code it ends is its caller's matter.
     *
     * @throws RunFault as {@link ProgramFaults} has it when it cannot be started or does not end in time
     */
    public Ended run(HostCommand command, Deadline deadline) throws RunFault, InterruptedException {
        var out = new Tail();
        var err = new Tail();
        Process process = null;
        boolean ended = false;
        try {
            process = new ProcessBuilder(command.words())
                    .redirectInput(ProcessBuilder.Redirect.from(NOTHING))
                    .start();
            ended = await(process, out, err, deadline);
        } catch (IOException e) {
            throw faults.missing(command, command.mask(String.valueOf(e.getMessage())));
        } finally {
            if (process != null && !ended) {
                ProcessTree.end(process);
            }
        }
        var end = new Ended(command, ended ? process.exitValue() : -1, out.text(), err.text());
        if (!ended) {
            throw faults.late(command, end);
        }
        return end;
    }

    private boolean await(Process process, Tail out, Tail err, Deadline deadline)
            throws IOException, InterruptedException {
        var unused = process.onExit().thenRun(ticker::signal);
        while (process.isAlive() && !deadline.passed(ticker)) {
            boolean unusedToo = ticker.await(() -> !process.isAlive(), deadline.or(ticker.in(POLL)));
            out.drain(process.getInputStream());
            err.drain(process.getErrorStream());
        }
        boolean ended = !process.isAlive();
        out.drain(process.getInputStream());
        err.drain(process.getErrorStream());
        return ended;
    }

    /**
     * Looks whether a command's program is there, and runs nothing. Of a shell's line that is the shell, and the program that
     * the line runs first.
     *
     * @return that program, for people; empty where the line begins with anything else, and was not looked for
     * @throws RigFault as {@link ProgramFaults#missing}
     */
    public Optional<String> require(HostCommand command) throws RigFault {
        Optional<String> first = command.firstRun();
        if (!isHere(command.words().get(0))) {
            throw faults.missing(command, "there is no `" + command.words().get(0) + "` here");
        }
        if (first.isPresent() && !isHere(first.get())) {
            throw faults.missing(command, "there is no such program here");
        }
        return first.map(command::mask);
    }

    private static boolean isHere(String program) {
        String path = program.contains("/") ? "" : String.valueOf(System.getenv("PATH"));
        for (String folder : path.split(":", -1)) {
            if (Files.isExecutable(folder.isEmpty() ? Path.of(program) : Path.of(folder, program))) {
                return true;
            }
        }
        return false;
    }
}
