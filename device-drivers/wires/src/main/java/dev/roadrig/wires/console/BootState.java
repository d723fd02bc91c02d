package dev.roadrig.wires.console;

/** Where a board is between power and work, as its console shows it. */
public enum BootState {
    /** Its supply is off. */
    OFF,
    /** A boot is on its way and the console has shown nothing of it. */
    BOOTING,
    /** The boot loader has spoken. */
    BOOTLOADER,
    /** The kernel was started. */
    KERNEL,
    /** It asks for a login. */
    LOGIN,
    /** Somebody is logged in and it takes commands: from here on a reboot is one that nobody ordered. */
    READY,
    /** It panicked, ended up in a state that it does not leave, or never came up. */
    BROKEN
}
