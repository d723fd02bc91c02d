package dev.roadrig.ports;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;

/** Runs commands on a board, over SSH or on its console. */
public interface Shell {

    /**
     * Runs one command line in the board's shell and waits for its end.
     *
     * @throws RunFault when there is no answer by the deadline or the connection is lost; a non-zero exit code is a
     *     result and not a fault
     */
    Result run(String commandLine, Deadline deadline) throws RunFault, InterruptedException;

    /** Says that an answer was not what was asked: the next command first makes sure that the shell takes a line. */
    default void doubt() {}

    /** How many characters one command line may have; more is a programming error. */
    default int longestLine() {
        return Integer.MAX_VALUE;
    }

    /**
     * What a command did.
     *
     * @param exitCode 0 to 255
     * @param out standard output; a console's is in ISO 8859-1 where its bytes are no UTF-8, so that none is lost
     * @param err standard error; empty where the wire has one stream only
     */
    record Result(int exitCode, String out, String err) {
        public boolean ok() {
            return exitCode == 0;
        }
    }
}
