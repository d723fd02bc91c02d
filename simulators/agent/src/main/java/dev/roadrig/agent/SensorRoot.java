package dev.roadrig.agent;

import java.nio.file.Path;

/**
 * Where a board's sensors are files.
 *
 * @param hwmon a folder of hwmon chips, each with a {@code name} and {@code power1_input}, {@code temp1_input} and the
 *     like in it; it may be absent, which is a board without sensors
 * @param processStatus a {@code /proc/PID/status} whose {@code VmRSS} is the agent's memory; it may be absent
 */
public record SensorRoot(Path hwmon, Path processStatus) {
    /** Of the machine that the agent runs on. */
    public static SensorRoot ofLinux() {
        return new SensorRoot(Path.of("/sys/class/hwmon"), Path.of("/proc/self/status"));
    }

    /** The same with another folder of chips. */
    public SensorRoot withHwmon(Path folder) {
        return new SensorRoot(folder, processStatus);
    }
}
