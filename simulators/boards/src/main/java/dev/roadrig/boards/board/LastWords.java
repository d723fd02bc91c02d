package dev.roadrig.boards.board;

import dev.roadrig.boards.os.Kernel;
import java.util.List;

/** What a kernel says when its board goes down, each kind in its own way. */
enum LastWords {
    REBOOT("reboot: Restarting system"),
    POWER_OFF("reboot: Power down"),
    PANIC_HANG(
            "Unable to handle kernel NULL pointer dereference at virtual address 0000000000000018",
            "Internal error: Oops: 0000000096000004 [#1] PREEMPT SMP",
            "CPU: 2 PID: 0 Comm: swapper/2 Not tainted 6.1.55-dashcam #1",
            "pc : v4l2_m2m_job_finish+0x24/0xa0",
            "Call trace:",
            " v4l2_m2m_job_finish+0x24/0xa0",
            " handle_irq_event+0x4c/0xb0",
            "---[ end trace 0000000000000000 ]---",
            "Kernel panic - not syncing: Oops: Fatal exception in interrupt"),
    PANIC("Rebooting in 3 seconds.."),
    WATCHDOG("watchdog: watchdog0: nowayout prevents watchdog being stopped!");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable, its type does not say so.
    private final List<String> lines;

    LastWords(String... lines) {
        this.lines = List.of(lines);
    }

    void say(Kernel kernel) {
        if (this == PANIC) {
            PANIC_HANG.say(kernel);
        }
        lines.forEach(line -> kernel.print(Kernel.EMERGENCY, line));
    }
}
