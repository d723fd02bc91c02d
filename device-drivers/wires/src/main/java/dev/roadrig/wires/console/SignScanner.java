package dev.roadrig.wires.console;

import dev.roadrig.scenarios.time.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Finds the signs of a boot and of a death in what a console says, and hands on those that count, in their order: at once,
 * or when it is known of a command that it only printed none. Used under its owner's lock.
 */
final class SignScanner {
    private final Ticker ticker;
    private final Consumer<Runnable> locked;
    private final Consumer<SeenSign> counts;
    private final ConsoleLines lines = new ConsoleLines(this::line);
    private final KernelClock clock = new KernelClock();
    private final CommandSigns inCommand = new CommandSigns(clock);
    private final List<SeenSign> ofThisLine = new ArrayList<>();
    private boolean isTimed;
    private long now;

    /**
     * @param locked does something later under the owner's lock
     * @param counts takes each sign that counts
     */
    SignScanner(Ticker ticker, Consumer<Runnable> locked, Consumer<SeenSign> counts) {
        this.ticker = ticker;
        this.locked = locked;
        this.counts = counts;
    }

    void take(long nanos, byte[] bytes) {
        now = nanos;
        lines.take(bytes);
    }

    /** The kernel that is running goes now: its clock is none of the next one's. */
    void expectBoot() {
        clock.forget();
    }

    void commandBegins() {
        inCommand.begin(ticker.nanos());
    }

    /** The command's end was seen, so the board lives; what it said meanwhile of its own accord counts. */
    void commandEnds() {
        inCommand.end().forEach(this::count);
    }

    /** The command was given up: what was held back is true now. */
    void commandFails() {
        inCommand.fail().forEach(this::count);
    }

    private void line(String text, boolean ended) {
        if (inCommand.isOpen()) {
            inCommand.line(text, now);
        } else {
            clock.hear(text, now);
        }
        for (BootSign sign : BootSign.values()) {
            sign.in(text).ifPresent(by -> see(new SeenSign(sign, by, text, now)));
        }
        if (ended) {
            ofThisLine.clear();
        }
    }

    /** A line that is still open is shown again when it grows; its signs count once. */
    private void see(SeenSign seen) {
        if (ofThisLine.stream().anyMatch(other -> other.sign() == seen.sign())) {
            return;
        }
        ofThisLine.add(seen);
        if (inCommand.isOpen()) {
            inCommand.hold(seen);
            awaitEnd();
        } else {
            count(seen);
        }
    }

    /** Looks again when the command should have ended, which may have become later by then. */
    private void awaitEnd() {
        OptionalLong due = inCommand.dueNanos();
        if (!isTimed && due.isPresent()) {
            isTimed = true;
            ticker.at(due.getAsLong(), () -> locked.accept(this::look));
        }
    }

    private void look() {
        isTimed = false;
        OptionalLong due = inCommand.dueNanos();
        if (due.isPresent() && due.getAsLong() <= ticker.nanos()) {
            inCommand.release().forEach(this::count);
        }
        awaitEnd();
    }

    private void count(SeenSign seen) {
        if (seen.sign() == BootSign.KERNEL) {
            clock.begin(seen.nanos());
        } else if (seen.sign() == BootSign.BOOTLOADER) {
            clock.forget();
        }
        counts.accept(seen);
    }
}
