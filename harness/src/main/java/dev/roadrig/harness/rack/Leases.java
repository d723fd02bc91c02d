package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.time.Instant;

/** This host's one folder of leases. */
public final class Leases {
    private Leases() {}

    /**
     * The folder: {@code -Droadrig.leases}, else one in the user's home that every process of the user shares.
     */
    public static Path folder() {
        String told = System.getProperty("roadrig.leases", "");
        return told.isBlank() ? Path.of(System.getProperty("user.home"), ".roadrig", "leases") : Path.of(told);
    }

    /**
     * Takes the lease of a board. A board that a process stands for is a new one each time and shared with nobody, so
     * its lease is the process's own.
     *
     * @throws RigFault {@code lease.taken}
     */
    public static Lease take(RackBoard board) throws RigFault {
        long pid = ProcessHandle.current().pid();
        return Lease.take(folder(), identity(board), "pid " + pid, Instant.now());
    }

    /** What the lease of a board is about: two boards with one identity are one and the same. */
    public static String identity(RackBoard board) {
        if (board.process().isPresent()) {
            return board.name() + "." + ProcessHandle.current().pid();
        }
        return board.console().map(RackBoard.SerialWire::device).orElse(board.name());
    }
}
