package dev.roadrig.harness.run;

import dev.roadrig.ports.RigMeter;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;

/** One meter, from its first sample to its last, written into the record with what it is and what it lost. */
final class MeterDiary implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Rig rig;
    private final RigMeter meter;
    private final AutoCloseable stream;
    private Ticker.Scheduled next;
    private boolean closed;

    /** @param meter the diary's from now on */
    MeterDiary(Rig rig, RigMeter meter) {
        this.rig = rig;
        this.meter = meter;
        rig.sink().write(rig.ticker().nanos(), meter.about());
        stream = meter.stream(Duration.ofNanos(meter.about().getPeriodNs()), sample -> rig.sink()
                .write(rig.ticker().nanos(), sample));
        next = rig.ticker().at(rig.ticker().nanos() + EVERY.toNanos(), this::account);
    }

    private synchronized void account() {
        if (!closed) {
            write();
            next = rig.ticker().at(rig.ticker().nanos() + EVERY.toNanos(), this::account);
        }
    }

    private void write() {
        MeterAccount account = meter.account();
        rig.sink().write(rig.ticker().nanos(), account);
    }

    @Override
    public void close() {
        try {
            end();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The stream of the meter " + meter.about().getMeter() + " did not close.", e);
        }
    }

    private void end() throws Exception {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            next.cancel();
        }
        try (meter;
                stream) {
            write();
        }
    }
}
