package dev.roadrig.wires.tool.catalog;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.ssh.ShellWord;
import java.security.SecureRandom;
import java.util.Locale;

/**
 * Holds a tool that runs on a board, so that it can be ended there: a folder with its process id, which is its TMPDIR too,
 * and a process group of its own where the board has {@code setsid}. Without that its shell and what that runs are ended,
 * and not what they started in turn. On a terminal it stays where ctrl-C reaches it: bash waits for whom it does not.
 */
final class Leash {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Sets f; Android has no /tmp. */
    private final String folder =
            String.format(Locale.ROOT, "f=/tmp;[ -d $f ]||f=/data/local/tmp;f=$f/rr-%08x", RANDOM.nextInt());

    /** One line: the brackets keep setsid from being a group's first process already, when it would not wait. */
    String line(Invocation invocation) {
        return "(" + folder + ";mkdir $f||exit 1;export TMPDIR=$f;s=;[ -t 0 ]||s=$(command -v setsid);$s sh -c "
                + ShellWord.quote("echo $$ >$TMPDIR/pid;" + invocation.script())
                + " </dev/null 2>&1;r=$?;rm -rf $f;exit $r)";
    }

    /** Ends the tool, at first politely, and takes its folder away. */
    void end(Shell shell, Deadline deadline) throws RunFault, InterruptedException {
        Shell.Result unused = shell.run(
                folder + ";p=$(cat $f/pid) && { c=$(grep -ls \"^PPid:.$p$\" /proc/[0-9]*/status|cut -d/ -f3);"
                        + " kill -TERM -$p||kill -TERM $p $c; sleep 1; kill -KILL -$p||kill -KILL $p $c; } 2>/dev/null;"
                        + " rm -rf $f",
                deadline);
    }
}
