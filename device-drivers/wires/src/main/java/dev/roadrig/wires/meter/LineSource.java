package dev.roadrig.wires.meter;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;

/** Where a meter's lines come from: a program on the board or on this host, or a port. */
public interface LineSource {

    /**
     * Begins; lines come until the handle is closed.
     *
     * @throws RunFault when it cannot even begin
     */
    AutoCloseable start(Hearing hearing, Deadline deadline) throws RunFault, InterruptedException;

    /** Hears lines; on a thread of the source, must not block. */
    interface Hearing {
        /** @param nanos when it came, on the timeline */
        void line(long nanos, String text);

        /** No more come, though nobody closed it. Not called where the way to it was lost and says so itself. */
        void ended(String why);

        /** No more are taken: what comes has no ends of lines. */
        void endless(String why);
    }
}
