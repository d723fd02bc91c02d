package dev.roadrig.boards.meter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.roadrig.boards.meter.ShieldFault.Kind;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.ThreadEnd;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An LPM01A power shield on a pseudo terminal with a constant load: energies in its decimal form at 1 kHz, currents in its
 * binary one at the rate that it is told, with a time stamp each 1000 samples.
 */
public final class EmulatedShield implements AutoCloseable {
    private static final long STEP_NANOS = 5_000_000;
    private static final int DECIMAL_RATE = 1000;
    static final int STAMP_SAMPLES = 1000;

    private final Ticker ticker;
    private final double watts;
    private final String sample;
    private final ShieldFault fault;
    private final PtyEnd wire;
    private final Thread producer;
    private final StringBuilder line = new StringBuilder();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private volatile int samplesPerSecond = DECIMAL_RATE;
    private volatile int millivolts = 3300;
    private volatile boolean binary;
    private volatile boolean measuring;
    private volatile boolean closed;

    /** @param watts constant */
    public EmulatedShield(String name, double watts, ShieldFault fault, Ticker ticker) throws IOException {
        this.ticker = ticker;
        this.fault = fault;
        this.watts = watts;
        sample = String.format(Locale.ROOT, "%04d-09", Math.round(watts * 1e-3 * 1e9));
        measuring = fault.kind() == Kind.STALE;
        wire = new PtyEnd(name, this::received);
        producer = new Thread(this::produce, "rr-" + name + "-shield");
        producer.start();
    }

    public String address() {
        return wire.address();
    }

    /** In the order in which they came. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    private void received(byte[] bytes) {
        for (char c : new String(bytes, ISO_8859_1).toCharArray()) {
            if (c == '\n') {
                command(line.toString().strip());
                line.setLength(0);
            } else {
                line.append(c);
            }
        }
    }

    private void command(String command) {
        commands.add(command);
        if (fault.kind() == Kind.SILENT) {
            return;
        }
        switch (command) {
            case "start" -> measuring = true;
            case "stop" -> {
                if (measuring) {
                    measuring = false;
                    say("PowerShield > Acquisition completed");
                }
            }
            default -> {
                set(command);
                boolean refused = fault.kind() == Kind.REFUSES && command.startsWith("volt ");
                say("PowerShield > " + (refused ? "error " : "ack ") + command);
                if (refused) {
                    say("Error detail: out of range");
                }
            }
        }
        ticker.signal();
    }

    private void set(String command) {
        String value = command.substring(command.lastIndexOf(' ') + 1);
        if (command.startsWith("format ")) {
            binary = value.equals("bin_hexa");
        } else if (command.startsWith("volt ")) {
            millivolts = Integer.parseInt(value.replace("m", ""));
        } else if (command.startsWith("freq ")) {
            samplesPerSecond = Integer.parseInt(value.replace("k", "000"));
        }
    }

    private void say(String text) {
        wire.send((text + "\r\n").getBytes(ISO_8859_1));
    }

    private void produce() {
        try {
            while (!closed) {
                ticker.await(() -> measuring || closed, Deadline.NEVER);
                long began = ticker.nanos();
                long sent = 0;
                var words = new ShieldWords(watts / millivolts * 1000, samplesPerSecond, fault);
                while (measuring && !closed) {
                    ticker.await(() -> closed || !measuring, new Deadline(ticker.nanos() + STEP_NANOS));
                    long due = (ticker.nanos() - began) * samplesPerSecond / 1_000_000_000;
                    if (binary) {
                        wire.send(words.next(sent, due));
                        if (words.ended()) {
                            measuring = false;
                        } else if (fault.kind() == Kind.UNPLUG && due > fault.atSample()) {
                            unplug();
                        }
                    } else {
                        send(sent, due);
                    }
                    sent = due;
                }
            }
        } catch (InterruptedException e) {
            // The owner closes.
            return;
        }
    }

    private void unplug() {
        closed = true;
        wire.close();
    }

    private void send(long from, long to) {
        for (long n = from; n < to && measuring; n++) {
            if (n % STAMP_SAMPLES == 0) {
                say(String.format(Locale.ROOT, "TimeStamp: %03ds 000ms, buff 03%%", n / STAMP_SAMPLES));
            }
            boolean here = n == fault.atSample();
            switch (fault.kind()) {
                case ENDS -> {
                    if (here) {
                        measuring = false;
                        say("PowerShield > Acquisition completed");
                        return;
                    }
                }
                case UNPLUG -> {
                    if (here) {
                        unplug();
                        return;
                    }
                }
                case DROP -> {
                    if (n >= fault.atSample() && n < fault.atSample() + fault.n()) {
                        continue;
                    }
                }
                default -> {
                    // What is wrong is not in the samples.
                }
            }
            say(fault.kind() == Kind.TORN && here ? sample.substring(0, 2) + "\r\n" + sample.substring(2) : sample);
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
