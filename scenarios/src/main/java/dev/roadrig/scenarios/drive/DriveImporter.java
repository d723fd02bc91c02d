package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.List;

/** Knows one form of recording, and writes it as a drive in one file; streams, whatever the size. */
interface DriveImporter {
    /** What this form is called, in words. */
    String form();

    /** Whether a file or a folder looks like this form; reads no more than it must. */
    boolean knows(Path source);

    /**
     * Writes the whole recording. Throws {@link dev.roadrig.scenarios.fault.BadInput} where it is broken.
     *
     * @return what is to be told about it
     */
    Account write(Path source, DriveWriter writer) throws RigFault;

    /**
     * What an import tells.
     *
     * @param sourceSha256 of the source, as {@link Drive#sha256()} defines it
     * @param timeBase what the stamps count from, in words
     * @param dropped what the source holds and the drive does not, in words
     */
    record Account(String sourceSha256, String timeBase, List<String> dropped) {
        public Account {
            dropped = List.copyOf(dropped);
        }
    }
}
