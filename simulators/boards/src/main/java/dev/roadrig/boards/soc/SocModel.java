package dev.roadrig.boards.soc;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A chip's power and heat over time, from what it is busy with. Power is constant between two events, so energy and the
 * exponential approach of the temperature are exact at any step. For any thread; a time before the last one counts as it.
 */
public final class SocModel {
    private static final double HYSTERESIS_KELVIN = 5;
    /** What a parked board draws of its idle power, its modem, camera and display off. */
    private static final double PARKED_SHARE = 0.25;

    private final SocProfile profile;
    private final Map<Stage, Integer> running = new EnumMap<>(Stage.class);
    private final PriorityQueue<Change> changes = new PriorityQueue<>(Comparator.comparingLong(Change::nanos));
    private long nanos;
    private double celsius;
    private double joules;
    private boolean powered = true;
    private boolean throttled;
    private boolean parked;

    /**
     * @param nanos the time at which the chip is powered, at ambient temperature
     */
    public SocModel(SocProfile profile, long nanos) {
        this.profile = profile;
        this.nanos = nanos;
        this.celsius = profile.thermal().ambientCelsius();
    }

    /**
     * A state at one moment.
     *
     * @param watts drawn now
     * @param celsius of the chip
     * @param joules drawn since the start
     */
    public record Reading(double watts, double celsius, double joules) {}

    /** A stage begins, now or at a time that lies ahead; stages that overlap add up. */
    public synchronized void begin(Stage stage, long atNanos) {
        changes.add(new Change(atNanos, stage, 1));
    }

    /** A stage that begins has ended, or will. */
    public synchronized void end(Stage stage, long atNanos) {
        changes.add(new Change(atNanos, stage, -1));
    }

    /** The supply goes on or off; off, nothing is drawn, nothing runs any more and the chip cools. */
    public synchronized void power(boolean on, long atNanos) {
        advance(atNanos);
        powered = on;
        idle();
    }

    /** Everything that ran ends at once: a reset. */
    public synchronized void reset(long atNanos) {
        advance(atNanos);
        idle();
    }

    /** Its idle power falls to that of a parked board, or is itself again; what runs draws as ever. */
    public synchronized void park(boolean on, long atNanos) {
        advance(atNanos);
        parked = on;
    }

    private void idle() {
        parked = false;
        running.clear();
        changes.clear();
    }

    /** Power, temperature and energy at a moment. */
    public synchronized Reading read(long atNanos) {
        advance(atNanos);
        return new Reading(watts(), celsius, joules);
    }

    /** How long a stage takes from now on, with the slowdown of a chip that is too hot. */
    public synchronized long stageNanos(Stage stage, int boxes, long atNanos) {
        advance(atNanos);
        long nanosAtFullSpeed = profile.time(stage).nanos(boxes);
        return throttled ? Math.round(nanosAtFullSpeed * profile.thermal().slowdown()) : nanosAtFullSpeed;
    }

    private double watts() {
        if (!powered) {
            return 0;
        }
        double watts = profile.idleWatts() * (parked ? PARKED_SHARE : 1);
        for (Map.Entry<Stage, Integer> stage : running.entrySet()) {
            watts += stage.getValue() * profile.activeWatts(stage.getKey());
        }
        return watts;
    }

    private void advance(long atNanos) {
        Change next = changes.peek();
        while (next != null && next.nanos <= atNanos) {
            hold(next.nanos);
            running.put(next.stage, Math.max(0, running.getOrDefault(next.stage, 0) + next.more));
            changes.remove();
            next = changes.peek();
        }
        hold(atNanos);
    }

    /** Nothing changes until then. */
    private void hold(long atNanos) {
        double seconds = (atNanos - nanos) / 1e9;
        if (seconds <= 0) {
            return;
        }
        SocProfile.Thermal thermal = profile.thermal();
        double watts = watts();
        double settled = thermal.ambientCelsius() + thermal.kelvinPerWatt() * watts;
        double timeConstantSeconds = thermal.timeConstant().toNanos() / 1e9;
        celsius = settled + (celsius - settled) * Math.exp(-seconds / timeConstantSeconds);
        joules += watts * seconds;
        nanos = atNanos;
        throttled = celsius >= thermal.throttleAtCelsius()
                || (throttled && celsius > thermal.throttleAtCelsius() - HYSTERESIS_KELVIN);
    }

    /** From a moment on, so many more run a stage. */
    private record Change(long nanos, Stage stage, int more) {}
}
