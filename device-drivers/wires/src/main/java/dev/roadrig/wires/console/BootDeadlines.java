package dev.roadrig.wires.console;

import java.time.Duration;

/**
 * How long a board may stay in each state of a boot.
 *
 * @param firstSign from power or reboot to the first byte that means something
 * @param bootloader in the boot loader
 * @param kernel from the kernel's start to a login prompt
 */
public record BootDeadlines(Duration firstSign, Duration bootloader, Duration kernel) {
    /** For boards that boot in well under two minutes. */
    public static final BootDeadlines USUAL =
            new BootDeadlines(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(90));
}
