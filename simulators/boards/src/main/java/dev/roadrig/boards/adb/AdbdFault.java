package dev.roadrig.boards.adb;

/** What an adbd does wrong, as real ones do. */
public enum AdbdFault {
    /** Takes a connection and never says a word: a device that adb lists as offline. */
    OFFLINE,
    /** Knows no key, and its screen shows a question that nobody answers: unauthorized. */
    UNAUTHORIZED,
    /** Says that it has no shell_v2, as Android before 7: exit codes are lost. */
    NO_SHELL_V2,
    /** Goes silent after half of a command's output; the connection stays. */
    HANGS_IN_OUTPUT,
    /** Cuts the connection after half of a command's output. */
    CUTS_OUTPUT,
    /** Ends a command's stream without its exit code. */
    NO_EXIT_CODE,
    /** Sends a payload whose sum is another. */
    BAD_CHECKSUM,
    /** Announces a payload of 2 GiB. */
    HUGE_LENGTH,
    /** Serves a connection only when those before it have ended, so that a dead one keeps everybody out. */
    ONE_AT_A_TIME,
    /** Changes one byte of every piece of a file that is put or fetched; its own word is OKAY. */
    DAMAGES_FILES,
    /** Has no room for a file. */
    STORAGE_FULL,
    /** Does not come back after a reboot. */
    STAYS_DOWN,
    /** Comes back after a reboot and never says that its boot is complete. */
    NEVER_BOOTED,
    /** Takes the order to reboot, and goes on as if nothing had been said. */
    IGNORES_REBOOT,
    /** Takes the order to reboot, and starts nothing anew but its adbd. */
    RESTARTS_ADBD
}
