package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.FlashWire;
import dev.roadrig.ports.FirmwareImage;
import dev.roadrig.ports.Flasher;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.time.Duration;

/** Brings a live board into the state that a flasher needs, and has it boot what was flashed. */
final class FirmwareStart {
    private final Rig rig;
    private final LiveBoard board;

    FirmwareStart(Rig rig, LiveBoard board) {
        this.rig = rig;
        this.board = board;
    }

    /** @param allowed for the writing alone */
    void write(FirmwareImage image, FlashWire wire, Flasher flasher, Duration allowed)
            throws RunFault, InterruptedException {
        prepare(flasher.needs());
        rig.phase("flash", FirmwareOrder.words(image) + ", " + wire.text());
        long from = rig.ticker().nanos();
        board.expectConsoleLoss(Deadline.NEVER);
        flasher.flash(image, rig.ticker().in(allowed));
        rig.phase("flash", "written in %.1f s".formatted((rig.ticker().nanos() - from) / 1e9));
    }

    private void prepare(Flasher.Need need) throws RunFault, InterruptedException {
        if (need == Flasher.Need.BOOTED && !board.isConnected()) {
            board.boot();
        } else if (need == Flasher.Need.OFF) {
            cut(board.bootDeadline());
        } else if (need == Flasher.Need.ON && board.supply().isPresent()) {
            Deadline deadline = board.bootDeadline();
            if (!board.supply().get().isOn(deadline)) {
                board.switchOn(deadline);
            }
        }
    }

    /** Has the board boot, from off where it can be switched, up to a login and a connection. */
    void boot(Flasher flasher) throws RunFault, InterruptedException {
        Deadline deadline = board.bootDeadline();
        if (board.supply().isPresent()) {
            cut(deadline);
            board.switchOn(deadline);
        } else if (board.isConnected()) {
            BootName aside = BootName.aside(board, rig.ticker());
            new Reboot(board.rack().name(), board, aside, rig.ticker()).take(deadline);
            return;
        } else {
            board.expectBoot();
            flasher.reboot(deadline);
        }
        board.awaitLogin(deadline);
        board.connect(deadline);
    }

    private void cut(Deadline deadline) throws RunFault, InterruptedException {
        boolean connected = board.isConnected();
        if (connected) {
            board.expectLoss();
        }
        board.turnOff(deadline);
        if (connected) {
            board.disconnect();
        }
    }
}
