package dev.roadrig.wires.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Signs that came while a command was under way, until it is known whose they are: its echo's, its output's, or what the
 * board said of its own accord. Of a command that ended a sign counts where the kernel's own stamp before it is of the time
 * of that command, and no other stamp came meanwhile that shows a log: what prints one prints older lines too. Of a command
 * that does not end soon after, what is not known to be old counts. A kernel's first line, and what has stamps after it, is
 * a boot's as well as an old log's, which a slow console may print for long: it waits until the console is still.
 *
 * <p>So these deaths are not seen, where the command ends soon after: of a kernel that puts no stamp before its lines, was
 * not seen to start, or has slept since it last said something by itself; in the first moments of a command (50 ms, and 0.7 s
 * for each hour since then); beside a log that the command printed. A text that was made up so that its stamps are of the
 * very moment would count.
 */
final class CommandSigns {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final KernelClock clock;
    private final List<SeenSign> held = new ArrayList<>();
    private boolean open;
    private boolean printsLog;
    private long beganNanos;
    private long heardNanos;

    CommandSigns(KernelClock clock) {
        this.clock = clock;
    }

    void begin(long nanos) {
        open = true;
        printsLog = false;
        beganNanos = nanos;
        heardNanos = nanos;
    }

    /** Whether a command is under way. */
    boolean isOpen() {
        return open;
    }

    /** Hears a line, or more of one. */
    void line(String text, long nanos) {
        printsLog |= clock.hasOther(text, beganNanos, nanos);
        heardNanos = nanos;
    }

    void hold(SeenSign sign) {
        held.add(sign);
    }

    /** By when the command has to end if what it shows is to be its output; empty where it shows nothing of a death. */
    OptionalLong dueNanos() {
        List<SeenSign> young = young();
        if (young.isEmpty()) {
            return OptionalLong.empty();
        }
        OptionalLong alone =
                outsideLog(young).stream().mapToLong(SeenSign::nanos).min();
        return OptionalLong.of(alone.orElse(heardNanos) + GRACE.toNanos());
    }

    /** Nobody waits any longer for the command's end: gives what is not known to be old. */
    List<SeenSign> release() {
        List<SeenSign> young = young();
        held.removeAll(young);
        return young;
    }

    /** The command has ended: gives what the board said of its own accord. */
    List<SeenSign> end() {
        List<SeenSign> own = held.stream()
                .filter(sign -> !printsLog && age(sign) == KernelClock.Age.NOW)
                .toList();
        close();
        return own;
    }

    /** The command was given up: gives everything. */
    List<SeenSign> fail() {
        List<SeenSign> all = List.copyOf(held);
        close();
        return all;
    }

    private void close() {
        open = false;
        held.clear();
    }

    private List<SeenSign> young() {
        return held.stream().filter(sign -> age(sign) != KernelClock.Age.OLD).toList();
    }

    /** Those that no log explains which begins with a kernel's first line. */
    private static List<SeenSign> outsideLog(List<SeenSign> signs) {
        List<SeenSign> outside = new ArrayList<>();
        boolean inLog = false;
        for (SeenSign sign : signs) {
            inLog |= sign.isFirstOfLog();
            if (!inLog || !KernelClock.isStamped(sign.line())) {
                outside.add(sign);
            }
        }
        return outside;
    }

    private KernelClock.Age age(SeenSign sign) {
        return clock.ageOfLast(sign.before(), beganNanos, sign.nanos());
    }
}
