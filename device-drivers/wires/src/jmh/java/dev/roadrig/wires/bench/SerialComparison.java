package dev.roadrig.wires.bench;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.wires.serial.SerialConsole;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import jssc.SerialPort;

/**
 * What the serial driver costs over a pseudo terminal, beside the terminal itself and jssc's own listener: a 64-byte echo,
 * how late received bytes are stamped, what an idle port takes, and how much comes without a lost byte.
 */
public final class SerialComparison {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int TURNS = 9;
    private static final int ECHOES = 400;
    private static final int BYTES = 64;
    private static final int BULK = 64 << 20;
    private static final int IDLE_TURNS = 5;

    private SerialComparison() {}

    public static void main(String[] arguments) throws Exception {
        echo();
        idle();
        bulk();
        System.exit(0);
    }

    /** One way to send 64 bytes and have them back. */
    private interface Way {
        void once(byte[] bytes) throws Exception;
    }

    private static void echo() throws Exception {
        var turns = new Turns();
        var stamps = new Turns();
        try (var ticker = new RealTicker("bench");
                var rawPty = new Echo(ticker);
                var driverPty = new Echo(ticker);
                var listenerPty = new Echo(ticker);
                var raw = new RandomAccessFile(rawPty.pty.path(), "rw");
                var console = SerialConsole.open(driverPty.pty.path(), 115_200, ticker, "bench")) {
            var heard = new Counted();
            console.listen(heard);
            for (int turn = -2; turn < TURNS; turn++) {
                double viaRaw = micros(bytes -> {
                    raw.write(bytes);
                    raw.readFully(bytes);
                });
                double[] late = new double[ECHOES];
                int[] i = {0};
                double viaDriver = micros(bytes -> {
                    long wanted = heard.bytes.get() + bytes.length;
                    console.write(bytes, ticker.in(LONG));
                    if (!ticker.await(() -> heard.bytes.get() >= wanted, ticker.in(LONG))) {
                        throw new IOException("an echo was lost");
                    }
                    late[i[0]++] = (heard.lastNanos - driverPty.wroteNanos) / 1e3;
                });
                double viaListener = viaListener(listenerPty.pty.path());
                if (turn >= 0) {
                    turns.add("raw pty", viaRaw);
                    turns.add("Roadrig", viaDriver);
                    turns.add("jssc's listener", viaListener);
                    stamps.add("p50", Turns.percentile(late, 0.5));
                    stamps.add("p99", Turns.percentile(late, 0.99));
                }
            }
        }
        turns.print("64-byte echo, median", "us", "raw pty");
        stamps.print("stamp after the far side's write", "us", "p50");
    }

    /** Open in its turn only: its thread looks every millisecond, which is no part of what the other ways cost. */
    private static double viaListener(String path) throws Exception {
        var listener = new ListenedPort(path);
        try {
            return micros(listener::once);
        } finally {
            listener.port.closePort();
        }
    }

    private static double micros(Way way) throws Exception {
        double[] all = new double[ECHOES];
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < ECHOES; i++) {
            Arrays.fill(bytes, (byte) ('a' + i % 26));
            long start = System.nanoTime();
            way.once(bytes);
            all[i] = (System.nanoTime() - start) / 1e3;
        }
        return Turns.percentile(all, 0.5);
    }

    private static void idle() throws Exception {
        try (var ticker = new RealTicker("bench");
                var pty = Pty.open()) {
            var turns = new Turns();
            for (int turn = 0; turn < IDLE_TURNS; turn++) {
                turns.add("no port", cpuShare(ticker));
                try (var console = SerialConsole.open(pty.path(), 115_200, ticker, "bench")) {
                    console.listen(new Counted());
                    // What was just opened is still awake for a moment.
                    ticker.await(() -> false, ticker.in(Duration.ofSeconds(3)));
                    turns.add("idle port", cpuShare(ticker));
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "idle port | %.2f %% of a core beside %.2f %% without%n",
                    turns.median("idle port"),
                    turns.median("no port"));
        }
    }

    private static double cpuShare(RealTicker ticker) throws InterruptedException, IOException {
        Map<Path, Long> before = cpuNanos();
        long start = ticker.nanos();
        ticker.await(() -> false, ticker.in(Duration.ofSeconds(4)));
        long span = ticker.nanos() - start;
        long sum = 0;
        for (var thread : cpuNanos().entrySet()) {
            sum += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        }
        return 100.0 * sum / span;
    }

    /** Of each thread of this process, as the scheduler counts it: the clock of a process goes in steps of 10 ms. */
    private static Map<Path, Long> cpuNanos() throws IOException {
        var nanos = new HashMap<Path, Long>();
        try (var threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                try {
                    nanos.put(thread, Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[0]));
                } catch (NoSuchFileException e) {
                    // One of the JVM's own that has just ended.
                }
            }
        }
        return nanos;
    }

    private static void bulk() throws Exception {
        byte[] block = new byte[4096];
        new Random(1).nextBytes(block);
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        try (var ticker = new RealTicker("bench");
                var pty = Pty.open();
                var console = SerialConsole.open(pty.path(), 115_200, ticker, "bench")) {
            var heard = new Counted();
            console.listen(heard);
            long start = System.nanoTime();
            long out = 0;
            while (out < BULK) {
                int taken = pty.write(block, 1000);
                sent.update(block, 0, taken);
                out += taken;
            }
            long wanted = out;
            boolean all = ticker.await(() -> heard.bytes.get() >= wanted, ticker.in(LONG));
            double seconds = (System.nanoTime() - start) / 1e9;
            boolean same = all && MessageDigest.isEqual(sent.digest(), heard.digest.digest());
            System.out.printf(
                    Locale.ROOT,
                    "sustained | %,.0f bytes/s, x %.0f of 92,160; %s%n",
                    heard.bytes.get() / seconds,
                    heard.bytes.get() / seconds / 92_160,
                    same ? "no byte lost or changed" : "BYTES LOST");
        }
    }

    /** A far side that sends back what comes. */
    private static final class Echo implements AutoCloseable {
        final Pty pty = Pty.open();
        private final Thread thread;
        volatile long wroteNanos;

        Echo(RealTicker ticker) throws IOException {
            thread = new Thread(() -> {
                byte[] bytes = new byte[4096];
                try {
                    for (int n = pty.read(bytes, 20); n >= 0; n = pty.read(bytes, 20)) {
                        if (n > 0) {
                            wroteNanos = ticker.nanos();
                            pty.write(Arrays.copyOf(bytes, n), 1000);
                        }
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() {
            pty.close();
        }
    }

    /** Counts and hashes what comes. */
    private static final class Counted implements Console.Listener {
        final AtomicLong bytes = new AtomicLong();
        final MessageDigest digest;
        volatile long lastNanos;

        Counted() throws java.security.NoSuchAlgorithmException {
            digest = MessageDigest.getInstance("SHA-256");
        }

        @Override
        public void received(long nanos, byte[] came) {
            lastNanos = nanos;
            digest.update(came);
            bytes.addAndGet(came.length);
        }
    }

    /** A port as jssc's documentation has it used. */
    private static final class ListenedPort {
        final SerialPort port;
        private int came;

        ListenedPort(String path) throws Exception {
            port = new SerialPort(path);
            port.openPort();
            port.setParams(115_200, 8, 1, 0);
            port.addEventListener(
                    event -> {
                        try {
                            byte[] bytes = port.readBytes();
                            synchronized (this) {
                                came += bytes == null ? 0 : bytes.length;
                                notifyAll();
                            }
                        } catch (jssc.SerialPortException e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    SerialPort.MASK_RXCHAR);
        }

        void once(byte[] bytes) throws Exception {
            port.writeBytes(bytes);
            synchronized (this) {
                while (came < bytes.length) {
                    wait();
                }
                came = 0;
            }
        }
    }
}
