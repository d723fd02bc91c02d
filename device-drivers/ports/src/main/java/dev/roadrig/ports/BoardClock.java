package dev.roadrig.ports;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.ClockExchange;
import dev.roadrig.scenarios.time.Deadline;

/** Reads a board's clock in raw four-stamp exchanges. */
public interface BoardClock {

    /** One exchange: t1 and t4 on the ticker's timeline, t2 and t3 on the board's clock. */
    ClockExchange exchange(Deadline deadline) throws RunFault, InterruptedException;
}
