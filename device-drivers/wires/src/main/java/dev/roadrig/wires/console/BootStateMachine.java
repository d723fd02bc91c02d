package dev.roadrig.wires.console;

import dev.roadrig.scenarios.record.v1.BoardEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where a board is in its boot, by the signs on its console; no clock, no thread. */
final class BootStateMachine {
    private final BootDeadlines deadlines;
    private final Set<String> bannersOfThisBoot = new HashSet<>();
    private BootState state = BootState.BOOTING;
    private long stateSince;
    private boolean bootExpected;
    private boolean thisBootOrdered;
    private int unorderedBoots;

    BootStateMachine(BootDeadlines deadlines) {
        this.deadlines = deadlines;
        bootExpected = true;
    }

    BootState state() {
        return state;
    }

    /** Boots that nobody ordered since the last that somebody did. */
    int unorderedBoots() {
        return unorderedBoots;
    }

    void expectBoot(long nanos) {
        bootExpected = true;
        unorderedBoots = 0;
        enter(BootState.BOOTING, nanos);
    }

    /** Whether the next boot, if one comes, is one that somebody ordered. */
    void excuseBoot(boolean next) {
        bootExpected = next;
    }

    /** It is down, of which its console need not have shown anything. */
    void wentDown(long nanos) {
        if (state == BootState.READY) {
            enter(BootState.BOOTING, nanos);
        }
    }

    void enter(BootState next, long nanos) {
        state = next;
        stateSince = nanos;
        if (next == BootState.BOOTING) {
            bannersOfThisBoot.clear();
        } else if (next == BootState.READY) {
            // A boot of which the console shows nothing is over too, and excuses none that follows.
            bootExpected = false;
        }
    }

    /** When it will have been in its state for longer than a board may that is waited for. */
    long overdueAtNanos() {
        return switch (state) {
            case OFF, BOOTING -> stateSince + deadlines.firstSign().toNanos();
            case BOOTLOADER -> stateSince + deadlines.bootloader().toNanos();
            case KERNEL -> stateSince + deadlines.kernel().toNanos();
            case LOGIN -> stateSince + deadlines.login().toNanos();
            case READY, BROKEN -> Long.MAX_VALUE;
        };
    }

    /**
     * Takes a sign.
     *
     * @param text by which it was recognised
     * @return the kinds of event that it is, in order; REBOOT among them is a boot that nobody ordered
     */
    List<BoardEvent.Kind> take(BootSign sign, String text, long nanos) {
        var events = new ArrayList<BoardEvent.Kind>();
        switch (sign) {
            case BOOTLOADER -> {
                if (startsNewBoot(text)) {
                    beginBoot(events);
                    bannersOfThisBoot.clear();
                }
                bannersOfThisBoot.add(text);
                if (state != BootState.BOOTLOADER || events.contains(BoardEvent.Kind.REBOOT)) {
                    events.add(BoardEvent.Kind.BOOTLOADER);
                }
                enter(BootState.BOOTLOADER, nanos);
            }
            case KERNEL -> {
                if (state == BootState.LOGIN || state == BootState.READY || state == BootState.BROKEN) {
                    beginBoot(events);
                }
                if (state != BootState.KERNEL) {
                    events.add(BoardEvent.Kind.KERNEL);
                    enter(BootState.KERNEL, nanos);
                }
            }
            case WATCHDOG_RESET -> {
                if (!thisBootOrdered) {
                    events.add(BoardEvent.Kind.WATCHDOG);
                }
            }
            case LOGIN -> {
                if (state != BootState.READY && state != BootState.LOGIN) {
                    events.add(BoardEvent.Kind.LOGIN_PROMPT);
                    enter(BootState.LOGIN, nanos);
                }
            }
            default -> {
                events.add(sign.kind());
                enter(BootState.BROKEN, nanos);
            }
        }
        return events;
    }

    /** A loader in two stages shows two banners in one boot; the same banner twice is two boots. */
    private boolean startsNewBoot(String banner) {
        return state != BootState.BOOTLOADER || bannersOfThisBoot.contains(banner);
    }

    private void beginBoot(List<BoardEvent.Kind> events) {
        thisBootOrdered = bootExpected;
        bootExpected = false;
        if (!thisBootOrdered) {
            unorderedBoots++;
            events.add(BoardEvent.Kind.REBOOT);
        }
    }
}
