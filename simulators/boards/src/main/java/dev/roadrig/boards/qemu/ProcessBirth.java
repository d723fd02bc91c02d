package dev.roadrig.boards.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * When a process began, told so that no other process of the same number has it: the boot's identity, and the kernel's ticks
 * since that boot. A start in UTC is no such thing: it is reckoned from the clock, and shifts when that is set.
 */
final class ProcessBirth {
    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT = PROC.resolve("sys/kernel/random/boot_id");

    /** Fields 3 and 22 of {@code /proc/PID/stat} (proc(5)), counted behind the name. */
    private static final int STATE = 0;

    private static final int START_TICKS = 19;

    private ProcessBirth() {}

    /**
     * The birth of a process that lives.
     *
     * @return empty when there is none of that number, or it has ended and only waits to be asked for its exit code
     * @throws IOException when that cannot be told
     */
    static Optional<String> of(long pid) throws IOException {
        String stat;
        try {
            stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (Files.exists(PROC.resolve(String.valueOf(pid)))) {
                throw e;
            }
            // It ended between the opening and the reading.
            return Optional.empty();
        }
        String boot = Files.readString(BOOT).strip();
        return startTicks(stat).map(ticks -> boot + " " + ticks);
    }

    /** The start's ticks, empty for a process that has ended. Its name may hold blanks and brackets. */
    static Optional<String> startTicks(String stat) throws IOException {
        List<String> fields =
                List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "));
        if (fields.size() <= START_TICKS) {
            throw new IOException("/proc tells no start of a process: " + stat.strip());
        }
        return "ZXx".contains(fields.get(STATE)) ? Optional.empty() : Optional.of(fields.get(START_TICKS));
    }
}
