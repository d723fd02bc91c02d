package dev.roadrig.boards.tiny;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.roadrig.boards.pty.Uart;
import dev.roadrig.boards.tiny.TinyFault.Kind;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.scenarios.tiny.TinyLine;
import java.util.Random;

/** An emulated board's lines on their way to its port, with what its fault makes of them. For one thread. */
final class Spoken implements Saying {
    /** In the answer to {@code infer} this is past the first time stamp. */
    private static final int LINES_BEFORE_DEATH = 4;

    private final Uart uart;
    private final Ticker ticker;
    private final TinyFault fault;
    private final Random noise;
    private String prefix = "";
    private Kind now = Kind.NONE;
    private int lines;
    private int laps;

    /** The board dies in the middle of a line. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Died() {
            super("died as its fault says");
        }
    }

    Spoken(Uart uart, Ticker ticker, TinyFault fault, long seed) {
        this.uart = uart;
        this.ticker = ticker;
        this.fault = fault;
        this.noise = new Random(seed);
    }

    /**
     * A new answer begins.
     *
     * @param spoilt what is wrong with it
     * @param before goes before each line, as an interface board does
     */
    void begin(Kind spoilt, String before) {
        now = spoilt;
        prefix = before;
        lines = 0;
        laps = 0;
    }

    @Override
    public void line(String text) throws InterruptedException {
        boolean ready = text.equals(TinyLine.READY);
        if ((now == Kind.RESET || now == Kind.HANG_UP) && (lines == LINES_BEFORE_DEATH || ready)) {
            throw new Died();
        }
        lines++;
        laps += text.startsWith("m-lap-us-") ? 1 : 0;
        if (now == Kind.SILENT
                || (now == Kind.NO_READY && ready)
                || (now == Kind.NO_LAP && laps == 2 && text.startsWith("m-lap-us-"))) {
            return;
        }
        if (now == Kind.SLOW) {
            pause();
        }
        byte[] bytes = (prefix + text + "\r\n").getBytes(US_ASCII);
        if (now == Kind.GARBLED) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (0x80 | noise.nextInt(0x80));
            }
        }
        if (now == Kind.PIECES) {
            for (byte each : bytes) {
                uart.send(new byte[] {each});
                pause();
            }
            return;
        }
        uart.send(bytes);
    }

    /** For as long as the fault says; nobody ends it earlier but by an interrupt. */
    void pause() throws InterruptedException {
        ticker.await(() -> false, ticker.in(fault.delay()));
    }
}
