package dev.roadrig.wires.meter;

import dev.roadrig.scenarios.record.v1.MeterAbout;
import java.time.Duration;

/**
 * How a meter is set up, whatever it is.
 *
 * @param meter its kind, as the rack names it
 * @param board names threads and faults
 * @param where it is, for people: a device or an address
 * @param period between sweeps in the record
 * @param mostLostShare 0 to 1; above it no figure is made of its samples
 * @param gainError limit of its error that the rack states, a share; negative where none is stated
 * @param offsetWatts on top of it; negative where none is stated
 */
public record MeterSetting(
        String meter,
        String board,
        String where,
        Duration period,
        double mostLostShare,
        double gainError,
        double offsetWatts) {

    /** A thousandth, as long as the rack says nothing else: what is lost is seldom like what is left. */
    public static final double USUAL_LOSS = 1e-3;

    public static final double NOT_STATED = -1;

    /** No error stated. */
    public static MeterSetting of(String meter, String board, String where, Duration period) {
        return new MeterSetting(meter, board, where, period, USUAL_LOSS, NOT_STATED, NOT_STATED);
    }

    /** What the record says of it, to which its driver adds what the instrument says. */
    public MeterAbout.Builder about() {
        MeterAbout.Builder about = MeterAbout.newBuilder()
                .setMeter(meter)
                .setPeriodNs(period.toNanos())
                .setMostLostShare(mostLostShare)
                .setGainError(gainError)
                .setOffsetWatts(offsetWatts);
        return gainError < 0 && offsetWatts < 0
                ? about.addCannotSee("Its own error: the rack states none for it, so no figure allows for it.")
                : about;
    }

    /** For people: the meter, its board and its place. */
    public String title() {
        return "The meter " + meter + " of " + board + " at " + where;
    }
}
