package dev.roadrig.boards.board;

import dev.roadrig.boards.pty.Uart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The line discipline of a serial console: echo, erasing, lines as a whole, ctrl-C, ctrl-D, and CR LF on the way out.
 * Escape sequences that come in, such as answers to the prompt's cursor query, are swallowed.
 */
final class ConsoleTty {
    private static final int LONGEST_LINE = 4095;
    private static final int MOST_LINES_AHEAD = 1000;
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;
    private static final int CTRL_U = 21;
    private static final int ESCAPE = 27;

    private final Uart uart;
    private final BlockingQueue<Typed> lines = new LinkedBlockingQueue<>(MOST_LINES_AHEAD);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private Runnable onInterrupt = () -> {};
    private boolean echo = true;
    private boolean afterReturn;
    private int escape;
    private int interrupts;
    /** Of those, how many had come when the line was typed that was read last. */
    private int interruptsBefore;

    /** A line without its end, empty for ctrl-D, and how many times ctrl-C had been typed before its end was. */
    private record Typed(Optional<String> text, int interruptsBefore) {}

    ConsoleTty(Uart uart) {
        this.uart = uart;
    }

    /** Takes what came over the wire. */
    synchronized void received(byte[] bytes) throws InterruptedException {
        var echoed = new ByteArrayOutputStream();
        for (byte each : bytes) {
            key(each & 0xff, echoed);
        }
        if (echoed.size() > 0) {
            uart.send(echoed.toByteArray());
        }
    }

    private void key(int key, ByteArrayOutputStream echoed) {
        boolean lineFeedOfReturn = key == '\n' && afterReturn;
        afterReturn = key == '\r';
        if (lineFeedOfReturn || swallowed(key)) {
            return;
        }
        switch (key) {
            case '\r', '\n' -> {
                show(echoed, "\r\n");
                typed(Optional.of(line.toString(StandardCharsets.UTF_8)));
                line.reset();
            }
            case CTRL_C -> {
                show(echoed, "^C\r\n");
                line.reset();
                interrupts++;
                onInterrupt.run();
            }
            case CTRL_D -> {
                if (line.size() == 0) {
                    typed(Optional.empty());
                }
            }
            case CTRL_U -> {
                show(echoed, "\b \b".repeat(line.size()));
                line.reset();
            }
            case '\b', 127 -> erase(echoed);
            default -> {
                if (line.size() < LONGEST_LINE) {
                    line.write(key);
                    if (echo) {
                        echoed.write(key);
                    }
                }
            }
        }
    }

    private void typed(Optional<String> text) {
        boolean unused = lines.offer(new Typed(text, interrupts));
    }

    private void erase(ByteArrayOutputStream echoed) {
        byte[] before = line.toByteArray();
        if (before.length > 0) {
            line.reset();
            line.write(before, 0, before.length - 1);
            show(echoed, "\b \b");
        }
    }

    /** Escape sequences: ESC, then for CSI a bracket, parameters, and one final letter. */
    private boolean swallowed(int key) {
        if (key == ESCAPE) {
            escape = 1;
            return true;
        }
        if (escape == 1) {
            escape = key == '[' ? 2 : 0;
            return true;
        }
        if (escape == 2) {
            escape = key >= '@' && key <= '~' ? 0 : 2;
            return true;
        }
        return false;
    }

    private void show(ByteArrayOutputStream echoed, String text) {
        if (echo || text.equals("\r\n")) {
            echoed.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    synchronized void echo(boolean on) {
        echo = on;
    }

    /** What ctrl-C does from now on; it does it at once where it came after the line that was read last. */
    synchronized void onInterrupt(Runnable action) {
        onInterrupt = action;
        if (interrupts != interruptsBefore) {
            action.run();
        }
    }

    /** Forgets what was typed: a fresh boot. */
    synchronized void reset() {
        line.reset();
        lines.clear();
        echo = true;
        onInterrupt = () -> {};
        interrupts = 0;
        interruptsBefore = 0;
    }

    /** The next line, without its end; empty for ctrl-D. */
    Optional<String> readLine() throws InterruptedException {
        Typed next = lines.take();
        synchronized (this) {
            interruptsBefore = next.interruptsBefore();
        }
        return next.text();
    }

    /** Prints text; line ends become CR LF. */
    void print(String text) throws InterruptedException {
        uart.send(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** What programs write to; line ends become CR LF. */
    OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                var out = new ByteArrayOutputStream(length + 16);
                for (int i = from; i < from + length; i++) {
                    if (bytes[i] == '\n') {
                        out.write('\r');
                    }
                    out.write(bytes[i]);
                }
                try {
                    uart.send(out.toByteArray());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("killed");
                }
            }
        };
    }

    /** What programs read from: lines with their ends, until ctrl-D. */
    InputStream in() {
        return new InputStream() {
            private byte[] current = new byte[0];
            private int at;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int from, int length) throws IOException {
                if (at == current.length && !nextLine()) {
                    return -1;
                }
                int n = Math.min(length, current.length - at);
                System.arraycopy(current, at, into, from, n);
                at += n;
                return n;
            }

            private boolean nextLine() throws IOException {
                try {
                    Optional<String> next = readLine();
                    current = next.map(text -> (text + "\n").getBytes(StandardCharsets.UTF_8))
                            .orElse(new byte[0]);
                    at = 0;
                    return next.isPresent();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("killed");
                }
            }
        };
    }
}
