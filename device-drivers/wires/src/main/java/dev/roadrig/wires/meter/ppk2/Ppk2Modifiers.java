package dev.roadrig.wires.meter.ppk2;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kit's own constants for each of its five ranges, from the {@code Key: value} lines of its metadata. */
final class Ppk2Modifiers {
    private static final List<String> NAMES = List.of("R", "GS", "GI", "O", "S", "I", "UG");
    private static final Pattern LINE = Pattern.compile("(R|GS|GI|O|S|I|UG)([0-4]): *+(\\S{1,40})");
    /** Full scale of the converter over its steps; a word holds a quarter of them. */
    private static final double VOLTS_A_STEP = 1.8 / 163_840;

    private final double[] ohms = {1031.64, 101.65, 10.15, 0.94, 0.043};
    private final double[] square = new double[5];
    private final double[] gain = ones();
    private final double[] offset = new double[5];
    private final double[] byVolts = new double[5];
    private final double[] added = new double[5];
    private final double[] user = ones();
    private final List<double[]> all = List.of(ohms, square, gain, offset, byVolts, added, user);
    private int stated;

    private Ppk2Modifiers() {}

    /** Reads metadata. A value that is none ({@code -nan}), and a resistance of zero, keep the default. */
    static Ppk2Modifiers of(String metadata) {
        var modifiers = new Ppk2Modifiers();
        metadata.lines().forEach(line -> {
            Matcher match = LINE.matcher(line.strip());
            if (match.matches()) {
                modifiers.put(match.group(1), Integer.parseInt(match.group(2)), match.group(3));
            }
        });
        return modifiers;
    }

    private static double[] ones() {
        var ones = new double[5];
        Arrays.fill(ones, 1);
        return ones;
    }

    private void put(String name, int range, String text) {
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return;
        }
        if (Double.isFinite(value) && !(name.equals("R") && value <= 0)) {
            all.get(NAMES.indexOf(name))[range] = value;
            stated++;
        }
    }

    /** How many of the 35 constants the kit stated; the rest are defaults. */
    int stated() {
        return stated;
    }

    /** The current of a word, in ampere. */
    double amperes(Ppk2Word word, double volts) {
        int r = word.range();
        double x = (word.adc() * 4.0 - offset[r]) * VOLTS_A_STEP / ohms[r];
        return user[r] * (x * (square[r] * x + gain[r]) + byVolts[r] * volts + added[r]);
    }
}
