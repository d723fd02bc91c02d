package dev.roadrig.wires.tool.board;

import dev.roadrig.wires.tool.ToolText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sensors of hwmon or of the older iio, read once, in SI units. Formats: the kernel's sysfs-interface of hwmon (millivolt,
 * milliampere, microwatt, millidegree) and the INA3221 driver of older Jetson kernels in iio (milliwatt).
 *
 * @param entries how many files were read
 * @param readings in the order of the text
 */
public record HwmonTree(int entries, List<Reading> readings) {
    /**
     * One sensor's value.
     *
     * @param chip its driver's name, or its folder where none is given
     * @param channel such as temp1
     * @param label as the board calls it, or the channel
     * @param quantity V, A, W or C
     */
    public record Reading(String chip, String channel, String label, String quantity, double value) {}

    private static final Pattern HWMON =
            Pattern.compile("^(.{0,900}/hwmon[^/]*+)/((in|curr|power|temp)([0-9]{1,3}))_(input|average)$");
    private static final Pattern IIO =
            Pattern.compile("^(.{0,900}/iio[^/]*+)/in_(voltage|current|power)([0-9]{1,3})_input$");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,12}");

    public HwmonTree {
        readings = List.copyOf(readings);
    }

    /** Reads a text of {@code path:value} lines; a value that is no number is left out. */
    public static HwmonTree of(ToolText text) {
        PathTree tree = PathTree.of(text);
        List<Reading> readings = new ArrayList<>();
        tree.values().forEach((path, value) -> {
            if (!WHOLE.matcher(value.strip()).matches()) {
                return;
            }
            double number = Double.parseDouble(value.strip());
            Matcher hwmon = HWMON.matcher(path);
            Matcher iio = IIO.matcher(path);
            if (hwmon.matches()) {
                hwmon(tree, hwmon, number).ifPresent(readings::add);
            } else if (iio.matches()) {
                readings.add(iio(tree, iio, number));
            }
        });
        return new HwmonTree(tree.values().size(), readings);
    }

    /**
     * The rails with their power. Where a chip has no power of its own (an INA3221), it is voltage by current of one
     * channel, which are two readings and not simultaneous.
     */
    public List<Rail> rails() {
        List<Rail> rails = new ArrayList<>();
        for (Reading reading : readings) {
            OptionalDouble watts = OptionalDouble.empty();
            if (reading.quantity().equals("W")) {
                watts = OptionalDouble.of(reading.value());
            } else if (reading.quantity().equals("A") && powerOf(reading).isEmpty()) {
                watts = voltsOf(reading)
                        .map(volts -> OptionalDouble.of(volts * reading.value()))
                        .orElse(watts);
            }
            watts.ifPresent(w -> rails.add(new Rail(reading.label(), w * 1000, w * 1000, false)));
        }
        return rails;
    }

    private Optional<Reading> powerOf(Reading current) {
        return same(current, "W");
    }

    private Optional<Double> voltsOf(Reading current) {
        return same(current, "V").map(Reading::value);
    }

    private Optional<Reading> same(Reading current, String quantity) {
        // An INA2xx counts its bus voltage as in1 and its current as curr1; an INA3221 pairs equal numbers as well.
        String number = current.channel().replaceFirst("^[a-z]+", "");
        return readings.stream()
                .filter(r -> r.chip().equals(current.chip()) && r.quantity().equals(quantity))
                .filter(r -> r.channel().replaceFirst("^[a-z]+", "").equals(number))
                .findFirst();
    }

    private static Optional<Reading> hwmon(PathTree tree, Matcher path, double number) {
        String chip = tree.value(path.group(1) + "/name").orElse(path.group(1));
        String kind = path.group(3);
        int channel = Integer.parseInt(path.group(4));
        // Of an INA3221 curr4 and in7 are sums, and in4 to in6 are shunt voltages in microvolt.
        if (chip.equals("ina3221") && channel > 3) {
            return Optional.empty();
        }
        // Of an INA2xx in0 is the shunt's voltage.
        if (chip.startsWith("ina2") && kind.equals("in") && channel == 0) {
            return Optional.empty();
        }
        String label = tree.value(path.group(1) + "/" + path.group(2) + "_label")
                .or(() -> tree.value(path.group(1) + "/in" + channel + "_label"))
                .orElse(path.group(2));
        double parts = kind.equals("power") ? 1e6 : 1e3;
        String quantity = kind.equals("in") ? "V" : kind.equals("curr") ? "A" : kind.equals("power") ? "W" : "C";
        return Optional.of(new Reading(chip, path.group(2), label, quantity, number / parts));
    }

    private static Reading iio(PathTree tree, Matcher path, double number) {
        String chip = tree.value(path.group(1) + "/name").orElse(path.group(1));
        String label = tree.value(path.group(1) + "/rail_name_" + path.group(3)).orElse(path.group(2) + path.group(3));
        String quantity = path.group(2).equals("voltage") ? "V" : path.group(2).equals("current") ? "A" : "W";
        return new Reading(chip, path.group(2) + path.group(3), label, quantity, number / 1e3);
    }
}
