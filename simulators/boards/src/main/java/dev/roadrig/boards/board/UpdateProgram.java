package dev.roadrig.boards.board;

import dev.roadrig.boards.firmware.BoardCard;
import dev.roadrig.boards.firmware.Firmware;
import dev.roadrig.boards.os.Call;
import dev.roadrig.boards.os.Command;
import dev.roadrig.boards.os.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * {@code dashcam-update IMAGE} on an emulated board: checks an image and writes it onto the card that the board boots from, in
 * place, in half a second. Cut in between, it leaves a card that does not boot.
 */
final class UpdateProgram implements Command {
    private static final int PIECES = 10;
    private static final long PIECE_NANOS = 50_000_000;

    private final BoardCard card;
    private final BooleanSupplier cutAtHalf;

    /** @param cutAtHalf asked when half of an image is written: whether no more of it is, since the supply goes */
    UpdateProgram(BoardCard card, BooleanSupplier cutAtHalf) {
        this.card = card;
        this.cutAtHalf = cutAtHalf;
    }

    @Override
    public int run(Call call) throws IOException, InterruptedException {
        if (call.arguments().size() != 1) {
            throw new CommandFault(2, "usage: dashcam-update IMAGE");
        }
        Path file = call.host(call.arguments().get(0));
        if (!Files.isRegularFile(file)) {
            throw new CommandFault(1, "error: cannot open " + call.arguments().get(0));
        }
        Firmware firmware;
        try {
            firmware = Firmware.read(file);
        } catch (IOException e) {
            throw new CommandFault(1, "error: image invalid, nothing written: " + e.getMessage());
        }
        call.print("installing " + firmware.version() + "\n");
        write(call, firmware.image());
        call.print("installed " + firmware.version() + ", reboot to start it\n");
        return 0;
    }

    private void write(Call call, byte[] image) throws IOException, InterruptedException {
        SystemClock clock = call.system().clock();
        for (int i = 0; i < PIECES; i++) {
            if (call.process().signal() != 0) {
                throw new InterruptedException("killed");
            }
            int from = (int) ((long) image.length * i / PIECES);
            card.write(image, from, (int) ((long) image.length * (i + 1) / PIECES) - from);
            boolean cut = i == PIECES / 2 && cutAtHalf.getAsBoolean();
            clock.waitUntil(
                    cut ? Long.MAX_VALUE : clock.nanos() + PIECE_NANOS,
                    () -> call.process().signal() != 0);
        }
    }
}
