package dev.roadrig.wires.console;

/**
 * Where a board is between power and work, as its console shows it: off, booting ({@link #BOOTING}, {@link #KERNEL}), in its
 * boot loader, before its shell ({@link #LOGIN}), ready, broken. A board that is waited for may stay in each for as long as
 * {@link BootDeadlines} says, but in {@link #READY}, which is what the wait is for, and {@link #BROKEN}, which nothing ends but
 * the next boot that somebody orders.
 */
public enum BootState {
    /** Its supply is off. */
    OFF,
    /** A boot is on its way and the console has shown nothing of it. */
    BOOTING,
    /** The boot loader has spoken. */
    BOOTLOADER,
    /** The kernel was started. */
    KERNEL,
    /** It asks for a login, behind which its shell is. */
    LOGIN,
    /** Somebody is logged in and it takes commands: from here on a reboot is one that nobody ordered. */
    READY,
    /** It panicked, ended up in a state that it does not leave, or never came up. */
    BROKEN
}
