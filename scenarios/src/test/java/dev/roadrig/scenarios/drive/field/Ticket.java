package dev.roadrig.scenarios.drive.field;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The bundle of a support ticket in the making, and what is imported of it: both are in one folder. */
record Ticket(Path above) {
    /** The bundle itself, which is there from now on. */
    Path folder() throws IOException {
        return Files.createDirectories(above.resolve("ticket"));
    }

    Path resolve(String part) throws IOException {
        return folder().resolve(part);
    }

    FieldImport imported() throws Exception {
        return FieldImport.of(folder(), above.resolve("ticket.mcap"), Optional.empty());
    }

    static FieldPart part(FieldImport made, String kind) {
        return made.report().parts().stream()
                .filter(part -> part.kind().equals(kind))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("no " + kind + " in " + made.report().parts()));
    }

    /** Positions of 54 s at 20 m/s throughout, which no other clock can be told by. */
    void writePositions() throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append(SyntheticTicket.sentence(String.format(
                            Locale.ROOT,
                            "GPRMC,1200%05.2f,A,4916.45,N,12311.12,W,%.3f,90.0,191194,,,A",
                            i * 0.9,
                            20.0 * 3600 / 1852)))
                    .append('\n');
        }
        Files.writeString(resolve("gps.txt"), lines);
    }

    /** CAN frames of 0.6 s, none of which has the speed. */
    void writeBus() throws IOException {
        var lines = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            lines.append(String.format(Locale.ROOT, "(785246400.%06d) can0 0B4#%04X\n", i * 1_000, 2_000 + i % 40));
        }
        Files.writeString(resolve("bus.log"), lines);
    }
}
