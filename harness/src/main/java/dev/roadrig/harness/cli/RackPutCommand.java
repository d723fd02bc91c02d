package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.scenarios.fault.RunFault;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig rack put}: one file, compared by its hash. */
@Command(
        name = "put",
        description = {
            "Puts a file on a board: by SFTP or adb, by its `shell:`, else over its console in verified chunks.",
            "What was sent and what is there are compared by hash. What a lost connection tore is kept beside it as"
                    + " NAME.rr-part, and the same command goes on from there; over adb it begins anew.",
            "Exits 0; 2 when it would take longer than --within; 3 when the rig fails."
        },
        mixinStandardHelpOptions = true)
final class RackPutCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BOARD", description = "a board of the rack")
    private String board = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "a file here")
    private Path local = Path.of("");

    @Parameters(index = "2", paramLabel = "PATH", description = "where on the board: absolute")
    private String path = "";

    @Mixin
    private final BoardFileOptions options = new BoardFileOptions();

    @Override
    public Integer call() throws RunFault, InterruptedException {
        String there = BoardFileOptions.absolute(path);
        RackBoard found = options.find(board, spec);
        PrintWriter err = spec.commandLine().getErr();
        if (found.process().isPresent()) {
            err.println(
                    board + " is started for this command and ended with it, and what is put there goes with it: this"
                            + " tries the way only. A board without `process:` in the rack file keeps it.");
        }
        options.run(found, err, (files, deadline) -> files.put(local, there, deadline));
        spec.commandLine().getOut().println(local + " is " + path + " on " + board + ", by its hash too.");
        return 0;
    }
}
