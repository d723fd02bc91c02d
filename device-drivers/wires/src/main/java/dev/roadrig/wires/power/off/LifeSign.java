package dev.roadrig.wires.power.off;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.Optional;

/** Something by which a board that lives gives itself away. */
public interface LifeSign {
    /** Whose silence is watched, for people, such as {@code its console}. */
    String what();

    /** Before the switch is told: finds out whether the board shows this sign while it has power. */
    default void meet() throws InterruptedException {}

    /**
     * Whether its absence says anything: a sign that the board did not show while it had power is absent all the same when the
     * board is on.
     */
    default boolean tells() {
        return true;
    }

    /**
     * The watching begins.
     *
     * @param provoke whether a board that lives may be provoked into an answer
     */
    void begin(boolean provoke, Deadline deadline) throws RunFault, InterruptedException;

    /**
     * The last that was seen since the watching began.
     *
     * @throws RunFault when it can be watched no longer
     */
    Optional<Seen> look(Deadline deadline) throws RunFault, InterruptedException;

    /**
     * A sign of life.
     *
     * @param nanos on the ticker's timeline
     * @param words what was seen, such as {@code its console said "login:"}
     */
    record Seen(long nanos, String words) {}
}
