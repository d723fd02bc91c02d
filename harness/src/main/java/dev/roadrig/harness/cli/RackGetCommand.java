package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.scenarios.fault.RunFault;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code roadrig rack get}: one file, compared by its hash. */
@Command(
        name = "get",
        description = {
            "Gets a file from a board: by SFTP or adb, by its `shell:`, else over its console in verified chunks.",
            "What was sent and what is there are compared by hash. What a lost connection tore is kept beside it as"
                    + " NAME.rr-part, and the same command goes on from there; over adb it begins anew.",
            "Exits 0; 2 when it would take longer than --within; 3 when the rig fails."
        },
        mixinStandardHelpOptions = true)
final class RackGetCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BOARD", description = "a board of the rack")
    private String board = "";

    @Parameters(index = "1", paramLabel = "PATH", description = "a file on the board: absolute")
    private String path = "";

    @Parameters(index = "2", paramLabel = "FILE", description = "where here")
    private Path local = Path.of("");

    @Mixin
    private final BoardFileOptions options = new BoardFileOptions();

    @Override
    public Integer call() throws RunFault, InterruptedException {
        String there = BoardFileOptions.absolute(path);
        RackBoard found = options.find(board, spec);
        options.run(found, spec.commandLine().getErr(), (files, deadline) -> files.get(there, local, deadline));
        spec.commandLine().getOut().println(path + " of " + board + " is " + local + ", by its hash too.");
        return 0;
    }
}
