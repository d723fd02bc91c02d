package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.List;

/** Knows one form of recording, and writes it as a drive in one file; streams, whatever the size. */
public interface DriveImporter {
    /** What a user calls it to insist on it, one word. */
    String name();

    /** What this form is called, in words. */
    String form();

    /** What it is recognised by, in words that follow "recognised by". */
    String mark();

    /** Whether a file or a folder looks like this form; reads no more than it must, and refuses nothing. */
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
     * @param notes what was found or mended, in words
     * @param dropped what the source holds and the drive does not, in words
     */
    record Account(String sourceSha256, String timeBase, List<String> notes, List<String> dropped) {
        public Account {
            notes = List.copyOf(notes);
            dropped = List.copyOf(dropped);
        }
    }
}
