package dev.roadrig.wires.console;

import java.time.Duration;

/**
 * How long a board may stay in each state of a boot.
 *
 * @param firstSign from power or reboot to the first byte that means something; also how long one may be off that is waited
 *     for
 * @param bootloader in the boot loader
 * @param kernel from the kernel's start to a login prompt
 * @param login from a login's begin at that prompt to a shell that answers
 */
public record BootDeadlines(Duration firstSign, Duration bootloader, Duration kernel, Duration login) {
    /** For boards that boot in well under two minutes. */
    public static final BootDeadlines USUAL = new BootDeadlines(
            Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(90), Duration.ofSeconds(30));

    /** From an order to boot to a login prompt at the latest. */
    public Duration toLogin() {
        return firstSign.plus(bootloader).plus(kernel);
    }
}
