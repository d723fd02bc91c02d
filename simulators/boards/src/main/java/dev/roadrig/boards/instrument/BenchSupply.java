package dev.roadrig.boards.instrument;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * A bench supply that speaks SCPI: one output with a voltage, a current limit, measurements quantised as a 16-bit
 * converter does, and an error queue. Over-current trips the output until it is switched on again.
 */
public final class BenchSupply {
    private static final double VOLT_STEP = 0.5e-3;
    private static final double AMPERE_STEP = 0.1e-3;
    private static final double MOST_VOLTS = 32;
    private static final double MOST_AMPERES = 6;
    private static final int MOST_ERRORS = 20;

    private final String serialNumber;
    private final SupplyOutput output;
    private final double defaultVolts;
    private final Deque<String> errors = new ArrayDeque<>();
    private double volts;
    private double limitAmperes = 3;
    private boolean on;
    private boolean tripped;

    /**
     * @param serialNumber as *IDN? tells it
     * @param volts that the output is set to
     * @param on whether it starts switched on
     */
    public BenchSupply(String serialNumber, double volts, boolean on, SupplyOutput output) {
        this.serialNumber = serialNumber;
        this.volts = volts;
        this.defaultVolts = volts;
        this.output = output;
        if (on) {
            set(true);
        }
    }

    /**
     * Takes one line of SCPI.
     *
     * @return the answer without its line end; empty for a command that has none
     */
    public synchronized String line(String line) {
        String text = line.strip();
        if (text.isEmpty()) {
            return "";
        }
        int blank = text.indexOf(' ');
        String header = (blank < 0 ? text : text.substring(0, blank)).toUpperCase(Locale.ROOT);
        String argument = blank < 0 ? "" : text.substring(blank + 1).strip().toUpperCase(Locale.ROOT);
        return header.endsWith("?") ? query(shorten(header)) : command(shorten(header), argument);
    }

    /** SCPI's long form to its short one: VOLTage, CURRent, OUTPut, MEASure, SYSTem, ERRor, POWer, PROTection, CLEar. */
    private static String shorten(String header) {
        return header.replaceFirst("^:", "")
                .replaceAll("\\b(VOLT|CURR|OUTP|MEAS|SYST|PROT|SOUR)(AGE|ENT|UT|URE|EM|ECTION|CE)\\b", "$1")
                .replaceAll("\\bERROR\\b", "ERR")
                .replaceAll("\\bPOWER\\b", "POW")
                .replaceAll("\\bCLEAR\\b", "CLE")
                .replaceFirst("^SOUR:", "")
                .replace("SYST:ERR:NEXT?", "SYST:ERR?")
                .replace(":STATE", "")
                .replaceAll("(:SCALAR|:DC|:LEVEL)", "");
    }

    private String query(String header) {
        return switch (header) {
            case "*IDN?" -> "Roadrig,Emulated bench supply," + serialNumber + ",1.0";
            case "*OPC?" -> "1";
            case "OUTP?" -> on ? "1" : "0";
            case "VOLT?" -> number(volts);
            case "CURR?" -> number(limitAmperes);
            case "MEAS:VOLT?", "MEAS?" -> number(on ? quantised(volts, VOLT_STEP) : 0);
            case "MEAS:CURR?" -> number(measuredAmperes());
            case "MEAS:POW?" -> number(on ? quantised(volts, VOLT_STEP) * measuredAmperes() : 0);
            case "OUTP:PROT:TRIP?", "CURR:PROT:TRIP?" -> tripped ? "1" : "0";
            case "SYST:ERR?" -> errors.isEmpty() ? "0,\"No error\"" : errors.removeFirst();
            default -> {
                error("-113,\"Undefined header\"");
                yield "";
            }
        };
    }

    private String command(String header, String argument) {
        switch (header) {
            case "*RST" -> {
                set(false);
                volts = defaultVolts;
                tripped = false;
            }
            case "*CLS" -> errors.clear();
            case "SYST:REM", "SYST:LOC", "INST:NSEL" -> {
                // One output, always remote.
            }
            case "OUTP:PROT:CLE", "CURR:PROT:CLE" -> tripped = false;
            case "OUTP" -> output(argument);
            case "VOLT" -> volts = setting(argument, volts, MOST_VOLTS);
            case "CURR" -> limitAmperes = setting(argument, limitAmperes, MOST_AMPERES);
            default -> error("-113,\"Undefined header\"");
        }
        return "";
    }

    private void output(String argument) {
        switch (argument) {
            case "ON", "1" -> {
                tripped = false;
                set(true);
            }
            case "OFF", "0" -> set(false);
            default -> error("-224,\"Illegal parameter value\"");
        }
    }

    private double setting(String argument, double before, double most) {
        try {
            double value = Double.parseDouble(argument.replaceFirst("\\s*[VA]$", ""));
            if (value >= 0 && value <= most) {
                return value;
            }
            error("-222,\"Data out of range\"");
        } catch (NumberFormatException e) {
            error("-104,\"Data type error\"");
        }
        return before;
    }

    /** Over-current: the output goes off until somebody switches it on again, and the error queue says why. */
    public synchronized void trip() {
        if (on) {
            tripped = true;
            error("-310,\"Output tripped: over-current\"");
            set(false);
        }
    }

    private void set(boolean wanted) {
        if (on != wanted) {
            on = wanted;
            output.switched(wanted);
        }
    }

    private double measuredAmperes() {
        return on ? quantised(output.amperes(), AMPERE_STEP) : 0;
    }

    private static double quantised(double value, double step) {
        return Math.round(value / step) * step;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%+.6E", value);
    }

    private void error(String text) {
        if (errors.size() < MOST_ERRORS) {
            errors.addLast(text);
        }
    }
}
