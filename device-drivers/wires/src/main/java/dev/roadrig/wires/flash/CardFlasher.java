package dev.roadrig.wires.flash;

import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.ports.Flasher;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Flashes an SD card or USB stick that a multiplexer switches between this host and the board, which is off meanwhile. What
 * was written is read back, and the card goes to the board again whatever happened.
 */
public final class CardFlasher implements Flasher {
    private static final int MOST_TRIES = 3;

    private final String board;
    private final Card card;
    private final FlashProgram tool;
    private final Ticker ticker;
    private final HostDisks disks;
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
        this(board, card, ticker, HostDisks.HERE);
    }

    CardFlasher(String board, Card card, Ticker ticker, HostDisks disks) {
        this.disks = disks;
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
     * What went wrong in giving the card back after a first fault or an interrupt is suppressed in that, as
     * {@code flash.not-given-back}.
     *
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
        } catch (RunFault | InterruptedException | RuntimeException e) {
            giveBack(e);
            throw e;
        }
        try {
            String unused = tool.run(card.toBoard(), giving(deadline));
        } catch (InterruptedException e) {
            giveBack(e);
            throw e;
        }
    }

    /** However late it is: a card that stays on this host is worse. */
    private Deadline giving(Deadline deadline) {
        Deadline least = ticker.in(CardWriter.SWITCHING);
        return deadline.atNanos() > least.atNanos() ? deadline : least;
    }

    /** An interrupt ends the program that switches in the middle of that, so that it is run again. */
    private void giveBack(Exception first) {
        int interrupts = 0;
        while (interrupts < MOST_TRIES) {
            try {
                String unused = tool.run(card.toBoard(), ticker.in(CardWriter.SWITCHING));
                break;
            } catch (InterruptedException e) {
                interrupts++;
            } catch (RunFault e) {
                first.addSuppressed(notGivenBack(String.valueOf(e.getMessage())));
                break;
            }
        }
        if (interrupts == MOST_TRIES) {
            first.addSuppressed(notGivenBack("it was interrupted " + MOST_TRIES + " times."));
        }
        if (interrupts > 0) {
            Thread.currentThread().interrupt();
        }
    }

    private RigFault notGivenBack(String why) {
        return new RigFault(
                "flash.not-given-back",
                "The card of %s was not given back, and may be with this host: %s Switch it over by hand: `%s`."
                        .formatted(board, why, String.join(" ", card.toBoard())));
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
        } catch (ClosedByInterruptException e) {
            // The interrupt stands, and would end the program that gives the card back.
            throw interrupted(e);
        } catch (IOException e) {
            throw new RigFault(
                    "flash.unwritten",
                    "The card of %s at %s cannot be written: %s. Check the card, its lock, and this user's rights."
                            .formatted(board, device, FileTrouble.why(e)));
        }
    }

    private static InterruptedException interrupted(IOException e) {
        boolean unused = Thread.interrupted();
        var interrupted = new InterruptedException("while a card was written");
        interrupted.initCause(e);
        return interrupted;
    }

    private void requireFree(Path device) throws IOException, RigFault {
        Optional<String> use = disks.use(device);
        if (use.isPresent()) {
            throw new RigFault(
                    "flash.mounted",
                    "%s, which should be the card of %s, is %s. Is it the card at all? Take it out of that first."
                            .formatted(device, board, use.get()));
        }
    }

    @Override
    public Optional<String> look(Deadline deadline) throws RunFault {
        Optional<String> toHost = tool.look(card.toHost());
        Optional<String> toBoard = tool.look(card.toBoard());
        if (toHost.isEmpty() || toBoard.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of((toHost.equals(toBoard) ? toHost.get() : toHost.get() + ", " + toBoard.get())
                + "; its card at " + card.device()
                + (Files.exists(card.device())
                        ? " is here now"
                        : " is not here, as it should not be until it is switched over"));
    }

    @Override
    public boolean touched() {
        return touched;
    }
}
