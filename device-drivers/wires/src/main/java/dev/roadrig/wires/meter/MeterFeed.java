package dev.roadrig.wires.meter;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a meter's driver puts what it hears: sweeps for whoever streams, a tally of what was lost, and one word when the
 * meter died or fell silent. For any thread.
 */
public final class MeterFeed {
    private static final Duration LEAST_SILENCE = Duration.ofSeconds(2);
    private static final int SILENT_PERIODS = 10;

    private final MeterSetting setting;
    private final Ticker ticker;
    private final Consumer<RunFault> onLost;
    private final MeterTally tally = new MeterTally();
    private @Nullable Consumer<Telemetry> onSample;
    private Ticker.@Nullable Scheduled watch;
    private long sequence;
    private long lastHeard;
    private boolean told;

    /** @param onLost told once when the meter died while it was streamed from; must not block */
    public MeterFeed(MeterSetting setting, Ticker ticker, Consumer<RunFault> onLost) {
        this.setting = setting;
        this.ticker = ticker;
        this.onLost = onLost;
    }

    public MeterSetting setting() {
        return setting;
    }

    /** Somebody streams from now on. */
    public synchronized void begin(Consumer<Telemetry> listener) {
        if (onSample != null) {
            throw new IllegalStateException(setting.title() + " is streamed from already");
        }
        onSample = listener;
        lastHeard = ticker.nanos();
        look();
    }

    /** Nobody does any longer; what the meter says from now on is nothing to anybody. */
    public synchronized void end() {
        onSample = null;
        if (watch != null) {
            watch.cancel();
        }
    }

    public MeterAccount account() {
        return tally.account(setting.meter());
    }

    /** Counts samples of the instrument, of which one sweep may be the mean. */
    public void taken(long samples) {
        if (streaming()) {
            tally.taken(samples);
        }
    }

    public void lost(long samples, String why) {
        if (streaming()) {
            tally.lost(samples, why);
        }
    }

    /** Counts words of the wire that were no samples. */
    public void refused(long words, String why) {
        if (streaming()) {
            tally.refused(words, why);
        }
    }

    private synchronized boolean streaming() {
        return onSample != null;
    }

    /**
     * Passes one sweep on; a value that is NaN is a gap.
     *
     * @param takenNanos on the timeline
     * @param meanNanos before it, of which the values are means; 0 for values of the moment
     */
    public void sweep(long takenNanos, long meanNanos, List<Reading> readings) {
        Consumer<Telemetry> listener;
        Telemetry sweep;
        synchronized (this) {
            listener = onSample;
            if (listener == null) {
                return;
            }
            lastHeard = ticker.nanos();
            sweep = Telemetry.newBuilder()
                    .setMeter(setting.meter())
                    // Never 0, which means that there is no stamp.
                    .setTakenNs(Math.max(1, takenNanos))
                    .setMeanNs(meanNanos)
                    .setSequence(sequence++)
                    .addAllReadings(readings)
                    .build();
        }
        listener.accept(sweep);
    }

    /** No power was taken on a rail between two moments. */
    public void gap(long fromNanos, long toNanos, String rail) {
        sweep(toNanos, Math.max(1, toNanos - fromNanos), List.of(watts(rail, Double.NaN)));
    }

    /** A rail's power. */
    public static Reading watts(String rail, double watts) {
        return reading(rail, Reading.Quantity.POWER, watts);
    }

    public static Reading reading(String rail, Reading.Quantity quantity, double value) {
        return Reading.newBuilder()
                .setName(rail)
                .setQuantity(quantity)
                .setValue(value)
                .build();
    }

    /**
     * The meter died: a fault of the rig's.
     *
     * @param code after {@code meter.}, such as {@code lost}
     * @param why what happened and what to do
     */
    public void lose(String code, String why) {
        lose(new RigFault("meter." + code, setting.title() + ": " + why));
    }

    /** Tells a fault that has its own words. */
    public void lose(RunFault fault) {
        synchronized (this) {
            if (told || onSample == null) {
                return;
            }
            told = true;
        }
        onLost.accept(fault);
        ticker.signal();
    }

    private synchronized void look() {
        if (onSample == null) {
            return;
        }
        long silence = Math.max(
                LEAST_SILENCE.toNanos(),
                setting.period().multipliedBy(SILENT_PERIODS).toNanos());
        long silent = ticker.nanos() - lastHeard;
        if (silent < silence) {
            watch = ticker.at(lastHeard + silence, this::look);
        } else {
            List<String> instead = account().getNotesList();
            lose(
                    "silent",
                    "no sample for %.1f s%s. Check that it measures and nobody else has stopped it."
                            .formatted(
                                    silent / 1e9,
                                    instead.isEmpty() ? "" : "; so far there were " + String.join(", ", instead)));
        }
    }
}
