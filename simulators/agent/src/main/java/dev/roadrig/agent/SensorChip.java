package dev.roadrig.agent;

import dev.roadrig.ports.agent.TelemetrySample.Quantity;
import dev.roadrig.ports.agent.TelemetrySample.Reading;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One hwmon chip: a folder of small text files in the kernel's units (microwatt, millivolt, milliampere, millidegree
 * Celsius). A file that is gone or holds no number is absent, and never a zero.
 *
 * <p>A rail is named by its label file, else by the chip; an INA3221 has one label a channel, on the voltage, and no
 * power file, so that its power is the product of two files that are read one after the other.
 */
final class SensorChip {
    private static final int MOST_TEXT = 64;
    private static final int MOST_SENSORS = 64;
    private static final Pattern SENSOR = Pattern.compile("(power|temp|in|curr)(\\d{1,3})_input");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");

    private final String name;
    private final List<Sensor> sensors;
    private final long updateNanos;

    private SensorChip(Path folder, String name) throws IOException {
        this.name = name;
        this.updateNanos = Math.max(0, number(folder.resolve("update_interval")).orElse(0L)) * 1_000_000;
        var found = new ArrayList<Sensor>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*_input")) {
            for (Path file : files) {
                Matcher matcher = SENSOR.matcher(String.valueOf(file.getFileName()));
                if (matcher.matches() && found.size() < MOST_SENSORS) {
                    found.add(new Sensor(file, matcher.group(1), Integer.parseInt(matcher.group(2))));
                }
            }
        }
        found.removeIf(this::isNoRail);
        found.sort(Comparator.comparing(sensor -> sensor.file));
        if (name.equals("ina3221")) {
            found.addAll(products(found));
        }
        sensors = List.copyOf(found);
    }

    /** The chips of a folder, in the order of their names there; a folder that is not there has none. */
    static List<SensorChip> in(Path folder) {
        var paths = new ArrayList<Path>();
        try (DirectoryStream<Path> chips = Files.newDirectoryStream(folder)) {
            chips.forEach(paths::add);
        } catch (IOException e) {
            return List.of();
        }
        paths.sort(Comparator.naturalOrder());
        var chips = new ArrayList<SensorChip>();
        for (Path path : paths) {
            chip(path).ifPresent(chips::add);
        }
        return chips;
    }

    private static Optional<SensorChip> chip(Path folder) {
        Optional<String> chipName = text(folder.resolve("name"));
        try {
            return chipName.isEmpty() ? Optional.empty() : Optional.of(new SensorChip(folder, chipName.get()));
        } catch (IOException e) {
            // Unplugged between listing and reading: absent.
            return Optional.empty();
        }
    }

    void read(List<Reading> into) {
        for (Sensor sensor : sensors) {
            sensor.value()
                    .ifPresent(value -> into.add(Reading.newBuilder()
                            .setName(sensor.rail)
                            .setQuantity(sensor.quantity)
                            .setValue(value)
                            .setSource(name + "/" + sensor.source)
                            .setUpdateNs(updateNanos)
                            .build()));
        }
    }

    /** Shunt voltages, and sums over channels, are no rails. */
    private boolean isNoRail(Sensor sensor) {
        return name.equals("ina3221")
                ? sensor.number > 3
                : name.startsWith("ina2") && sensor.kind.equals("in") && sensor.number == 0;
    }

    private List<Sensor> products(List<Sensor> found) {
        var products = new ArrayList<Sensor>();
        for (Sensor volts : found) {
            found.stream()
                    .filter(amps -> volts.kind.equals("in") && amps.kind.equals("curr") && amps.number == volts.number)
                    .forEach(amps -> products.add(new Sensor(volts, amps)));
        }
        return products;
    }

    private static Optional<String> text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MOST_TEXT), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(Path file) {
        return text(file).filter(text -> NUMBER.matcher(text).matches()).map(Long::valueOf);
    }

    /** One file, or the product of two. */
    private final class Sensor {
        private final Path file;
        private final Optional<Path> factor;
        private final String kind;
        private final int number;
        private final Quantity quantity;
        private final double unit;
        private final String rail;
        private final String source;

        Sensor(Path file, String kind, int number) {
            this.file = file;
            this.factor = Optional.empty();
            this.kind = kind;
            this.number = number;
            this.quantity = switch (kind) {
                case "power" -> Quantity.POWER;
                case "temp" -> Quantity.TEMPERATURE;
                case "in" -> Quantity.VOLTAGE;
                default -> Quantity.CURRENT;
            };
            this.unit = quantity == Quantity.POWER ? 1e-6 : 1e-3;
            this.rail = label();
            this.source = String.valueOf(file.getFileName());
        }

        Sensor(Sensor volts, Sensor amps) {
            this.file = volts.file;
            this.factor = Optional.of(amps.file);
            this.kind = "power";
            this.number = volts.number;
            this.quantity = Quantity.POWER;
            this.unit = 1e-6;
            this.rail = volts.rail;
            this.source = volts.source + "*" + amps.source;
        }

        private String label() {
            Path folder = file.resolveSibling(".").normalize();
            return text(folder.resolve(kind + number + "_label"))
                    .or(() -> text(folder.resolve("in" + number + "_label")))
                    .orElse(number == 1 || (kind.equals("in") && number == 0) ? name : name + "." + number);
        }

        /** In the quantity's own unit. */
        Optional<Double> value() {
            Optional<Long> first = SensorChip.number(file);
            Optional<Long> second = factor.isEmpty() ? Optional.of(1L) : SensorChip.number(factor.get());
            return first.isPresent() && second.isPresent()
                    ? Optional.of((double) first.get() * second.get() * unit)
                    : Optional.empty();
        }
    }
}
