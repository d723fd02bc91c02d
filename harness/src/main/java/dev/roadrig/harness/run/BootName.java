package dev.roadrig.harness.run;

import dev.roadrig.ports.Shell;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.ssh.SshLink;
import java.time.Duration;
import java.util.Optional;

/** The name that Linux gives each boot, a random UUID (its drivers/char/random.c), as a board is asked for it. */
@FunctionalInterface
interface BootName {
    Duration ASK = Duration.ofSeconds(10);

    /**
     * Asks once.
     *
     * @return nothing of a board that names no boot
     * @throws RunFault where it does not answer
     */
    Optional<String> read(Deadline deadline) throws RunFault, InterruptedException;

    /** Asks over a shell. */
    static BootName over(Shell shell, Ticker ticker) {
        return deadline -> {
            Shell.Result said = shell.run("cat /proc/sys/kernel/random/boot_id", deadline.or(ticker.in(ASK)));
            return Optional.of(said.out().strip()).filter(id -> said.ok() && !id.isEmpty());
        };
    }

    /**
     * Asks over a connection of its own each time, on which nothing else hangs: a board that goes down may cut it, and no
     * run ends by that.
     */
    static BootName aside(LiveBoard board, Ticker ticker) {
        return deadline -> {
            try (SshLink link = board.connection("reboot", deadline)) {
                return over(link.shell(), ticker).read(deadline);
            }
        };
    }
}
