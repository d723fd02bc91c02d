package dev.roadrig.ports;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.Optional;

/** Puts firmware on a board. */
public interface Flasher {

    /** In which state the board must be for it. */
    enum Need {
        OFF,
        ON,
        BOOTED
    }

    Need needs();

    /**
     * Writes an image from which the board boots the next time.
     *
     * @throws RunFault the rig's where the tool, the medium or the room is missing; unknown where nothing shows whose failure
     *     it was
     */
    void flash(FirmwareImage image, Deadline deadline) throws RunFault, InterruptedException;

    /**
     * Looks whether its tool is there, and writes nothing.
     *
     * @return what was found, for people; empty where nobody can tell before it is used
     * @throws RunFault {@code flash.no-tool} as the rig's; as the board's shell where the tool is on the board
     */
    Optional<String> look(Deadline deadline) throws RunFault, InterruptedException;

    /** Whether the last {@link #flash} may have changed what the board boots from, also one that failed. */
    boolean touched();

    /** Has the board boot, where it has no switch for its power; nothing where the tool does so by itself. */
    default void reboot(Deadline deadline) throws RunFault, InterruptedException {}
}
