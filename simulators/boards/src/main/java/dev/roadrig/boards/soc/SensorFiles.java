package dev.roadrig.boards.soc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;

/**
 * The chip's sensors as files of hwmon: an ina226 on the supply's rail, whose power is the mean since its last update,
 * and a thermal zone. Every value is replaced in one step and carries a little seeded noise.
 * File names and units: the kernel's Documentation/hwmon/sysfs-interface.rst.
 */
public final class SensorFiles {
    private static final double NOISE_WATTS = 0.008;
    private static final double NOISE_CELSIUS = 0.08;
    private static final double POWER_STEP_WATTS = 0.000_625;

    private final Path hwmon;
    private final SocProfile profile;
    private final SocModel soc;
    private final SplittableRandom random;
    private long lastNanos;
    private double lastJoules;

    /**
     * @param hwmon the folder of chips, made if it is not there
     * @param atNanos now, on the model's timeline
     */
    public SensorFiles(Path hwmon, SocProfile profile, SocModel soc, long atNanos, long seed) throws IOException {
        this.hwmon = hwmon;
        this.profile = profile;
        this.soc = soc;
        this.random = new SplittableRandom(seed);
        this.lastNanos = atNanos;
        this.lastJoules = soc.read(atNanos).joules();
        Files.createDirectories(hwmon.resolve("hwmon0"));
        Files.createDirectories(hwmon.resolve("hwmon1"));
        put("hwmon0/name", "ina226");
        put("hwmon0/power1_label", profile.rail());
        put("hwmon0/in1_label", profile.rail());
        put("hwmon0/curr1_label", profile.rail());
        put("hwmon0/update_interval", Long.toString(profile.sensorUpdate().toMillis()));
        put("hwmon0/shunt_resistor", "10000");
        put("hwmon1/name", "soc_thermal");
        put("hwmon1/temp1_label", "soc");
        write(soc.read(atNanos).watts(), soc.read(atNanos).celsius());
    }

    /** Writes the values of a moment. */
    public void update(long atNanos) throws IOException {
        SocModel.Reading reading = soc.read(atNanos);
        double seconds = (atNanos - lastNanos) / 1e9;
        if (seconds > 0) {
            double watts = (reading.joules() - lastJoules) / seconds;
            lastNanos = atNanos;
            lastJoules = reading.joules();
            write(watts, reading.celsius());
        }
    }

    private void write(double meanWatts, double celsius) throws IOException {
        double watts = Math.max(0, meanWatts + NOISE_WATTS * random.nextGaussian());
        double quantised = Math.round(watts / POWER_STEP_WATTS) * POWER_STEP_WATTS;
        double volts = profile.supplyVolts();
        put("hwmon0/power1_input", Long.toString(Math.round(quantised * 1e6)));
        put("hwmon0/in1_input", Long.toString(Math.round(volts * 1e3)));
        put("hwmon0/curr1_input", Long.toString(Math.round(quantised / volts * 1e3)));
        double shown = celsius + NOISE_CELSIUS * random.nextGaussian();
        put("hwmon1/temp1_input", Long.toString(Math.round(shown * 1e3)));
    }

    private void put(String file, String value) throws IOException {
        Path target = hwmon.resolve(file);
        Path fresh = hwmon.resolve(file.replaceFirst("/", "/."));
        Files.writeString(fresh, value + "\n");
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
