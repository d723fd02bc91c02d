package dev.roadrig.ports;

import dev.roadrig.scenarios.record.v1.Telemetry;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads power, temperature and memory with stamps of whoever reads them, on one resident channel. */
public interface PowerMeter {

    /**
     * Streams sweeps until the returned handle is closed.
     *
     * @param period between sweeps, as asked
     * @param onSample on a thread of the meter; must not block
     */
    AutoCloseable stream(Duration period, Consumer<Telemetry> onSample);
}
