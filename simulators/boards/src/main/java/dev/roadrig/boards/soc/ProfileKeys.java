package dev.roadrig.boards.soc;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** The keys of a profile's file, each read once: what is missing, not a number or not known is bad input. */
final class ProfileKeys {
    private final String file;
    private final Properties properties;
    private final Set<String> read = new TreeSet<>();

    private ProfileKeys(String file, Properties properties) {
        this.file = file;
        this.properties = properties;
    }

    static ProfileKeys read(String file, Reader text) throws IOException {
        var properties = new Properties();
        try {
            properties.load(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput(file + ": not a properties file: " + e.getMessage(), e);
        }
        return new ProfileKeys(file, properties);
    }

    String text(String key) {
        read.add(key);
        String value = properties.getProperty(key);
        if (value == null || value.isBlank()) {
            throw new BadInput(file + ": the key " + key + " is missing. Add it; see dashcam.properties for its unit.");
        }
        return value.strip();
    }

    double number(String key) {
        String value = text(key);
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new BadInput(file + ": " + key + " is a number, not \"" + value + "\".", e);
        }
        if (!(Math.abs(number) <= 1e9)) {
            throw new BadInput(file + ": " + key + " is out of range: " + value + ".");
        }
        return number;
    }

    Duration seconds(String key) {
        return nanos(key, 1e9);
    }

    Duration milliseconds(String key) {
        return nanos(key, 1e6);
    }

    SocProfile.StageTime stageTime(String stage) {
        return new SocProfile.StageTime(nanos(stage + ".per-frame-us", 1e3), nanos(stage + ".per-box-us", 1e3));
    }

    private Duration nanos(String key, double nanosPerUnit) {
        double value = number(key);
        if (value < 0) {
            throw new BadInput(file + ": " + key + " is not below 0: " + value + ".");
        }
        return Duration.ofNanos(Math.round(value * nanosPerUnit));
    }

    void refuseUnread() {
        var unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(read);
        if (!unknown.isEmpty()) {
            throw new BadInput(
                    file + ": unknown key " + unknown.first() + "; known are " + String.join(", ", read) + ".");
        }
    }
}
