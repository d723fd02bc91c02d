package dev.roadrig.wires.tool.catalog;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.ssh.ShellWord;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * Holds a tool that runs on a board, so that it can be ended there: a folder with its process id, which is its TMPDIR too,
 * and a process group of its own where the board has {@code setsid}. Without that only the tool's shell is ended.
 */
final class Leash {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String folder = String.format(Locale.ROOT, "/tmp/rr-%08x", RANDOM.nextInt());

    /** One line: the brackets keep setsid from being a group's first process already, when it would not wait. */
    String line(Invocation invocation) {
        return "(f=" + folder + ";mkdir $f||exit 1;export TMPDIR=$f;$(command -v setsid) sh -c "
                + ShellWord.quote("echo $$ >$TMPDIR/pid;" + invocation.script())
                + " </dev/null 2>&1;r=$?;rm -rf $f;exit $r)";
    }

    /** Ends the tool, at first politely, and takes its folder away. */
    void end(Shell shell, Deadline deadline) throws RunFault, InterruptedException {
        Shell.Result unused = shell.run(
                "p=$(cat " + folder + "/pid) && { kill -TERM -$p||kill -TERM $p; sleep 1; kill -KILL -$p||kill -KILL $p; }"
                        + " 2>/dev/null; rm -rf " + folder,
                deadline);
    }
}
