package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.FlashWire;
import dev.roadrig.ports.Files;
import dev.roadrig.ports.Flasher;
import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.flash.CardFlasher;
import dev.roadrig.wires.flash.CommandFlasher;
import dev.roadrig.wires.flash.FastbootFlasher;
import dev.roadrig.wires.flash.UpdaterFlasher;
import java.nio.file.Path;

/** Makes whatever flashes a board. */
final class Flashers {
    private Flashers() {}

    static Flasher of(FlashWire wire, LiveBoard board, Ticker ticker) {
        return wire instanceof FlashWire.OnBoard updater
                ? onBoard(
                        board.rack().name(),
                        updater,
                        (line, deadline) -> board.shell().run(line, deadline),
                        new LateFiles(board),
                        ticker)
                : onHost(board.rack().name(), wire, ticker);
    }

    /** One whose tool runs on the board. */
    static Flasher onBoard(String name, FlashWire.OnBoard wire, Shell shell, Files files, Ticker ticker) {
        return new UpdaterFlasher(name, shell, files, wire.updater(), ticker);
    }

    /** One whose tool runs on this host. */
    static Flasher onHost(String name, FlashWire wire, Ticker ticker) {
        if (wire instanceof FlashWire.Tool tool) {
            return new CommandFlasher(name, tool.words(), ticker);
        }
        if (wire instanceof FlashWire.Fastboot fastboot) {
            return new FastbootFlasher(name, fastboot.device(), ticker);
        }
        return new CardFlasher(name, ((FlashWire.Mux) wire).card(), ticker);
    }

    /** The board's files by the connection that it has when they are wanted. */
    private record LateFiles(LiveBoard board) implements Files {
        @Override
        public void put(Path local, String remote, Deadline deadline) throws RunFault, InterruptedException {
            board.control().files().put(local, remote, deadline);
        }

        @Override
        public void get(String remote, Path local, Deadline deadline) throws RunFault, InterruptedException {
            board.control().files().get(remote, local, deadline);
        }
    }
}
