package dev.roadrig.wires.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a meter said to whoever listened. */
public final class Listened {
    public final List<Telemetry> sweeps = new CopyOnWriteArrayList<>();
    public final List<RunFault> faults = new CopyOnWriteArrayList<>();

    /** A feed with nobody's meter before it, listened to from now on. */
    public MeterFeed feed(String meter, Duration period, Ticker ticker) {
        var feed = new MeterFeed(MeterSetting.of(meter, "near", "there", period), ticker, faults::add);
        feed.begin(sweeps::add);
        return feed;
    }

    /** The fault that comes within a time, which is the only one. */
    public RunFault fault(Ticker ticker, Duration longest) throws InterruptedException {
        boolean told = ticker.await(() -> !faults.isEmpty(), ticker.in(longest));
        assertThat(told).as("a fault within %s", longest).isTrue();
        assertThat(faults).hasSize(1);
        return faults.get(0);
    }

    /** The values of a rail in order, gaps as NaN. */
    public List<Double> watts(String rail) {
        return sweeps.stream()
                .flatMap(sweep -> sweep.getReadingsList().stream())
                .filter(r -> r.getName().equals(rail) && r.getQuantity() == Reading.Quantity.POWER)
                .map(Reading::getValue)
                .toList();
    }
}
