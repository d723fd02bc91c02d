package dev.roadrig.wires.tool.catalog;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.time.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** This host's own sh, which finds programs in one folder first: scripts that print what a tool would. */
final class HostShell implements Shell {
    private final Path programs;

    HostShell(Path programs) {
        this.programs = programs;
    }

    /** A script of this name; {@code $@} are its words. */
    HostShell with(String name, String script) throws IOException {
        Path file = Files.writeString(programs.resolve(name), "#!/bin/sh\n" + script + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
        return this;
    }

    @Override
    public Result run(String commandLine, Deadline deadline) throws UnknownFault, InterruptedException {
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", commandLine);
            builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
            Path err = programs.resolve("stderr");
            Process process = builder.redirectError(err.toFile()).start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), out, Files.readString(err));
        } catch (IOException e) {
            throw new UnknownFault("host.shell", e.toString());
        }
    }
}
