package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.FlashWire;
import dev.roadrig.ports.Files;
import dev.roadrig.ports.Flasher;
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
        String name = board.rack().name();
        if (wire instanceof FlashWire.Tool tool) {
            return new CommandFlasher(name, tool.words(), ticker);
        }
        if (wire instanceof FlashWire.Fastboot fastboot) {
            return new FastbootFlasher(name, fastboot.device(), ticker);
        }
        if (wire instanceof FlashWire.Mux mux) {
            return new CardFlasher(name, mux.card(), ticker);
        }
        var updater = ((FlashWire.OnBoard) wire).updater();
        return new UpdaterFlasher(
                name, (line, deadline) -> board.shell().run(line, deadline), new LateFiles(board), updater, ticker);
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
