package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The process to which a gateway belongs, and where: a process number alone is given out again.
 *
 * @param pid its number
 * @param startTicks when it started, in clock ticks since boot: field 22 of proc(5)'s {@code /proc/PID/stat}
 * @param boot this boot's own name, {@code /proc/sys/kernel/random/boot_id}
 * @param network the network namespace in which the changes were made, such as {@code net:[4026531840]}
 */
record Owner(long pid, long startTicks, String boot, String network) {
    private static final Path PROC = Path.of("/proc");
    private static final Pattern LINE =
            Pattern.compile("owner (\\d{1,10}) (\\d{1,18}) ([0-9a-f-]{36}) (net:\\[\\d{1,12}\\])");

    static Owner current() throws RigFault {
        try {
            long pid = ProcessHandle.current().pid();
            return new Owner(
                    pid,
                    startTicks(pid).orElseThrow(() -> new IOException("no line of this process")),
                    Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip(),
                    Files.readSymbolicLink(PROC.resolve("self/ns/net")).toString());
        } catch (IOException e) {
            throw new RigFault(
                    "gateway.owner",
                    "This process cannot say who it is from /proc: " + e.getMessage()
                            + ". The gateway needs Linux with /proc mounted.");
        }
    }

    /** Whether the process is still there. One of another boot is not. */
    boolean lives(Owner reader) {
        return sameBoot(reader)
                && startTicks(pid).filter(ticks -> ticks == startTicks).isPresent();
    }

    boolean sameBoot(Owner reader) {
        return boot.equals(reader.boot);
    }

    boolean sameNetwork(Owner reader) {
        return network.equals(reader.network);
    }

    private static Optional<Long> startTicks(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            // The command's name is in brackets and may hold anything; state is the third field, starttime the 22nd.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean ended = fields[0].equals("Z") || fields[0].equals("X");
            return ended ? Optional.empty() : Optional.of(Long.parseLong(fields[19]));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    String line() {
        return "owner " + pid + " " + startTicks + " " + boot + " " + network;
    }

    static Owner parse(String line) {
        var matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new BadInput("the second line does not say whose it is");
        }
        return new Owner(
                Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), matcher.group(3), matcher.group(4));
    }
}
