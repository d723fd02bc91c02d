package dev.roadrig.boards.tiny;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.boards.pty.Uart;
import dev.roadrig.boards.tiny.TinyFault.Kind;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.tiny.TinyLine;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A microcontroller board on a pseudo terminal that speaks MLPerf Tiny's protocol and runs a real network by this host's
 * TensorFlow Lite: its answers are the network's, its time stamps are this host's speed and no microcontroller's.
 */
public final class EmulatedTiny implements AutoCloseable {
    private static final String DUT = "dut ";
    private static final long CLOCK = 1L << 32;

    private final TinySpec spec;
    private final TinyModel model;
    private final Pty pty;
    private final Uart uart;
    private final Spoken spoken;
    private final TinyFirmware firmware;
    private final CommandLine input;
    private final BlockingQueue<String> commands = new LinkedBlockingQueue<>();
    private final Thread worker;
    private int struck;
    private boolean lasting;

    /**
     * Powers a board on; its banner waits in the port for whoever opens that first.
     *
     * @param board names the threads {@code rr-BOARD-...}
     * @param seed of its noise
     * @throws IOException when the system gives no pseudo terminal
     * @throws dev.roadrig.scenarios.fault.BadInput when the model cannot be run
     */
    public EmulatedTiny(String board, TinySpec spec, long seed, Ticker ticker) throws IOException {
        this.spec = spec;
        model = new TinyModel(spec.model(), spec.pictures());
        pty = Pty.open();
        input = new CommandLine(commands::add);
        uart = new Uart(board, pty, spec.baud(), ticker, input::take);
        spoken = new Spoken(uart, ticker, spec.fault(), seed);
        firmware = new TinyFirmware(spec, model, () -> (ticker.nanos() / 1_000 + spec.firstMicros()) % CLOCK, spoken);
        worker = new Thread(this::work, "rr-" + board + "-tiny");
        worker.start();
    }

    /** The device to open, such as {@code /dev/pts/7}. */
    public String path() {
        return pty.path();
    }

    private void work() {
        try {
            boot();
            while (!Thread.currentThread().isInterrupted()) {
                execute(commands.take());
            }
        } catch (InterruptedException e) {
            // The owner closes.
        } finally {
            model.close();
        }
    }

    private void boot() throws InterruptedException {
        spoken.begin(Kind.NONE, spec.behindInterface() ? "[dut]: " : "");
        firmware.boot();
    }

    private void execute(String command) throws InterruptedException {
        String text = command;
        if (spec.behindInterface()) {
            spoken.begin(Kind.NONE, "");
            if (!text.startsWith(DUT)) {
                spoken.line("e-[Unknown command: " + text.replaceFirst(" .*", "") + "]");
                spoken.line(TinyLine.READY);
                return;
            }
            text = text.substring(DUT.length());
            spoken.line("m-dut-passthrough(" + text + ")");
            spoken.line(TinyLine.READY);
        }
        Kind kind = strikes(text);
        if (kind == Kind.LATE || kind == Kind.BANNER) {
            spoken.pause();
        }
        if (kind == Kind.BANNER) {
            boot();
            return;
        }
        spoken.begin(kind, spec.behindInterface() ? "[dut]: " : "");
        try {
            firmware.command(text);
            if (kind == Kind.STRAY_READY) {
                spoken.line(TinyLine.READY);
            }
        } catch (Spoken.Died e) {
            die(kind);
        }
    }

    private void die(Kind kind) throws InterruptedException {
        if (kind == Kind.HANG_UP) {
            uart.close();
            throw new InterruptedException("hung up");
        }
        commands.clear();
        boot();
    }

    private Kind strikes(String text) {
        TinyFault fault = spec.fault();
        boolean meant =
                fault.command().isEmpty() || text.equals(fault.command()) || text.startsWith(fault.command() + " ");
        struck += meant ? 1 : 0;
        boolean strikes = lasting || (meant && struck == fault.nth());
        lasting |= strikes && (fault.kind() == Kind.SILENT || fault.kind() == Kind.SLOW || fault.kind() == Kind.PIECES);
        return strikes ? fault.kind() : Kind.NONE;
    }

    /** Takes the board off the port: it is unplugged. */
    @Override
    public void close() {
        worker.interrupt();
        uart.close();
        ThreadEnd.await(worker);
    }

    /** Makes commands of bytes: each ends with a percent sign, and what is too long overwrites its last character. */
    static final class CommandLine {
        private static final int LONGEST = 80;

        private final java.util.function.Consumer<String> commands;
        private final StringBuilder line = new StringBuilder();

        CommandLine(java.util.function.Consumer<String> commands) {
            this.commands = commands;
        }

        void take(byte[] bytes) {
            for (char c : new String(bytes, ISO_8859_1).toCharArray()) {
                if (c == '%') {
                    commands.accept(line.toString());
                    line.setLength(0);
                } else {
                    if (line.length() > LONGEST) {
                        line.setLength(LONGEST);
                    }
                    line.append(c);
                }
            }
        }
    }
}
