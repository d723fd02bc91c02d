package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.wires.console.BootDeadlines;
import java.time.Duration;

/** How long a board may take to be there. */
final class BootLimit {
    /** For the process before and the connections after a boot. */
    private static final Duration CONNECT = Duration.ofSeconds(30);

    private BootLimit() {}

    /** From an order to boot to the connections, with an off before it. */
    static Duration of(RackBoard rack) {
        BootDeadlines boot = rack.boot();
        Duration off = rack.power()
                .map(power -> power.off().within().plus(power.off().atLeast()))
                .orElse(Duration.ZERO);
        return boot.toLogin().plus(boot.login()).plus(CONNECT).plus(off);
    }
}
