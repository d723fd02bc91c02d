package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.SecretMask;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.wires.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where the text of one tool's run is kept: {@code OUT/<UTC>-<tool>-<board>/} with command.txt, output.txt and result.json.
 *
 * @param folder that was made for it
 * @param mask takes the board's secrets out of what is kept
 */
record ToolEvidence(Path folder, SecretMask mask) {
    static final String COMMAND = "command.txt";
    static final String OUTPUT = "output.txt";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * Makes the folder.
     *
     * @throws BadInput where it cannot be made, or is there already
     */
    static ToolEvidence make(Path out, Instant now, Tool tool, String board, SecretMask mask) {
        String name = STAMP.format(now) + "-" + tool.id() + "-" + board.replaceAll("[^A-Za-z0-9._-]+", "-");
        try {
            Files.createDirectories(out);
            return new ToolEvidence(Files.createDirectory(out.resolve(name)), mask);
        } catch (IOException e) {
            throw new BadInput(
                    "Cannot make the folder " + out.resolve(name) + ": " + FileTrouble.why(e)
                            + ". Name another with --out.",
                    e);
        }
    }

    /** What came of a text before a fault: one piece as it is, several with headings. */
    static String unfinished(RunFault fault) {
        List<Evidence> seen = fault.evidence().stream()
                .filter(piece -> !piece.text().isBlank())
                .toList();
        return seen.size() == 1
                ? seen.get(0).text()
                : seen.stream()
                        .map(piece -> "-- " + piece.title() + "\n" + piece.text() + "\n")
                        .collect(Collectors.joining());
    }

    /** Writes one file of it and says where. */
    Path keep(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), mask.text(text));
        } catch (IOException e) {
            throw new BadInput(
                    "Cannot write " + folder.resolve(name) + ": " + FileTrouble.why(e)
                            + ". Name another folder with --out.",
                    e);
        }
    }
}
