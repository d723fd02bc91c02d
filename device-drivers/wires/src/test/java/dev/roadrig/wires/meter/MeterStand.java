package dev.roadrig.wires.meter;

import static org.awaitility.Awaitility.await;

import dev.roadrig.scenarios.time.RealTicker;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Where a driver meets an emulated instrument: the clock, whoever listens, and the look that nothing is left of either. */
public final class MeterStand implements AfterEachCallback {
    public static final Duration LONG = Duration.ofSeconds(20);
    public static final Duration SHORT = Duration.ofMillis(300);
    /** Beyond a deadline, on a machine that is busy with other things. */
    public static final Duration LATE = LONG;

    public final RealTicker ticker = new RealTicker("test");
    public final Listened heard = new Listened();

    /** Waits for so many sweeps, or for a fault. */
    public void awaitSweeps(int most) {
        await().atMost(LONG).until(() -> heard.sweeps.size() > most || !heard.faults.isEmpty());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ticker.close();
        await().pollDelay(Duration.ZERO).atMost(LONG).until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("rr-near")
                        || thread.getName().startsWith("rr-far")));
    }
}
