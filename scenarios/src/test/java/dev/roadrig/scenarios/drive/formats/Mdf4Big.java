package dev.roadrig.scenarios.drive.formats;

import java.nio.file.Path;

/** Imports a file, in a JVM of its own whose memory a test sets. */
final class Mdf4Big {
    private Mdf4Big() {}

    /** Arguments: what to import, and what to make. */
    public static void main(String[] args) throws Exception {
        DriveImport made = DriveImport.of(Path.of(args[0]), Path.of(args[1]));
        System.out.println(made.made().channels().stream()
                .mapToLong(channel -> channel.messages())
                .sum());
    }
}
