package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.FirmwareWire;
import dev.roadrig.harness.rack.FlashWire;
import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.ports.Flasher;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.BoardFault;
import dev.roadrig.scenarios.fault.Culprit;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.wires.console.BootWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Another firmware on a board, and whose failure it is when the board does not come up with it. An image is blamed only once
 * the known-good one has been put back and boots; where that does not boot either, the board is bad, and nobody knows what the
 * image is worth.
 */
final class FirmwareChange {
    private static final String VERSION = "firmware.version";
    private static final Duration ASK = Duration.ofSeconds(10);

    private final Rig rig;
    private final LiveBoard board;
    private final FirmwareWire wire;
    private final FirmwareStart start;

    FirmwareChange(Rig rig, LiveBoard board) {
        this.rig = rig;
        this.board = board;
        this.wire = FirmwareOrder.wire(board.rack());
        this.start = new FirmwareStart(rig, board);
    }

    /**
     * Flashes a board whose wires are open, boots it, and reads back the version that it states. An interrupt after which
     * nobody knows what a board that outlives it boots has that suppressed in it, as {@code flash.interrupted}.
     *
     * @throws RunFault {@code firmware.no-boot} as the board's; {@code firmware.version} and {@code board.bad} as the rig's; as
     *     {@link Flasher#flash}
     */
    void bringUp(FirmwareOrder order) throws RunFault, InterruptedException {
        Flasher flasher = Flashers.of(wire.flash(), board, rig.ticker());
        try {
            bringUp(order, flasher);
        } catch (InterruptedException e) {
            if (flasher.touched() && board.rack().process().isEmpty()) {
                e.addSuppressed(new RigFault(
                        "flash.interrupted",
                        "%s was interrupted in the middle of being flashed with %s, and nobody knows what it boots now. Flash it again."
                                .formatted(board.rack().name(), order.words())));
            }
            throw e;
        }
    }

    private void bringUp(FirmwareOrder order, Flasher flasher) throws RunFault, InterruptedException {
        try {
            start.write(order.image(), wire.flash(), flasher, wire.deadline());
        } catch (RunFault e) {
            throw unwritten(order, e, flasher.touched());
        }
        try {
            start.boot(flasher);
        } catch (RunFault e) {
            throw e.culprit() == Culprit.RIG ? e : noBoot(order, e);
        }
        verify(order);
    }

    /**
     * Asks a board that has booted which version it is of.
     *
     * @throws RunFault {@code firmware.version} as the rig's when it is another than the one ordered, or none
     */
    void verify(FirmwareOrder order) throws RunFault, InterruptedException {
        String stated = requireStated(order.words(), order.states());
        rig.phase("firmware", order.words() + ": the board states " + stated);
    }

    private String requireStated(String image, String states) throws RunFault, InterruptedException {
        Shell.Result said = board.shell().run(wire.version(), rig.ticker().in(ASK));
        Optional<String> stated = wire.stated(said.out());
        if (!stated.equals(Optional.of(states))) {
            throw new RigFault(
                    VERSION,
                    "%s does not run what it was flashed with: with %s it should state %s, and %s. Was the image written where it boots from, and is it the one that its name says?"
                            .formatted(
                                    board.rack().name(),
                                    image,
                                    states,
                                    stated.map(version -> "it states " + version)
                                            .orElse("`" + wire.version() + "` prints no version")),
                    new Evidence("`" + wire.version() + "` on the board", said.out() + said.err()));
        }
        return states;
    }

    /** A flash that failed: a board that may be torn is put right, and the fault stays the first one. */
    private RunFault unwritten(FirmwareOrder order, RunFault written, boolean touched) throws InterruptedException {
        try {
            RunFault first = new Diagnosis(rig, Optional.of(board)).of(written);
            return putRight(order, withLater(first, LaterFaults.of(written)), touched);
        } catch (InterruptedException e) {
            // Else a card that was not given back would be told by nobody.
            e.addSuppressed(written);
            List.of(written.getSuppressed()).forEach(e::addSuppressed);
            throw e;
        }
    }

    private RunFault putRight(FirmwareOrder order, RunFault fault, boolean touched) throws InterruptedException {
        RunFault first =
                told(fault, order.words() + " did not get onto " + board.rack().name() + ": " + fault.getMessage());
        if (!touched) {
            return with(first, "The board still has what it had.");
        }
        if (wire.knownGood().isEmpty()) {
            return with(first, "Nobody knows what the board boots now, and its rack file names no known-good image.");
        }
        Optional<RunFault> worse = restore();
        return worse.isEmpty() ? with(first, restored()) : unrestored(order, first, worse.get());
    }

    private RunFault noBoot(FirmwareOrder order, RunFault first) throws InterruptedException {
        if (wire.knownGood().isEmpty()) {
            return with(
                    first,
                    "It had just been flashed with " + order.words()
                            + "; its rack file names no known-good image to try it with.");
        }
        if (way() instanceof FlashWire.OnBoard) {
            return with(
                    first,
                    "It had booted until it was flashed with " + order.words()
                            + ", and a board that does not boot runs no updater: write `firmware: rescue:`, by which the"
                            + " known-good image gets back onto it.");
        }
        rig.phase("flash", order.words() + " does not boot; the known-good image is put back");
        Optional<RunFault> worse = restore();
        return worse.isEmpty()
                ? new BoardFault(
                        "firmware.no-boot",
                        order.words() + " does not boot on " + board.rack().name() + ". " + restored() + " ("
                                + first.getMessage() + ")",
                        first.evidence())
                : unrestored(order, first, worse.get());
    }

    private String restored() {
        FirmwareWire.KnownGood good = wire.knownGood().orElseThrow();
        return "The known-good " + good.file().getFileName() + " was put back, boots and states " + good.states()
                + ": the board is well.";
    }

    private FlashWire way() {
        return wire.rescue().orElse(wire.flash());
    }

    /** Puts the known-good image back; gives why that failed. */
    private Optional<RunFault> restore() throws InterruptedException {
        FirmwareWire.KnownGood good = wire.knownGood().orElseThrow();
        rig.faults().mute(true);
        board.watch().ifPresent(BootWatch::forgive);
        clearSupply();
        FlashWire way = way();
        Flasher flasher = Flashers.of(way, board, rig.ticker());
        try {
            FirmwareImage image = FirmwareImage.of(good.file());
            rewrite(image, way, flasher);
            start.boot(flasher);
            String stated = requireStated(image.name(), good.states());
            rig.phase("firmware", "the known-good " + image.name() + ": the board states " + stated);
            return Optional.empty();
        } catch (RunFault e) {
            return Optional.of(withLater(e, LaterFaults.of(e)));
        } catch (BadInput e) {
            // The first fault must not be lost behind a file that is not there.
            return Optional.of(new RigFault("flash.known-good", String.valueOf(e.getMessage())));
        }
    }

    /** Whoever fails in it, a board that was not given its known-good image was not tried with it. */
    private void rewrite(FirmwareImage image, FlashWire way, Flasher flasher) throws RunFault, InterruptedException {
        try {
            start.write(image, way, flasher, wire.deadline());
        } catch (RunFault e) {
            if (e.culprit() == Culprit.RIG) {
                throw e;
            }
            RunFault told = withLater(e, LaterFaults.of(e));
            throw new RigFault("flash.known-good", String.valueOf(told.getMessage()), told.evidence());
        }
    }

    /** A supply that tripped tells so once more when it is told something; after that it is as any other. */
    private void clearSupply() throws InterruptedException {
        try {
            if (board.supply().isPresent()) {
                boolean unused = board.supply().get().isOn(rig.ticker().in(ASK));
                board.supply().get().set(false, rig.ticker().in(ASK));
            }
        } catch (RunFault told) {
            // Whether it can be switched is seen when the board is brought up.
        }
    }

    private RunFault unrestored(FirmwareOrder order, RunFault first, RunFault second) {
        FirmwareWire.KnownGood good = wire.knownGood().orElseThrow();
        if (second.culprit() == Culprit.RIG && !second.code().equals(VERSION)) {
            // The board was never tried with it, and so nothing is known of the board or of the image.
            String message =
                    "The known-good " + good.file().getFileName() + " could not be put back: " + second.getMessage();
            return first.culprit() == Culprit.RIG
                    ? with(first, message)
                    : new RigFault(second.code(), first.getMessage() + " " + message, both(first, second));
        }
        return new RigFault(
                "board.bad",
                "%s is bad: it does not come up with the known-good %s either, so that nothing is known of %s. Take it out of the rack. With the new image: %s With the known-good one: %s"
                        .formatted(
                                board.rack().name(),
                                good.file().getFileName(),
                                order.words(),
                                first.getMessage(),
                                second.getMessage()),
                both(first, second));
    }

    private static List<Evidence> both(RunFault first, RunFault second) {
        List<Evidence> evidence = new ArrayList<>(first.evidence());
        evidence.addAll(second.evidence());
        return evidence;
    }

    private static RunFault with(RunFault fault, String words) {
        return told(fault, fault.getMessage() + " " + words);
    }

    /** What came after it would be lost with the first fault's own words, in which it is suppressed. */
    private static RunFault withLater(RunFault first, List<String> later) {
        return later.isEmpty() ? first : with(first, "And then: " + String.join(" ", later));
    }

    /** The same fault in other words. */
    private static RunFault told(RunFault fault, String message) {
        return switch (fault.culprit()) {
            case RIG -> new RigFault(fault.code(), message, fault.evidence());
            case BOARD -> new BoardFault(fault.code(), message, fault.evidence());
            case UNKNOWN -> new UnknownFault(fault.code(), message, fault.evidence());
        };
    }
}
