package dev.roadrig.boards.board;

import java.util.Optional;

/** What is asked of a board's {@link LifeCycle}. */
enum Wish {
    ON,
    OFF,
    REBOOT,
    POWER_OFF,
    PANIC,
    PANIC_HANG,
    WATCHDOG,
    HANG,
    SHUT_DOWN,
    SLEEP,
    WAKE;

    /** Whether it comes in the middle of a boot; only a system that is up hears of its ignition. */
    boolean cutsBoot() {
        return compareTo(SHUT_DOWN) < 0;
    }

    Optional<LastWords> lastWords() {
        return switch (this) {
            case REBOOT -> Optional.of(LastWords.REBOOT);
            case POWER_OFF -> Optional.of(LastWords.POWER_OFF);
            case PANIC -> Optional.of(LastWords.PANIC);
            case PANIC_HANG -> Optional.of(LastWords.PANIC_HANG);
            case WATCHDOG -> Optional.of(LastWords.WATCHDOG);
            default -> Optional.empty();
        };
    }
}
