package dev.roadrig.wires.serial;

import dev.roadrig.ports.Console;
import dev.roadrig.ports.LineNotice;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.console.ConsoleLog;
import dev.roadrig.wires.thread.OwnedThread;
import dev.roadrig.wires.uart.UartPort;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A console on a serial port. One thread opens, reads and closes the port and stamps what arrives; another writes, so
 * that a board that takes nothing holds up nobody but itself.
 */
public final class SerialConsole implements Console {
    private static final Duration CLOSING = Duration.ofSeconds(5);
    private static final byte[] MASK = "***".getBytes(StandardCharsets.US_ASCII);

    private final String name;
    private final Ticker ticker;
    private final DeviceLock lock;
    private final ConsoleLog log = new ConsoleLog(8 * 1024);
    private final List<Listener> listeners = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final SerialReader reader;
    private final SerialWriter writer;
    private final OwnedThread readerThread;
    private final OwnedThread writerThread;
    private @Nullable RunFault lost;

    private SerialConsole(
            String board, String device, int baud, UartPort port, DeviceLock lock, Ticker ticker, Listener... first) {
        listeners.addAll(List.of(first));
        this.name = "%s of %s".formatted(device, board);
        this.ticker = ticker;
        this.lock = lock;
        reader = new SerialReader(port, name, baud, ticker, new Hearing(), this::lose);
        writer = new SerialWriter(port, name, ticker, this::sent, this::lose);
        readerThread = OwnedThread.start("rr-" + board + "-console-reader", ticker, reader::run);
        writerThread = OwnedThread.start("rr-" + board + "-console-writer", ticker, writer::run);
    }

    /**
     * Opens a port with 8 data bits, no parity, 1 stop bit, and takes this host's lock on it.
     *
     * @param path the device or a link to it, such as /dev/serial/by-id/usb-..., or {@code rfc2217://HOST:PORT},
     *     {@code tcp://HOST:PORT}, {@code unix:/PATH}
     * @param baud a standard rate: others are not in termios and leave a port in line mode
     * @param board names threads and faults
     * @param first hear it from its first byte on
     * @throws RigFault {@code console.missing}, {@code console.busy}, {@code console.denied},
     *     {@code console.not-serial}, {@code console.parameters}, {@code console.stuck}
     */
    public static SerialConsole open(String path, int baud, Ticker ticker, String board, Listener... first)
            throws RunFault, InterruptedException {
        Optional<SerialAddress.Remote> remote = SerialAddress.remote(path);
        if (remote.isPresent()) {
            return open(remote.get().identity(), baud, remote.get().port().apply(ticker), ticker, board, first);
        }
        Path device = SerialDevice.resolve(path, board);
        SerialDevice.checkBaud(device, baud, board);
        return open(device.toString(), baud, new JsscPort(device), ticker, board, first);
    }

    static SerialConsole open(String device, int baud, UartPort port, Ticker ticker, String board, Listener... first)
            throws RunFault, InterruptedException {
        var lock = DeviceLock.take(device, board, ticker);
        var console = new SerialConsole(board, device, baud, port, lock, ticker, first);
        try {
            console.reader.awaitOpen(ticker.in(port.opening()));
            return console;
        } catch (RunFault | InterruptedException e) {
            console.close();
            throw e;
        }
    }

    @Override
    public void write(byte[] bytes, Deadline deadline) throws RunFault, InterruptedException {
        write(bytes, Optional.empty(), deadline);
    }

    @Override
    public void writeSecret(byte[] bytes, Deadline deadline) throws RunFault, InterruptedException {
        write(bytes, Optional.of(MASK), deadline);
    }

    private void write(byte[] bytes, Optional<byte[]> told, Deadline deadline) throws RunFault, InterruptedException {
        RunFault gone = lost();
        if (gone != null) {
            throw gone;
        }
        if (closed.get()) {
            throw new IllegalStateException(name + " is closed");
        }
        writer.write(bytes, told, deadline, log);
    }

    @Override
    public void listen(Listener listener) {
        RunFault gone;
        synchronized (listeners) {
            listeners.add(listener);
            gone = lost;
        }
        if (gone != null) {
            listener.lost(gone);
        }
    }

    /** The last bytes that came, for evidence. */
    public ConsoleLog log() {
        return log;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        writer.stop();
        boolean writerEnded = writerThread.join(CLOSING);
        reader.stop(writerEnded);
        ticker.signal();
        if (!reader.isOpen()) {
            // It may be in the middle of a dialogue with a server; a native call minds no interrupt.
            readerThread.interrupt();
        }
        // A thread that a native call holds is a daemon and holds the port: then the lock of a port that is still there
        // stays with the process too.
        if (readerThread.join(CLOSING) && writerEnded) {
            lock.close();
        }
    }

    /** What the reader found, to all listeners. */
    private final class Hearing implements SerialReader.Received {
        @Override
        public void take(long nanos, OptionalLong lateNanos, byte[] bytes) {
            log.received(nanos, bytes);
            for (Listener listener : snapshot()) {
                listener.received(nanos, lateNanos, bytes.clone());
            }
            ticker.signal();
        }

        /** What has this device's name from now on is another's to take, also before this console is closed. */
        @Override
        public void gone(String why) {
            try {
                lock.close();
            } finally {
                lose(why);
            }
        }

        @Override
        public void line(long nanos, LineNotice notice) {
            for (Listener listener : snapshot()) {
                listener.line(nanos, notice);
            }
        }
    }

    private void sent(long nanos, byte[] bytes) {
        reader.awaitReply();
        for (Listener listener : snapshot()) {
            listener.sent(nanos, bytes.clone());
        }
    }

    private void lose(String why) {
        List<Listener> told;
        RunFault fault = new RigFault(
                "console.lost",
                "%s is gone: %s. Check the cable and the adapter, then run `roadrig rack check`.".formatted(name, why),
                log.evidence());
        synchronized (listeners) {
            if (lost != null) {
                return;
            }
            lost = fault;
            told = List.copyOf(listeners);
        }
        told.forEach(listener -> listener.lost(fault));
        ticker.signal();
    }

    private @Nullable RunFault lost() {
        synchronized (listeners) {
            return lost;
        }
    }

    private List<Listener> snapshot() {
        synchronized (listeners) {
            return List.copyOf(listeners);
        }
    }
}
