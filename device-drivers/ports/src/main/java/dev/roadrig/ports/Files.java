package dev.roadrig.ports;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.nio.file.Path;

/** Puts files on a board and gets them from it. Paths on the board are absolute, with slashes. */
public interface Files {

    /** Writes a file under a temporary name, compares its SHA-256 on the board, and renames it; folders are made. */
    void put(Path local, String remote, Deadline deadline) throws RunFault, InterruptedException;

    /** Reads a file from the board. */
    void get(String remote, Path local, Deadline deadline) throws RunFault, InterruptedException;
}
