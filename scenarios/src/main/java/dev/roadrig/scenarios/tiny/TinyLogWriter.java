package dev.roadrig.scenarios.tiny;

import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Ticker;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes a session's {@value #FILE} in the form of MLPerf Tiny's runner, so that what reads its logs reads ours. */
public final class TinyLogWriter implements AutoCloseable {
    public static final String FILE = "log.txt";

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path file;
    private final Ticker ticker;
    private final BufferedWriter out;
    private final String id;

    private TinyLogWriter(Path file, Ticker ticker, BufferedWriter out) {
        this.file = file;
        this.ticker = ticker;
        this.out = out;
        id = ID.format(ticker.utcAnchor().plusNanos(ticker.nanos()));
    }

    /**
     * Begins a log in a folder, which is made where it is not there.
     *
     * @throws RigFault {@code disk.write} also when there is a log already
     */
    public static TinyLogWriter begin(Path folder, boolean multi, Ticker ticker) throws RigFault {
        Path file = folder.resolve(FILE);
        try {
            Files.createDirectories(folder);
            var writer = new TinyLogWriter(
                    file,
                    ticker,
                    Files.newBufferedWriter(file, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE_NEW));
            writer.runner("session", "m-session-start-id[" + writer.id + "]");
            writer.runner("parser", "m-bmark-run-name[Roadrig, not the official runner]-code[roadrig]");
            writer.runner("parser", "m-bm-cfg-name[roadrig]-key[runMode]-val[" + (multi ? "multi" : "bmark") + "]");
            return writer;
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /** A line of a part of the runner's, now. */
    public void runner(String source, String text) throws RigFault {
        line(ticker.nanos(), source, text);
    }

    /**
     * A line of the board's.
     *
     * @param nanos when it came, on the ticker's timeline
     */
    public void board(long nanos, String text) throws RigFault {
        line(nanos, "dut", text);
    }

    private void line(long nanos, String source, String text) throws RigFault {
        try {
            String seconds = String.format(Locale.ROOT, "%09.3f", nanos / 1e9);
            out.write(seconds + " " + source + ": " + text.replaceAll("\\p{Cntrl}", "?") + "\n");
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    /** Ends a session that is whole. */
    public void end() throws RigFault {
        runner("session", "m-session-stop-id[" + id + "]");
        try {
            out.flush();
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }

    private static RigFault unwritten(Path file, IOException e) {
        return new RigFault(
                "disk.write",
                "%s could not be written: %s. Choose another folder.".formatted(file, FileTrouble.why(e)));
    }

    /** Closes the file, also of a session that is not whole; what was heard stays. */
    @Override
    public void close() throws RigFault {
        try {
            out.close();
        } catch (IOException e) {
            throw unwritten(file, e);
        }
    }
}
