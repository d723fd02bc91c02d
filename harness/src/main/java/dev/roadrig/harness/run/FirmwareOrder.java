package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.FirmwareWire;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Firmware that a board is to have.
 *
 * @param states the version that the board must state once it has booted it
 * @param there whether it was written before, so that the board is only asked for its version
 */
public record FirmwareOrder(FirmwareImage image, String states, boolean there) {

    /**
     * Orders an image for a board.
     *
     * @param states empty where the file's name tells, by {@code firmware: image:} of the rack file
     * @throws BadInput when the board cannot be flashed, the image cannot be read, or nobody says which version it holds
     */
    public static FirmwareOrder of(RackBoard board, Path file, Optional<String> states) {
        FirmwareWire wire = wire(board);
        FirmwareImage image = FirmwareImage.of(file);
        String version = states.or(() -> wire.named(file))
                .orElseThrow(() -> new BadInput("Nobody says which version " + board.name()
                        + " states once it has booted "
                        + file + ", and a flash that is not checked proves nothing. Say it with --states, or write"
                        + " `firmware: image:` in the rack file, which tells it from the file's name."));
        return new FirmwareOrder(image, version, false);
    }

    static FirmwareWire wire(RackBoard board) {
        return board.firmware()
                .orElseThrow(() -> new BadInput("Board " + board.name()
                        + " has no `firmware:` in its rack file, and nobody knows how it is flashed. Write it."));
    }

    /** The same once it is on the board. */
    FirmwareOrder afterwards() {
        return new FirmwareOrder(image, states, true);
    }

    /** The file's name and the beginning of its hash, for people. */
    String words() {
        return words(image);
    }

    static String words(FirmwareImage image) {
        return image.name() + " (SHA-256 " + image.sha256().substring(0, 12) + ")";
    }
}
