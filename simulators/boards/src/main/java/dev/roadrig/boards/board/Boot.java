package dev.roadrig.boards.board;

import dev.roadrig.boards.board.BootScript.Speaker;
import dev.roadrig.boards.firmware.Firmware;
import dev.roadrig.boards.soc.Stage;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A board's boot from its reset to its login, or to where its firmware or a fault has it get stuck. */
final class Boot {
    private final EmulatedBoard board;
    private final Ticker ticker;
    private final BooleanSupplier cut;
    private String refusal = "";

    /** @param cut whether something has come that ends a boot in its middle */
    Boot(EmulatedBoard board, Ticker ticker, BooleanSupplier cut) {
        this.board = board;
        this.ticker = ticker;
        this.cut = cut;
    }

    /**
     * Boots, and returns when the board is up, is stuck, or has been cut.
     *
     * @param cause of the reset, as the boot loader says it
     * @param wasShutDown whether the board was shut down in order since it got its supply
     */
    void run(String cause, boolean wasShutDown) throws IOException, InterruptedException {
        Optional<Firmware> found = firmware();
        board.software().begin(found.orElse(BootedBoard.FACTORY));
        board.soc().begin(Stage.BOOT, ticker.nanos());
        long weight = board.options().bootTime().toNanos() / BootScript.totalWeight();
        long due = ticker.nanos();
        for (int i = 0; i < BootScript.LINES.size(); i++) {
            BootScript.Line line = BootScript.LINES.get(i);
            due += line.weight() * weight;
            if (ticker.await(cut, new Deadline(due)) || isStuck(i, found, wasShutDown)) {
                return;
            }
            say(line.speaker(), line.text().replace("%s", cause));
        }
        board.soc().end(Stage.BOOT, ticker.nanos());
        board.software().finishBoot();
    }

    /** Whether the boot goes no further than to before a line; if so the last words are said. */
    private boolean isStuck(int line, Optional<Firmware> found, boolean wasShutDown) throws InterruptedException {
        if (line == BootScript.LINES_WITHOUT_KERNEL && found.isEmpty()) {
            say(Speaker.BOOTLOADER, refusal + "\r\nERROR: can't get kernel image!\r\n=> ");
            return true;
        }
        if (line != BootScript.LINES_WITHOUT_ROOT) {
            return false;
        }
        if (!found.map(Firmware::boots).orElse(false)) {
            say(Speaker.KERNEL, "VFS: Cannot open root device \"mmcblk0p2\": error -6");
            say(Speaker.KERNEL, "Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(179,2)");
            return true;
        }
        boolean hangs = board.options().has("never-boots")
                || (wasShutDown && board.options().has("ignition-hang"));
        if (hangs) {
            say(Speaker.KERNEL, "mmc0: error -110 whilst initialising SD card");
            say(Speaker.KERNEL, "Waiting for root device /dev/mmcblk0p2...");
        }
        return hangs;
    }

    /** A bootloader polls its port: it goes on when its words have left, so no kernel's line comes before their end. */
    private void say(Speaker speaker, String text) throws InterruptedException {
        board.software().say(speaker, text);
        if (speaker == Speaker.BOOTLOADER) {
            boolean unused = ticker.await(() -> board.software().uart().idle() || cut.getAsBoolean(), Deadline.NEVER);
        }
    }

    /** What is on the card, or else what the bootloader says of it. */
    private Optional<Firmware> firmware() {
        try {
            return Optional.of(board.card().read());
        } catch (IOException e) {
            refusal = String.valueOf(e.getMessage());
            return Optional.empty();
        }
    }
}
