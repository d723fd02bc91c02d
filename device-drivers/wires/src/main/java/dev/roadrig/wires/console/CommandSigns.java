package dev.roadrig.wires.console;

import java.util.ArrayList;
import java.util.List;

/**
 * Signs that came while a command was under way, until it is known whose they are: its echo's, its output's, or what the
 * board said of its own accord. Of a command that ended a sign counts where the kernel's own stamp before it is of the time
 * of that command, and so is every other stamp that came meanwhile: what prints a log prints older lines too.
 *
 * <p>So these deaths are not seen, where the command ends soon after: of a kernel that puts no stamp before its lines, or was
 * not seen to start; in the first moments of a command (50 ms, and 0.7 s for each hour since the kernel last said something
 * by itself); beside a log that the command printed. A text that was made up so that its stamps are of the very moment would
 * count.
 */
final class CommandSigns {
    private final KernelClock clock;
    private final List<SeenSign> held = new ArrayList<>();
    private boolean open;
    private boolean printsLog;
    private boolean waiting;
    private long beganNanos;

    CommandSigns(KernelClock clock) {
        this.clock = clock;
    }

    void begin(long nanos) {
        open = true;
        printsLog = false;
        beganNanos = nanos;
    }

    /** Whether a command is under way. */
    boolean isOpen() {
        return open;
    }

    void line(String text, long nanos) {
        printsLog |= clock.hasOther(text, beganNanos, nanos);
    }

    /** Keeps a sign; true where it is the first that may be the board's death, and so may not wait for ever. */
    boolean hold(SeenSign sign) {
        held.add(sign);
        if (waiting || isOld(sign)) {
            return false;
        }
        waiting = true;
        return true;
    }

    /** Nobody waits any longer for the command's end, if this sign is still kept: gives what is not known to be old. */
    List<SeenSign> release(SeenSign first) {
        if (!held.contains(first)) {
            return List.of();
        }
        List<SeenSign> young = held.stream().filter(sign -> !isOld(sign)).toList();
        held.removeIf(sign -> !isOld(sign));
        waiting = false;
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
        waiting = false;
        held.clear();
    }

    private boolean isOld(SeenSign sign) {
        return age(sign) == KernelClock.Age.OLD;
    }

    private KernelClock.Age age(SeenSign sign) {
        return clock.ageOfLast(sign.before(), beganNanos, sign.nanos());
    }
}
