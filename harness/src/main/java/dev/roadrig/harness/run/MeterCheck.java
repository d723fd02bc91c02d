package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.MeterWire;
import dev.roadrig.ports.RigMeter;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.ssh.SshLink;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a meter for a moment and says what it gave. */
final class MeterCheck {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Ticker ticker;
    private final Meters meters;
    private final Map<String, double[]> rails = new TreeMap<>();
    private @Nullable RunFault fault;

    MeterCheck(String board, Ticker ticker) {
        this.ticker = ticker;
        meters = new Meters(board, ticker, this::lost);
    }

    /** @param link to the board, for one that is read through it */
    String of(MeterWire wire, @Nullable SshLink link) throws RunFault, InterruptedException {
        Deadline deadline = ticker.in(ANSWER);
        try (RigMeter meter = link == null ? meters.open(wire, deadline) : meters.openThrough(wire, link, deadline)) {
            read(meter, wire.common().period(), deadline);
            return said(meter);
        }
    }

    private void read(RigMeter meter, Duration period, Deadline deadline) throws RunFault, InterruptedException {
        AutoCloseable stream = meter.stream(period, this::take);
        try {
            ticker.await(() -> seen() || lost() != null, deadline);
            ticker.await(() -> lost() != null, ticker.in(LOOK));
        } finally {
            close(stream);
        }
        RunFault gone = lost();
        if (gone != null) {
            throw gone;
        }
    }

    private static void close(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception e) {
            throw new IllegalStateException("The meter's stream did not close.", e);
        }
    }

    private synchronized void take(Telemetry sweep) {
        for (Reading reading : sweep.getReadingsList()) {
            if (reading.getQuantity() == Reading.Quantity.POWER && Double.isFinite(reading.getValue())) {
                double[] sum = rails.computeIfAbsent(reading.getName(), name -> new double[2]);
                sum[0] += reading.getValue();
                sum[1]++;
            }
        }
        ticker.signal();
    }

    private synchronized boolean seen() {
        return !rails.isEmpty();
    }

    private synchronized void lost(RunFault told) {
        fault = told;
    }

    private synchronized @Nullable RunFault lost() {
        return fault;
    }

    private synchronized String said(RigMeter meter) {
        String powers = rails.entrySet().stream()
                .map(rail ->
                        String.format(Locale.ROOT, "%s %.4f W", rail.getKey(), rail.getValue()[0] / rail.getValue()[1]))
                .collect(Collectors.joining(", "));
        MeterAccount account = meter.account();
        String calibration = meter.about().getCalibration();
        return meter.about().getInstrument() + (calibration.isEmpty() ? "" : " (" + calibration + ")") + ": "
                + (powers.isEmpty() ? "no power" : powers) + "; " + account.getTaken() + " samples, "
                + account.getLost() + " lost";
    }
}
