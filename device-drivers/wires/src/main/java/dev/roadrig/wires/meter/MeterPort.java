package dev.roadrig.wires.meter;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.serial.SerialConsole;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The wire of an instrument: a serial port, or a TCP connection as {@code tcp://HOST:PORT}; bytes are stamped as they come. */
public final class MeterPort implements AutoCloseable {
    /** A standard rate; USB and TCP mind none. */
    private static final int BAUD = 115_200;

    private static final int MOST_EARLY = 64 * 1024;
    private static final Duration QUIET = Duration.ofMillis(60);

    private final MeterSetting setting;
    private final Ticker ticker;
    /** What came before anybody wanted it, such as a greeting. */
    private final ByteArrayOutputStream early = new ByteArrayOutputStream();

    private @Nullable Taker taker;
    private @Nullable Console console;
    private volatile long lastNanos;
    private volatile @Nullable RunFault lost;
    private volatile @Nullable MeterFeed told;

    /** Takes bytes with the time when they came, on the port's thread. */
    public interface Taker {
        void take(long nanos, byte[] bytes);
    }

    /** Opens a wire whose bytes go to a listener from the first one on. */
    public interface Wire {
        Console open(Console.Listener listener) throws RunFault, InterruptedException;
    }

    /** Makes a meter of an open port, which is the meter's from then on. */
    public interface Maker<M> {
        M on(MeterPort port) throws RunFault, InterruptedException;
    }

    private MeterPort(MeterSetting setting, Ticker ticker) {
        this.setting = setting;
        this.ticker = ticker;
        lastNanos = ticker.nanos();
    }

    /**
     * Opens the port at the setting's place and makes a meter of it; closes it again where that fails.
     *
     * @throws RunFault {@code meter.missing}, {@code meter.busy}, {@code meter.denied} and the like, and the maker's
     */
    public static <M> M open(MeterSetting setting, Ticker ticker, Maker<M> maker)
            throws RunFault, InterruptedException {
        String name = setting.board() + "-" + setting.meter();
        return open(
                setting, ticker, listener -> SerialConsole.open(setting.where(), BAUD, ticker, name, listener), maker);
    }

    /** As {@link #open(MeterSetting, Ticker, Maker)}, on a wire that is given. */
    public static <M> M open(MeterSetting setting, Ticker ticker, Wire wire, Maker<M> maker)
            throws RunFault, InterruptedException {
        var port = new MeterPort(setting, ticker);
        try {
            port.console = wire.open(port.new Hearing());
        } catch (RunFault e) {
            throw translated(setting, e);
        }
        try {
            return maker.on(port);
        } catch (RunFault | InterruptedException | RuntimeException e) {
            port.close();
            throw e;
        }
    }

    /** From the port's first byte on. */
    private final class Hearing implements Console.Listener {
        @Override
        public void received(long nanos, byte[] bytes) {
            lastNanos = nanos;
            pass(nanos, bytes);
        }

        @Override
        public void lost(RunFault fault) {
            lose(fault);
        }
    }

    /** The console's words name a console; whoever reads them looks for a meter. */
    private static RunFault translated(MeterSetting setting, RunFault e) {
        String code = "meter." + e.code().replaceFirst("^[a-z]+\\.", "");
        String message = setting.title() + " cannot be used (" + code.substring("meter.".length())
                + "). Check its cable and power, that no other program has it open, and `meter` in the rack.";
        return new RigFault(code, message, new Evidence("what its wire said", String.valueOf(e.getMessage())));
    }

    private void lose(RunFault fault) {
        RunFault translated = translated(setting, fault);
        lost = translated;
        MeterFeed feed = told;
        if (feed != null) {
            feed.lose(translated);
        }
        ticker.signal();
    }

    public Ticker ticker() {
        return ticker;
    }

    public MeterSetting setting() {
        return setting;
    }

    /** Tells a feed when the wire is gone, also when it is gone already. */
    public void tell(MeterFeed feed) {
        told = feed;
        RunFault gone = lost;
        if (gone != null) {
            feed.lose(gone);
        }
    }

    private synchronized void pass(long nanos, byte[] bytes) {
        Taker now = taker;
        if (now != null) {
            now.take(nanos, bytes);
        } else if (early.size() < MOST_EARLY) {
            early.writeBytes(bytes);
        }
    }

    /** Gives all bytes to a taker: from now on, and to the first one what came before it. */
    public synchronized void give(Taker next) {
        taker = next;
        if (early.size() > 0) {
            byte[] bytes = early.toByteArray();
            early.reset();
            next.take(lastNanos, bytes);
        }
    }

    public void write(byte[] bytes, Deadline deadline) throws RunFault, InterruptedException {
        Console open = console;
        if (open == null) {
            throw new IllegalStateException(setting.title() + " is not open");
        }
        try {
            open.write(bytes, deadline);
        } catch (RunFault e) {
            throw translated(setting, e);
        }
    }

    /** Reads past whatever comes, until nothing has for a while: what an earlier program left is no answer. */
    public void drain(Deadline deadline) throws RunFault, InterruptedException {
        give((nanos, bytes) -> {});
        long began = ticker.nanos();
        boolean quiet = ticker.await(
                () -> lost != null || ticker.nanos() - Math.max(began, lastNanos) >= QUIET.toNanos(),
                deadline.or(ticker.in(QUIET)));
        while (!quiet && !deadline.passed(ticker)) {
            quiet = ticker.await(
                    () -> lost != null || ticker.nanos() - Math.max(began, lastNanos) >= QUIET.toNanos(),
                    deadline.or(ticker.in(QUIET)));
        }
        check();
        if (!quiet && ticker.nanos() - lastNanos < QUIET.toNanos()) {
            throw new RigFault(
                    "meter.busy",
                    setting.title()
                            + " does not stop talking. Unplug it and plug it in again, and end what else reads it.");
        }
    }

    /** Throws when the wire is gone. */
    public void check() throws RunFault {
        RunFault gone = lost;
        if (gone != null) {
            throw gone;
        }
    }

    /** Whether the wire is gone. */
    public boolean gone() {
        return lost != null;
    }

    @Override
    public void close() {
        give((nanos, bytes) -> {});
        Console open = console;
        if (open != null) {
            open.close();
        }
    }
}
