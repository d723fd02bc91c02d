package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.drive.foxglove.Log;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Imports a log of text, a line a message: the kernel's (dmesg), or an application's whose lines begin with the seconds
 * since boot or a date. A line without a stamp, such as of a stack trace, has that of the line before.
 */
final class LogImporter implements DriveImporter {
    /** What only a kernel says. */
    private static final Predicate<String> KERNEL = Pattern.compile("Linux version |Booting Linux|Kernel command line"
                    + "|\\baudit: type=|\\busb \\d+-\\d|\\bmmc\\d|\\brtc[-_]|clocksource:|EXT4-fs|random: crng"
                    + "|\\bwwan\\d|cdc_(ether|mbim|ncm|wdm)|qmi_wwan|IPv6: ADDRCONF|Out of memory|Freeing .*memory"
                    + "|systemd\\[1]:|Kernel panic|Call trace:|\\bCPU\\d?:|\\bwatchdog: ")
            .asPredicate();

    private final boolean kernel;

    LogImporter(boolean kernel) {
        this.kernel = kernel;
    }

    @Override
    public String name() {
        return kernel ? "kernel-log" : "application-log";
    }

    @Override
    public String form() {
        return kernel ? "kernel log" : "application log";
    }

    @Override
    public String mark() {
        return kernel
                ? "lines such as [  812.400123] text, and words of a Linux kernel"
                : "lines that begin with [seconds since boot] or a date";
    }

    @Override
    public boolean knows(Path source) {
        List<LogStamp> stamps = TextHead.of(source).stream()
                .flatMap(line -> LogStamp.of(line).stream())
                .toList();
        boolean kernels = stamps.stream().anyMatch(stamp -> stamp.monotonic() && KERNEL.test(stamp.text()));
        return stamps.size() * 2 > TextHead.of(source).size() && kernels == kernel;
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        var topic = new DriveTopic(
                kernel ? "/log/kernel" : "/log/application",
                Log.getDescriptor(),
                kernel ? "lines of the kernel" : "lines of the application");
        var walk = new LogWalk(topic, writer, String.valueOf(source.getFileName()));
        try (TextLines lines = TextLines.open(source)) {
            while (lines.next()) {
                walk.see(lines.text(), lines.line());
            }
        }
        return new Account(FolderHash.ofFile(source), walk.timeBase(), walk.notes(), walk.dropped());
    }
}
