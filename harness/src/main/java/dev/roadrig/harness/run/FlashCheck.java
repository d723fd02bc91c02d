package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.FirmwareWire;
import dev.roadrig.harness.rack.FlashWire;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.ports.Flasher;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.ssh.SshLink;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks whether a board could be flashed: whether the tool is there, on this host or on the board. Nothing is flashed. */
final class FlashCheck {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final RackBoard board;
    private final @Nullable SshLink link;
    private final Ticker ticker;

    /** @param link null where there is none, or where it did not open */
    FlashCheck(RackBoard board, @Nullable SshLink link, Ticker ticker) {
        this.board = board;
        this.link = link;
        this.ticker = ticker;
    }

    /** The rows of a board that has firmware. */
    void all(Trials trials) throws InterruptedException {
        if (board.firmware().isPresent()) {
            FirmwareWire firmware = board.firmware().get();
            trials.add(of("flash", firmware.flash()));
            if (firmware.rescue().isPresent()) {
                trials.add(of("rescue", firmware.rescue().get()));
            }
        }
    }

    private Finding of(String row, FlashWire wire) throws InterruptedException {
        SshLink open = link;
        if (wire instanceof FlashWire.OnBoard && open == null) {
            return Finding.unknown(
                    row, wire.text() + ": it goes over the shell, which does not work. Mend that first.");
        }
        try {
            Flasher flasher = wire instanceof FlashWire.OnBoard updater && open != null
                    ? Flashers.onBoard(board.name(), updater, open.shell(), open.files(), ticker)
                    : Flashers.onHost(board.name(), wire, ticker);
            Optional<String> found = flasher.look(ticker.in(ANSWER));
            return found.map(words -> Finding.ok(row, wire.text() + ": " + words))
                    .orElseGet(() -> Finding.unknown(
                            row,
                            wire.text() + ": whether that can be done shows when the board is flashed."
                                    + " Try `roadrig rack flash` with the image that it has."));
        } catch (RunFault | BadInput e) {
            return Finding.broken(row, String.valueOf(e.getMessage()));
        }
    }
}
