package dev.roadrig.boards.board;

import java.util.List;

/** What a board says from power to login: bootloader, kernel, init. */
final class BootScript {
    private BootScript() {}

    /** Who says it. */
    enum Speaker {
        /** Bytes as they are, before there is a kernel. */
        BOOTLOADER,
        KERNEL,
        INIT
    }

    /**
     * One line.
     *
     * @param weight how much of the boot's time passes before it
     */
    record Line(Speaker speaker, int weight, String text) {}

    /** The whole boot; a {@code %s} is the reset's cause. */
    static final List<Line> LINES = List.of(
            new Line(Speaker.BOOTLOADER, 2, "\r\nU-Boot SPL 2023.10-dashcam (Sep 30 2026 - 09:12:44 +0000)\r\n"),
            new Line(Speaker.BOOTLOADER, 1, "DRAM:  512 MiB\r\nReset cause: %s\r\n"),
            new Line(Speaker.BOOTLOADER, 4, "Hit any key to stop autoboot:  1 \b\b\b 0 \r\n"),
            new Line(Speaker.BOOTLOADER, 3, "## Loading kernel from FIT Image at 84000000 ...\r\n"),
            new Line(
                    Speaker.BOOTLOADER,
                    6,
                    "   Verifying Hash Integrity ... sha256+ OK\r\n\r\nStarting kernel ...\r\n\r\n"),
            new Line(Speaker.KERNEL, 6, "Booting Linux on physical CPU 0x0000000000 [0x410fd034]"),
            new Line(Speaker.KERNEL, 0, "Linux version 6.1.55-dashcam (build@dashcam) #1 SMP PREEMPT"),
            new Line(Speaker.KERNEL, 0, "Machine model: Roadrig emulated dash-cam"),
            new Line(Speaker.KERNEL, 1, "Memory: 488932K/524288K available (9216K kernel code, 1088K rwdata)"),
            new Line(Speaker.KERNEL, 2, "smp: Brought up 1 node, 4 CPUs"),
            new Line(Speaker.KERNEL, 2, "ttyS0 at MMIO 0x1c28000 (irq = 38, base_baud = 1500000) is a U6_16550A"),
            new Line(Speaker.KERNEL, 1, "printk: console [ttyS0] enabled"),
            new Line(Speaker.KERNEL, 3, "ina226 1-0040: power monitor ina226 (Rshunt = 10000 uOhm)"),
            new Line(Speaker.KERNEL, 2, "mmc0: new high speed SDHC card at address aaaa"),
            new Line(
                    Speaker.KERNEL,
                    3,
                    "EXT4-fs (mmcblk0p2): mounted filesystem with ordered data mode. Quota mode: none."),
            new Line(Speaker.KERNEL, 2, "Run /sbin/init as init process"),
            new Line(Speaker.INIT, 5, "Starting syslogd: OK\r\nStarting klogd: OK\r\n"),
            new Line(Speaker.INIT, 4, "Initializing random number generator: OK\r\n"),
            new Line(Speaker.INIT, 4, "Starting network: OK\r\nStarting sshd: OK\r\n"));

    /** How many lines are said before the kernel's image is checked, the last ones of a board whose card holds none. */
    static final int LINES_WITHOUT_KERNEL = 4;

    /** How many lines are said before the root file system, the last ones of a board that never boots. */
    static final int LINES_WITHOUT_ROOT = 13;

    static int totalWeight() {
        return LINES.stream().mapToInt(Line::weight).sum();
    }
}
