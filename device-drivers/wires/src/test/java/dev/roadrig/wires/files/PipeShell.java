package dev.roadrig.wires.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.console.BoardText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A real shell of this host that stays, as on a console: what is typed and what is printed goes through a wire. */
final class PipeShell implements Shell, AutoCloseable {
    private static final String MARK = "==mark==";

    private final Path folder;
    private final Path line;
    private Process process;
    private BufferedReader printed;

    /** What a wire makes of each line there and of each answer back. */
    UnaryOperator<String> there = UnaryOperator.identity();

    UnaryOperator<String> back = UnaryOperator.identity();
    /** How many lines are taken before the cable is pulled. */
    int linesLeft = Integer.MAX_VALUE;

    /** Before which line the board boots, and its shell forgets what it was told; 0 for never. */
    int bootsBefore;

    int typed;
    private final String prelude;

    /** @param prelude what the board's shell has said before, such as functions in place of programs */
    PipeShell(Path folder, String prelude) throws IOException {
        this.folder = folder;
        this.prelude = prelude;
        line = folder.resolve("typed-line");
        process = start();
        printed = reader();
    }

    private void boot() throws IOException {
        process.destroyForcibly();
        process = start();
        printed = reader();
    }

    private Process start() throws IOException {
        Process sh = new ProcessBuilder("sh")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        sh.getOutputStream().write((prelude + "\n").getBytes(StandardCharsets.UTF_8));
        return sh;
    }

    private BufferedReader reader() {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), ISO_8859_1));
    }

    @Override
    public int longestLine() {
        return 900;
    }

    @Override
    public Result run(String commandLine, Deadline deadline) throws RunFault {
        if (linesLeft-- <= 0) {
            throw new RigFault("console.lost", "the cable is gone", new Evidence("the last lines", commandLine));
        }
        if (--bootsBefore == 0) {
            try {
                boot();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            throw new UnknownFault("shell.no-answer", "the board boots");
        }
        if (commandLine.length() > longestLine()) {
            throw new IllegalArgumentException(commandLine.length() + " characters");
        }
        typed += commandLine.length();
        try {
            Files.writeString(line, there.apply(commandLine) + "\n");
            String after = ". " + line + " </dev/null 2>&1; echo " + MARK + " $?\n";
            process.getOutputStream().write(after.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            return answer(commandLine);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Result answer(String commandLine) throws IOException, UnknownFault {
        var out = new StringBuilder();
        for (String read = printed.readLine(); read != null; read = printed.readLine()) {
            int mark = read.indexOf(MARK + " ");
            if (mark >= 0) {
                out.append(read, 0, mark);
                byte[] bytes = back.apply(out.toString()).getBytes(ISO_8859_1);
                int code = Integer.parseInt(read.substring(mark + MARK.length() + 1));
                return new Result(code, BoardText.of(bytes), "");
            }
            out.append(read).append('\n');
        }
        // A syntax error ends such a shell; on a console it would be ctrl-C.
        boot();
        throw new UnknownFault("shell.no-answer", "no answer to " + commandLine, new Evidence("last", commandLine));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
