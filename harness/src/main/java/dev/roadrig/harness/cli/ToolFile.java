package dev.roadrig.harness.cli;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.catalog.ToolReaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file with a tool's text. */
final class ToolFile {
    /** A tool's text is some pages; a log of tegrastats for a day is 30 MB. */
    private static final long LARGEST = 64L << 20;

    private static final long LONGEST_COMMAND = 1 << 20;

    private ToolFile() {}

    /**
     * Reads one. Beside an output.txt that {@code tool run} kept lies the command line that it came of.
     *
     * @throws BadInput where it cannot be read or is no text of a tool, with the file's name
     */
    static ToolResult read(Path file, Optional<Tool> as) {
        try {
            if (Files.size(file) > LARGEST) {
                throw new BadInput(file + " is larger than 64 MiB. Give the part of it that the tool wrote.");
            }
            // Bytes that are no UTF-8 become question marks: names may hold them, figures do not.
            String raw = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            return ToolReaders.read(
                    dev.roadrig.wires.tool.ToolText.of(raw).cameOf(command(file)), as);
        } catch (NotUnderstood e) {
            throw new BadInput(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw FileTrouble.unread(file, e);
        }
    }

    private static Optional<String> command(Path file) throws IOException {
        Path beside = file.resolveSibling(ToolEvidence.COMMAND);
        boolean kept = file.endsWith(ToolEvidence.OUTPUT) && Files.isRegularFile(beside) && Files.size(beside) <= LONGEST_COMMAND;
        return kept
                ? Optional.of(new String(Files.readAllBytes(beside), StandardCharsets.UTF_8))
                : Optional.empty();
    }
}
