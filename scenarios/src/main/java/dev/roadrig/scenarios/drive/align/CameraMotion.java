package dev.roadrig.scenarios.drive.align;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Aligns a camera's clock by its own motion: how fast its picture grows against the speed, and how fast it slides against
 * the turns of the course. The one that is more certain counts. Looks at the first 20,000 frames.
 */
public final class CameraMotion {
    private static final int MOST_FRAMES = 20_000;
    private static final double CORRELATION = 0.6;
    private static final double LONGEST_STEP_NANOS = 0.5e9;

    private final SpeedReference.Samples growths = new SpeedReference.Samples();
    private final SpeedReference.Samples slides = new SpeedReference.Samples();
    private float @Nullable [] last;
    private long lastNanos;
    private int frames;

    /** Whether more frames would be looked at. */
    public boolean wantsMore() {
        return frames < MOST_FRAMES;
    }

    /** Takes the next frame, an encoded picture. */
    public void add(long localNanos, byte[] encoded) {
        frames++;
        Optional<float[]> picture = SmallPicture.of(encoded);
        float[] before = last;
        long step = localNanos - lastNanos;
        if (before != null && picture.isPresent() && step > 0 && step <= LONGEST_STEP_NANOS) {
            double[] motion = PictureMotion.between(before, picture.get());
            if (!Double.isNaN(motion[0])) {
                growths.add(lastNanos + step / 2, motion[0] / (step / 1e9));
                slides.add(lastNanos + step / 2, motion[1] / (step / 1e9));
            }
        }
        last = picture.orElse(null);
        lastNanos = localNanos;
    }

    /** Aligns the camera's clock with what a receiver says in UTC. */
    public Alignment align(SpeedReference reference) {
        Optional<Signal> growth = growths.signal();
        Optional<Signal> slide = slides.signal();
        if (growth.isEmpty() || slide.isEmpty() || reference.metresPerSecond().isEmpty()) {
            return Alignment.none("no motion of the picture, or no satellites' speed, to compare");
        }
        Alignment bySpeed = new SignalAlignment(
                        reference.metresPerSecond().get(), SpeedReference.demand(CORRELATION, 2))
                .of(growth.get(), "how the picture grows against " + reference.name());
        Alignment byTurns = reference
                .degreesPerSecond()
                .map(turns -> new SignalAlignment(turns, SpeedReference.turnDemand(CORRELATION, 2))
                        .of(slide.get(), "how the picture slides against the turns of the course"))
                .orElse(Alignment.none("no course of the satellites"));
        return better(bySpeed, byTurns);
    }

    private static Alignment better(Alignment one, Alignment other) {
        if (one.isAligned() && other.isAligned()) {
            boolean first = one.residualNanos() <= other.residualNanos();
            Alignment best = first ? one : other;
            Alignment second = first ? other : one;
            long at = best.clock().orElseThrow().localNanos();
            double apart = (best.clock().orElseThrow().offset(at)
                            - second.clock().orElseThrow().offset(at))
                    / 1e9;
            double sigma = Math.hypot(one.residualNanos() / 1e9, other.residualNanos() / 1e9);
            if (Math.abs(apart) > Math.max(1, 6 * sigma)) {
                return Alignment.none(String.format(
                        Locale.ROOT, "%s and %s lie %.2f s apart", best.method(), second.method(), Math.abs(apart)));
            }
            return best;
        }
        return one.isAligned()
                ? one
                : other.isAligned() ? other : Alignment.none(String.join("; ", List.of(one.method(), other.method())));
    }
}
