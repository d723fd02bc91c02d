package dev.roadrig.wires.power;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A bench supply that speaks SCPI over TCP or a serial line: one output, switched and read back. One thread at a time. */
public final class ScpiSupply implements BoardSupply {
    private static final Duration READ_BACK = Duration.ofMillis(50);
    private static final int MOST_ERRORS = 32;

    /** SCPI-99, section 7.2.1: how a number says that it is none, or over range. */
    private static final double NOT_A_NUMBER = 9.91e37;

    private static final double INFINITE = 9.9e37;

    private final String name;
    private final String identity;
    private final Ticker ticker;
    private final ScpiConnection connection;

    private ScpiSupply(String name, String identity, Ticker ticker, ScpiConnection connection) {
        this.name = name;
        this.identity = identity;
        this.ticker = ticker;
        this.connection = connection;
    }

    /**
     * Connects and asks for its identity.
     *
     * @param name of the supply in faults, such as {@code vin}
     * @throws RigFault {@code supply.lost} or {@code supply.garbled}; of a serial port as
     *     {@link dev.roadrig.wires.serial.SerialConsole#open}
     */
    public static ScpiSupply connect(String name, ScpiAddress address, Ticker ticker, Deadline deadline)
            throws RunFault, InterruptedException {
        var connection = new ScpiConnection(name, address, ticker);
        try {
            String identity = connection.identity(deadline);
            connection.tell("*CLS", deadline);
            return new ScpiSupply(name, identity, ticker, connection);
        } catch (RunFault | InterruptedException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Switches the output and reads it back until it is so.
     *
     * @throws RigFault {@code supply.refused} with the instrument's own error, {@code supply.off} when it did not go or
     *     stay on (its protection tripped), {@code supply.stuck} when it did not go off
     */
    @Override
    public synchronized void set(boolean on, Deadline deadline) throws RunFault, InterruptedException {
        connection.tell(on ? "OUTP ON" : "OUTP OFF", deadline);
        List<String> errors = errors(deadline);
        if (!errors.isEmpty()) {
            throw new RigFault(
                    "supply.refused",
                    "The supply %s did not take OUTP %s: %s. Look at its front panel."
                            .formatted(name, on ? "ON" : "OFF", String.join("; ", errors)));
        }
        while (isOn(deadline) != on) {
            Deadline next = ticker.in(READ_BACK);
            if (next.atNanos() >= deadline.atNanos()) {
                throw on ? SupplyFaults.off(name) : SupplyFaults.stuck(name, false);
            }
            ticker.await(() -> false, next);
        }
    }

    @Override
    public synchronized boolean isOn(Deadline deadline) throws RunFault, InterruptedException {
        String answer = connection.ask("OUTP?", deadline).toUpperCase(Locale.ROOT);
        return switch (answer) {
            case "1", "ON" -> true;
            case "0", "OFF" -> false;
            default -> throw garbled("OUTP?", answer);
        };
    }

    /** What it measures now: volts, amperes and watts, asked one after the other and so not simultaneous. */
    public synchronized PowerReading measure(Deadline deadline) throws RunFault, InterruptedException {
        return new PowerReading(
                number("MEAS:VOLT?", deadline), number("MEAS:CURR?", deadline), number("MEAS:POW?", deadline));
    }

    @Override
    public void requireOn(Deadline deadline) throws RunFault, InterruptedException {
        if (!isOn(deadline)) {
            throw SupplyFaults.off(name);
        }
    }

    @Override
    public synchronized String reading(Deadline deadline) throws RunFault, InterruptedException {
        double volts = number("MEAS:VOLT?", deadline);
        double amperes = number("MEAS:CURR?", deadline);
        return String.format(Locale.ROOT, "%.2f V, %.3f A by %s", volts, amperes, SupplyFaults.shown(identity));
    }

    @Override
    public synchronized OptionalDouble amperes(Deadline deadline) throws RunFault, InterruptedException {
        double amperes = number("MEAS:CURR?", deadline);
        return Double.isNaN(amperes) ? OptionalDouble.empty() : OptionalDouble.of(Math.abs(amperes));
    }

    /** Its state in words, whatever that is: asked for when something else has failed, so it throws no fault. */
    public Evidence evidence(Deadline deadline) throws InterruptedException {
        String title = "supply " + name;
        try {
            boolean on = isOn(deadline);
            PowerReading now = measure(deadline);
            return new Evidence(
                    title,
                    String.format(
                            Locale.ROOT,
                            "output %s, %.3f V, %.3f A, %.3f W",
                            on ? "on" : "off",
                            now.volts(),
                            now.amperes(),
                            now.watts()));
        } catch (RunFault e) {
            return new Evidence(title, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public synchronized void close() {
        connection.close();
    }

    private double number(String question, Deadline deadline) throws RunFault, InterruptedException {
        String answer = connection.ask(question, deadline);
        try {
            double value = Double.parseDouble(answer);
            if (value == NOT_A_NUMBER) {
                return Double.NaN;
            }
            return Math.abs(value) == INFINITE ? Math.copySign(Double.POSITIVE_INFINITY, value) : value;
        } catch (NumberFormatException e) {
            throw garbled(question, answer);
        }
    }

    /** Everything in the instrument's queue of errors, which holds old ones too until it is read to its end. */
    private List<String> errors(Deadline deadline) throws RunFault, InterruptedException {
        var errors = new ArrayList<String>();
        while (errors.size() < MOST_ERRORS) {
            String error = connection.ask("SYST:ERR?", deadline);
            if (error.matches("[+-]?0(,.*)?")) {
                break;
            }
            errors.add(error);
        }
        return errors;
    }

    /** An answer that is none of its question's may be another's: then every further one would be. */
    private RigFault garbled(String question, String answer) {
        connection.close();
        return SupplyFaults.garbled(name, "'" + question + "'", answer, "Check that no other program talks to it.");
    }
}
