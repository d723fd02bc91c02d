package dev.roadrig.boards.meter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.roadrig.boards.meter.Ppk2Fault.Kind;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.LongToDoubleFunction;

/** A Power Profiler Kit 2 on a pseudo terminal: 100,000 samples a second of a load that is given. */
public final class EmulatedPpk2 implements AutoCloseable {
    private static final long SAMPLE_NANOS = 10_000;
    private static final long STEP_NANOS = 5_000_000;

    private final Ticker ticker;
    private final LongToDoubleFunction load;
    private final Ppk2Fault fault;
    private final PtyEnd wire;
    private final Thread producer;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private int arguments;
    private volatile boolean measuring;
    private volatile boolean closed;

    /**
     * @param name names the threads {@code rr-NAME-...}
     * @param load ampere by the number of the sample
     */
    public EmulatedPpk2(String name, LongToDoubleFunction load, Ppk2Fault fault, Ticker ticker) throws IOException {
        this.ticker = ticker;
        this.load = load;
        this.fault = fault;
        measuring = fault.kind() == Kind.STALE;
        wire = new PtyEnd(name, this::received);
        producer = new Thread(this::produce, "rr-" + name + "-ppk2");
        producer.start();
    }

    public String address() {
        return wire.address();
    }

    /** Every byte that came, in order. */
    public byte[] heard() {
        synchronized (heard) {
            return heard.toByteArray();
        }
    }

    private void received(byte[] bytes) {
        synchronized (heard) {
            heard.writeBytes(bytes);
        }
        for (byte b : bytes) {
            if (arguments > 0) {
                arguments--;
                continue;
            }
            switch (b) {
                case 0x06 -> measuring = true;
                case 0x07 -> measuring = false;
                case 0x19 -> metadata();
                case 0x0c, 0x11 -> arguments = 1;
                case 0x0d -> arguments = 2;
                default -> {
                    // The spike filter, which is for whoever reads the words.
                }
            }
        }
        ticker.signal();
    }

    private void metadata() {
        if (fault.kind() == Kind.NO_METADATA) {
            return;
        }
        boolean none = fault.kind() == Kind.NO_CONSTANTS;
        var text = new StringBuilder("Calibrated: 1\n");
        for (int r = 0; r < 5; r++) {
            text.append("R").append(r).append(": ").append(none ? "0" : Double.toString(Ppk2Words.OHMS[r]));
            text.append("\nGS")
                    .append(r)
                    .append(": ")
                    .append(none ? "-nan" : "0.0000")
                    .append('\n');
        }
        wire.send((text + "VDD: 3300\nHW: 9000\nmode: 2\nIA: 56\nEND\n").getBytes(ISO_8859_1));
    }

    private void produce() {
        long began = 0;
        long sent = 0;
        boolean was = false;
        try {
            while (!closed) {
                if (!measuring) {
                    was = false;
                    ticker.await(() -> measuring || closed, Deadline.NEVER);
                    continue;
                }
                if (!was) {
                    was = true;
                    began = ticker.nanos();
                    sent = 0;
                }
                ticker.await(() -> closed || !measuring, new Deadline(ticker.nanos() + STEP_NANOS));
                long due = (ticker.nanos() - began) / SAMPLE_NANOS;
                if (measuring) {
                    send(sent, due);
                }
                sent = due;
            }
        } catch (InterruptedException e) {
            // The owner closes.
            return;
        }
    }

    private void send(long from, long to) {
        var bytes = new ByteArrayOutputStream();
        for (long n = from; n < to; n++) {
            if ((fault.kind() == Kind.STALL || fault.kind() == Kind.UNPLUG) && n >= fault.atSample()) {
                break;
            }
            boolean dropped = fault.kind() == Kind.DROP && n >= fault.atSample() && n < fault.atSample() + fault.n();
            if (!dropped) {
                byte[] word = Ppk2Words.word(load.applyAsDouble(n), (int) (n % 64));
                int skip = fault.kind() == Kind.SLIP && n == fault.atSample() ? fault.n() : 0;
                bytes.write(word, skip, word.length - skip);
            }
        }
        wire.send(bytes.toByteArray());
        if (fault.kind() == Kind.UNPLUG && to > fault.atSample()) {
            closed = true;
            wire.close();
        }
    }

    @Override
    public void close() {
        closed = true;
        producer.interrupt();
        wire.close();
        ThreadEnd.await(producer);
    }
}
