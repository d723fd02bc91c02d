package dev.roadrig.boards.board;

import dev.roadrig.boards.firmware.Firmware;
import dev.roadrig.boards.os.BoardFiles;
import dev.roadrig.boards.os.BoardProcess;
import dev.roadrig.boards.os.BoardSystem;
import dev.roadrig.boards.os.Kernel;
import dev.roadrig.boards.os.SystemClock;
import dev.roadrig.boards.soc.SensorFiles;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** The services of a board that has booted: files of /proc and /etc, sensors, noise, the console's login. */
final class BootedBoard {
    private static final List<String> NOISE = List.of(
            "usb 1-1: new high-speed USB device number %d using ehci-platform",
            "wlan0: associated with 02:1a:c5:00:%02x:01 (signal -61 dBm)",
            "random: crng reseeded %d on system resumption",
            "cfg80211: regulatory domain changed to country: EU (%d)",
            "mmc0: tuning execution %d",
            "Time jumped backwards, rotating. (%d)");
    /** What a board carries when it is new. */
    static final Firmware FACTORY = new Firmware("dashcam-2026.09.30", "detector = signs\nboots = yes\n");

    private static final double NOISE_SECONDS = 3;

    private final BoardOptions options;
    private final BoardSystem system;
    private final ConsoleTty tty;

    BootedBoard(BoardOptions options, BoardSystem system, ConsoleTty tty) {
        this.options = options;
        this.system = system;
        this.tty = tty;
    }

    /** Fills the file system as a boot does: what lay in /tmp, /run and /proc is gone. */
    static void mount(BoardFiles files, SystemClock clock, Kernel kernel, Firmware firmware) throws IOException {
        for (String volatileFolder : List.of("/tmp", "/run", "/proc", "/sys", "/dev")) {
            if (files.exists(volatileFolder)) {
                files.delete(volatileFolder);
            }
        }
        for (String folder :
                List.of("/tmp", "/run", "/root", "/opt", "/data", "/dev", "/var/log", "/bin", "/usr/bin")) {
            files.write(folder + "/.keep", "");
            files.delete(folder + "/.keep");
        }
        files.write("/etc/os-release", "NAME=\"Dashcam Linux\"\nID=dashcam\nVERSION_ID=\"2026.09\"\n");
        files.write("/etc/roadrig-firmware", firmware.version() + "\n");
        files.write("/etc/dashcam.conf", firmware.payload());
        files.write("/etc/hostname", "dashcam\n");
        files.write("/proc/version", "Linux version 6.1.55-dashcam (build@dashcam) #1 SMP PREEMPT\n");
        files.write("/proc/cmdline", "console=ttyS0,115200 root=/dev/mmcblk0p2 rootwait panic=3\n");
        files.write("/proc/sys/kernel/random/boot_id", clock.bootId() + "\n");
        files.write("/proc/cpuinfo", cpus());
        files.write(
                "/proc/meminfo",
                "MemTotal:         488932 kB\nMemFree:          301204 kB\nMemAvailable:     388116 kB\n");
        files.write("/proc/loadavg", "0.12 0.08 0.02 1/64 240\n");
        files.live(
                "/proc/uptime",
                () -> String.format(Locale.ROOT, "%.2f %.2f%n", clock.uptimeSeconds(), clock.uptimeSeconds() * 3.4));
        files.live("/proc/sys/kernel/printk", kernel::printk);
    }

    private static String cpus() {
        var text = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            text.append("processor\t: ").append(i).append("\nBogoMIPS\t: 48.00\nCPU part\t: 0xd03\n\n");
        }
        return text.toString();
    }

    /** Starts sensors, noise and login. */
    void start(SensorFiles sensors, String password) throws InterruptedException {
        BoardProcess unusedSensors = system.start("sensors", "[sensors]", 2, process -> {
            long period = options.profile().sensorUpdate().toNanos();
            return every(
                    period,
                    () -> process.signal() != 0,
                    () -> sensors.update(system.clock().ticker().nanos()));
        });
        if (options.noise()) {
            BoardProcess unusedNoise = system.start("noise", "[kworker/0:1]", 2, this::noise);
        }
        BoardProcess unusedLogin =
                system.start("console", "/sbin/getty ttyS0", 1, new ConsoleLogin(system, tty, password));
    }

    /** Something that is done again and again. */
    @FunctionalInterface
    private interface Turn {
        void run() throws IOException;
    }

    private int every(long periodNanos, BooleanSupplier killed, Turn turn) throws IOException, InterruptedException {
        long next = system.clock().nanos();
        while (!killed.getAsBoolean()) {
            turn.run();
            next = Math.max(next + periodNanos, system.clock().nanos());
            system.clock().waitUntil(next, killed);
        }
        return 0;
    }

    private int noise(BoardProcess process) throws InterruptedException {
        var random = new SplittableRandom(options.seed() ^ 0x6e_6f69_7365L);
        while (process.signal() == 0) {
            double seconds = 0.2 - NOISE_SECONDS * Math.log(1 - random.nextDouble());
            system.clock().waitUntil(system.clock().nanos() + (long) (seconds * 1e9), () -> process.signal() != 0);
            String line = NOISE.get(random.nextInt(NOISE.size()));
            system.kernel().print(Kernel.NOTICE, String.format(Locale.ROOT, line, 2 + random.nextInt(60)));
        }
        return 0;
    }
}
