package dev.roadrig.boards.os;

import java.io.IOException;
import java.io.InterruptedIOException;

/** Runs a command so that what goes wrong in it becomes words for its error output and a status. */
final class Guard {
    /** Of a command whose output nobody takes any more, as SIGPIPE has it. */
    private static final int SIGPIPE_STATUS = 141;

    private Guard() {}

    static int run(Command command, Call call) throws IOException, InterruptedException {
        try {
            return command.run(call);
        } catch (Command.CommandFault e) {
            call.stdio().complain(call.name() + ": " + e.getMessage());
            return e.status();
        } catch (InterruptedIOException e) {
            throw new InterruptedException("killed");
        } catch (Shell.Exit e) {
            throw e;
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("killed");
            }
            try {
                call.stdio().complain(call.name() + ": " + Failures.text(e));
            } catch (IOException broken) {
                return SIGPIPE_STATUS;
            }
            return 1;
        }
    }
}
