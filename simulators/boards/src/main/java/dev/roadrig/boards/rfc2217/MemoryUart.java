package dev.roadrig.boards.rfc2217;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A serial port in memory, with what no pseudo terminal has: modem lines, parity, breaks and line errors. What the board
 * sends waits here until a host takes it, up to a FIFO's size; the rest is an overrun and lost.
 */
public final class MemoryUart {
    /** What a driver's ring holds. */
    static final int RECEIVE_BYTES = 1 << 20;

    private static final Set<Integer> RATES = Set.of(
            50, 300, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200, 230_400, 460_800, 921_600, 1_500_000,
            3_000_000, 4_000_000, 250_000, 65_535);

    private final Deque<byte[]> fromBoard = new ArrayDeque<>();
    private final ByteArrayOutputStream toBoard = new ByteArrayOutputStream();
    private final List<PortSettings> history = new ArrayList<>(List.of(PortSettings.FRESH));
    private int queued;
    private int modemLines;
    private int lineErrors;
    private Consumer<byte[]> board = bytes -> {};
    private Runnable changed = () -> {};
    private Consumer<PortSettings> settingsTaker = settings -> {};

    /** Sets who takes what the host sends, on the server's thread. */
    public synchronized void connect(Consumer<byte[]> taker) {
        board = taker;
    }

    /** The board sends. */
    public void send(byte[] bytes) {
        synchronized (this) {
            if (queued + bytes.length > RECEIVE_BYTES) {
                lineErrors |= 2;
            } else {
                queued += bytes.length;
                fromBoard.add(bytes.clone());
            }
        }
        change();
    }

    /** How many bytes of the board's no host has taken yet. */
    public synchronized int waiting() {
        return queued;
    }

    /** Raises errors of the line: RFC 2217's bits, 16 break, 8 framing, 4 parity, 2 overrun. */
    public void lineErrors(int bits) {
        synchronized (this) {
            lineErrors |= bits;
        }
        change();
    }

    /** Sets the lines that the board drives: 128 carrier, 64 ring, 32 DSR, 16 CTS. */
    public void modemLines(int bits) {
        synchronized (this) {
            modemLines = bits;
        }
        change();
    }

    private void change() {
        Runnable told;
        synchronized (this) {
            told = changed;
            notifyAll();
        }
        told.run();
    }

    synchronized void onChange(Runnable told) {
        changed = told;
    }

    /** All that the host has sent. */
    public synchronized byte[] received() {
        return toBoard.toByteArray();
    }

    /** What is in force now. */
    public synchronized PortSettings settings() {
        return history.get(history.size() - 1);
    }

    /** Everything that was ever in force, first to last, each once in a row. */
    public synchronized List<PortSettings> history() {
        return List.copyOf(history);
    }

    /** Sets who is told of what comes into force, on the server's thread and before the client is answered. */
    public synchronized void onSettings(Consumer<PortSettings> taker) {
        settingsTaker = taker;
    }

    /** Sets what the port can do; a rate that it can't be set to leaves the one in force. */
    synchronized PortSettings set(PortSettings asked) {
        PortSettings possible =
                RATES.contains(asked.baud()) ? asked : asked.withBaud(settings().baud());
        if (!possible.equals(settings())) {
            history.add(possible);
            settingsTaker.accept(possible);
        }
        return possible;
    }

    synchronized int modemLines() {
        return modemLines;
    }

    /** The errors since this was asked last. */
    synchronized int takeLineErrors() {
        int errors = lineErrors;
        lineErrors = 0;
        return errors;
    }

    /** The next bytes of the board, or none. */
    synchronized byte[] take() {
        byte[] next = fromBoard.poll();
        queued -= next == null ? 0 : next.length;
        return next == null ? new byte[0] : next;
    }

    synchronized void purgeReceived() {
        fromBoard.clear();
        queued = 0;
    }

    void write(byte[] bytes) {
        Consumer<byte[]> taker;
        synchronized (this) {
            toBoard.writeBytes(bytes);
            taker = board;
        }
        taker.accept(bytes);
    }
}
