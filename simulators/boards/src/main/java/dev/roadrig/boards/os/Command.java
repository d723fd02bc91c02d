package dev.roadrig.boards.os;

import java.io.IOException;

/** A program or a shell built-in of a board. */
@FunctionalInterface
public interface Command {

    /**
     * Runs it.
     *
     * @return its exit status, 0 to 255
     * @throws CommandFault when it fails with a message; the shell prints it behind the command's name
     * @throws IOException as a failure of status 1, or of its output: a broken pipe
     * @throws InterruptedException when its process was killed
     */
    int run(Call call) throws IOException, InterruptedException;

    /** A failure with a message for standard error and a status. */
    final class CommandFault extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        public CommandFault(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}
