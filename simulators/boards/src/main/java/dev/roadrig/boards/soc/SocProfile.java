package dev.roadrig.boards.soc;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The figures of one chip: how long each stage takes, what it draws, and how it warms.
 *
 * @param name the profile's name
 * @param times of the stages of a frame
 * @param rail the rail that the supply feeds
 * @param supplyVolts of the rail
 * @param idleWatts with nothing to do
 * @param activeWatts on top of idle while a stage runs
 * @param thermal how it warms
 * @param sensorUpdate how often its sensors give a new value
 */
public record SocProfile(
        String name,
        Map<Stage, StageTime> times,
        String rail,
        double supplyVolts,
        double idleWatts,
        Map<Stage, Double> activeWatts,
        Thermal thermal,
        Duration sensorUpdate) {

    public SocProfile {
        times = Map.copyOf(times);
        activeWatts = Map.copyOf(activeWatts);
        if (!(supplyVolts > 0) || !(idleWatts >= 0)) {
            throw new IllegalArgumentException("a supply is above 0 V and idle power not below 0 W");
        }
        if (sensorUpdate.toMillis() < 1) {
            throw new IllegalArgumentException("a sensor updates at most every millisecond");
        }
    }

    /**
     * How long a stage takes.
     *
     * @param perFrame whatever is in the frame
     * @param perBox on top, for each box
     */
    public record StageTime(Duration perFrame, Duration perBox) {
        /** Nanoseconds for a frame with that many boxes. */
        public long nanos(int boxes) {
            return perFrame.toNanos() + boxes * perBox.toNanos();
        }
    }

    /**
     * One thermal resistance and one capacity: the chip goes exponentially to ambient + resistance * watts.
     *
     * @param ambientCelsius around the board
     * @param kelvinPerWatt thermal resistance from chip to ambient
     * @param timeConstant of the approach
     * @param throttleAtCelsius from here on the chip slows down, until it is 5 K cooler
     * @param slowdown by how much stages take longer then, 1 or more
     */
    public record Thermal(
            double ambientCelsius,
            double kelvinPerWatt,
            Duration timeConstant,
            double throttleAtCelsius,
            double slowdown) {
        public Thermal {
            if (timeConstant.isZero() || timeConstant.isNegative() || !(slowdown >= 1)) {
                throw new IllegalArgumentException("a time constant is above 0 and a slowdown at least 1");
            }
        }
    }

    /** The time of a stage at full speed; zero for stages that no frame has. */
    public StageTime time(Stage stage) {
        return times.getOrDefault(stage, new StageTime(Duration.ZERO, Duration.ZERO));
    }

    /** The profile of the demo's dash-cam board. */
    public static SocProfile dashcam() {
        return named("dashcam");
    }

    /**
     * A profile that comes with Roadrig.
     *
     * @throws BadInput when there is none of that name
     */
    public static SocProfile named(String name) {
        String file = name + ".properties";
        try (InputStream in = name.matches("[a-z0-9-]{1,40}") ? SocProfile.class.getResourceAsStream(file) : null) {
            if (in == null) {
                throw new BadInput("No board profile named " + name + " comes with Roadrig; there is: dashcam.");
            }
            return read(file, new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new BadInput("Cannot read the board profile " + file + ": " + FileTrouble.why(e), e);
        }
    }

    /**
     * Reads a profile.
     *
     * @param file named in messages
     * @throws BadInput when a key is missing, unknown or has no number
     */
    public static SocProfile read(String file, Reader text) throws IOException {
        var keys = ProfileKeys.read(file, text);
        var times = new EnumMap<Stage, StageTime>(Stage.class);
        times.put(Stage.PREPROCESS, keys.stageTime("preprocess"));
        times.put(Stage.INFERENCE, keys.stageTime("inference"));
        times.put(Stage.POSTPROCESS, keys.stageTime("postprocess"));
        var watts = new EnumMap<Stage, Double>(Stage.class);
        watts.put(Stage.BOOT, keys.number("boot-watts"));
        watts.put(Stage.PREPROCESS, keys.number("preprocess-watts"));
        watts.put(Stage.INFERENCE, keys.number("inference-watts"));
        watts.put(Stage.POSTPROCESS, keys.number("postprocess-watts"));
        var thermal = new Thermal(
                keys.number("ambient-celsius"),
                keys.number("thermal-resistance-kelvin-per-watt"),
                keys.seconds("thermal-time-constant-s"),
                keys.number("throttle-at-celsius"),
                keys.number("throttle-slowdown"));
        var profile = new SocProfile(
                keys.text("name"),
                times,
                keys.text("rail"),
                keys.number("supply-volts"),
                keys.number("idle-watts"),
                watts,
                thermal,
                keys.milliseconds("sensor-update-ms"));
        keys.refuseUnread();
        return profile;
    }

    /** The watts that a stage draws on top of idle. */
    public double activeWatts(Stage stage) {
        return Objects.requireNonNull(activeWatts.getOrDefault(stage, 0.0));
    }
}
