package dev.roadrig.wires.flash;

import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.ports.Flasher;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Flashes an SD card or USB stick that a multiplexer switches between this host and the board, which is off meanwhile. What
 * was written is read back, and the card goes to the board again whatever happened.
 */
public final class CardFlasher implements Flasher {
    private final String board;
    private final Card card;
    private final FlashProgram tool;
    private final Ticker ticker;
    private static final Path BLOCKS = Path.of("/sys/class/block");

    private final Path mounts;
    private boolean touched;

    /**
     * The card and what switches it.
     *
     * @param toHost a program of this host and its arguments
     * @param toBoard the same
     * @param device the card on this host, such as {@code /dev/disk/by-id/usb-Generic_SD_...-0:0}
     */
    public record Card(List<String> toHost, List<String> toBoard, Path device) {
        public Card {
            toHost = List.copyOf(toHost);
            toBoard = List.copyOf(toBoard);
        }
    }

    public CardFlasher(String board, Card card, Ticker ticker) {
        this(board, card, ticker, Path.of("/proc/self/mounts"));
    }

    CardFlasher(String board, Card card, Ticker ticker, Path mounts) {
        this.mounts = mounts;
        this.board = board;
        this.card = card;
        this.ticker = ticker;
        tool = new FlashProgram(board, ticker);
    }

    @Override
    public Need needs() {
        return Need.OFF;
    }

    /**
     * @throws RunFault as the rig's: {@code flash.no-card} when it does not come to this host, {@code flash.mounted},
     *     {@code flash.no-space}, {@code flash.late}, {@code flash.unwritten}, and {@code flash.damaged} when what is read back
     *     is something else; as {@link FlashProgram#run} for the switching
     */
    @Override
    public void flash(FirmwareImage image, Deadline deadline) throws RunFault, InterruptedException {
        touched = false;
        try {
            String unused = tool.run(card.toHost(), deadline);
            write(image, deadline);
        } catch (RunFault | InterruptedException e) {
            giveBack(e);
            throw e;
        }
        String unused = tool.run(card.toBoard(), deadline);
    }

    private void giveBack(Exception first) throws InterruptedException {
        try {
            String unused = tool.run(card.toBoard(), ticker.in(CardWriter.SWITCHING));
        } catch (RunFault e) {
            first.addSuppressed(e);
        }
    }

    private void write(FirmwareImage image, Deadline deadline) throws RigFault, InterruptedException {
        Path device = card.device();
        if (!ticker.await(() -> Files.exists(device), deadline.or(ticker.in(CardWriter.SWITCHING)))) {
            throw new RigFault(
                    "flash.no-card",
                    "The card of %s did not come to this host: there is no %s. Check the card, and what `to-host:` does."
                            .formatted(board, device));
        }
        try {
            requireFree(device.toRealPath());
            var writer = new CardWriter(device, ticker);
            long room = writer.room();
            if (room < image.bytes()) {
                throw new RigFault(
                        "flash.no-space",
                        "%s does not fit onto the card of %s: %,d bytes onto %,d."
                                .formatted(image.name(), board, image.bytes(), room));
            }
            touched = true;
            writer.write(image, deadline);
            String read = writer.read(image.bytes(), deadline);
            if (!read.equals(image.sha256())) {
                throw new RigFault(
                        "flash.damaged",
                        "The card of %s does not hold what was written: SHA-256 %s was written, %s is read back. Change the card."
                                .formatted(board, image.sha256(), read));
            }
        } catch (IOException e) {
            throw new RigFault(
                    "flash.unwritten",
                    "The card of %s at %s cannot be written: %s. Check the card, its lock, and this user's rights."
                            .formatted(board, device, e));
        }
    }

    private void requireFree(Path device) throws IOException, RigFault {
        Pattern itOrAPart = Pattern.compile(Pattern.quote(device.toString()) + "(p?\\d+)?\\s.*");
        List<String> mounted = Stream.concat(Files.readAllLines(mounts).stream(), swaps())
                .filter(line -> itOrAPart.matcher(line).matches())
                .toList();
        if (!mounted.isEmpty()) {
            throw new RigFault(
                    "flash.mounted",
                    "%s, which should be the card of %s, is mounted on this host (%s). Is it the card at all? Unmount it first."
                            .formatted(device, board, mounted.get(0)));
        }
        if (isHeld(device)) {
            throw new RigFault(
                    "flash.mounted",
                    "%s, which should be the card of %s, is part of a volume, a RAID or an encrypted disk of this host. Is it the card at all? Take it out of that first."
                            .formatted(device, board));
        }
    }

    /** What is no mount, and is in use all the same. */
    private static Stream<String> swaps() throws IOException {
        Path swaps = Path.of("/proc/swaps");
        return Files.exists(swaps) ? Files.readAllLines(swaps).stream() : Stream.of();
    }

    /** Volumes, RAID and encryption that stand on a disk or on a part of it (Linux's sysfs). */
    private static boolean isHeld(Path device) throws IOException {
        Path block = BLOCKS.resolve(String.valueOf(device.getFileName()));
        if (!Files.isDirectory(block)) {
            return false;
        }
        try (Stream<Path> parts = Files.list(block)) {
            for (Path part : Stream.concat(Stream.of(block), parts).toList()) {
                Path holders = part.resolve("holders");
                if (Files.isDirectory(holders)) {
                    try (Stream<Path> each = Files.list(holders)) {
                        if (each.findAny().isPresent()) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    @Override
    public boolean touched() {
        return touched;
    }
}
