package dev.roadrig.boards.board;

import dev.roadrig.boards.firmware.BoardCard;
import dev.roadrig.boards.os.BoardFiles;
import dev.roadrig.boards.pty.Pty;
import dev.roadrig.boards.soc.Crystal;
import dev.roadrig.boards.soc.SocModel;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What of a board is there without power and outlasts every boot.
 *
 * @param folder holds all its files
 * @param files its root file system
 * @param pty its console's far end
 */
record BoardBody(
        BoardOptions options,
        Ticker ticker,
        Path folder,
        BoardFiles files,
        BoardCard card,
        Crystal crystal,
        SocModel soc,
        Login login,
        Pty pty)
        implements AutoCloseable {
    /** Makes one afresh, in a temporary folder. */
    static BoardBody make(BoardOptions options) throws IOException {
        var ticker = new RealTicker(options.name());
        Path folder = Files.createTempDirectory("roadrig-" + options.name() + "-");
        var files = new BoardFiles(Files.createDirectory(folder.resolve("root")));
        BoardCard card = BoardCard.make(folder, BootedBoard.FACTORY);
        var soc = new SocModel(options.profile(), ticker.nanos());
        soc.power(false, ticker.nanos());
        Login login = Login.fresh(folder);
        return new BoardBody(
                options, ticker, folder, files, card, Crystal.seeded(options.seed()), soc, login, Pty.open());
    }

    /** Takes everything away but the pty, which goes with its UART. */
    @Override
    public void close() throws IOException {
        ticker.close();
        files.close();
        login.close();
        card.delete();
        Files.deleteIfExists(folder);
    }
}
