package dev.roadrig.scenarios.drive.align;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Aligns a monotonic clock by lines of a log that name a moment in UTC. A line is written at or after the moment that it
 * names, and a moment is cut to whole seconds or milliseconds: every line gives a least offset, and where all lines were
 * written at once also a greatest one. Where the lines' own clock was set meanwhile, the longest stretch counts.
 */
public final class StampEvidence {
    private static final double SET_NANOS = 2e9;
    private static final int MOST_LINES = 100_000;
    private static final int LINES_FOR_SKEW = 8;
    private static final double SPAN_FOR_SKEW_NANOS = 300e9;

    private final List<Point> points = new ArrayList<>();

    /** A line's own stamp, what it names, and to what that is cut. */
    private record Point(long localNanos, long utcNanos, long quantum) {
        long least() {
            return utcNanos - localNanos;
        }
    }

    /** Takes a line into account; those that name no moment say nothing. */
    public void add(long localNanos, String text) {
        UtcMention.in(text)
                .filter(mention -> points.size() < MOST_LINES)
                .ifPresent(mention -> points.add(new Point(localNanos, mention.utcNanos(), mention.quantumNanos())));
    }

    /** What the lines say together. */
    public Alignment align() {
        if (points.isEmpty()) {
            return Alignment.none("no line names a moment in UTC");
        }
        points.sort(Comparator.comparingLong(Point::localNanos));
        List<List<Point>> stretches = stretches();
        List<Point> used = stretches.stream()
                .reduce((one, next) -> next.size() >= one.size() ? next : one)
                .orElseThrow();
        Skew skew = Skew.of(used);
        double least = Double.NEGATIVE_INFINITY;
        double greatest = Double.POSITIVE_INFINITY;
        long origin = used.get(used.size() / 2).least();
        long quantum = Long.MAX_VALUE;
        double[] offsets = new double[used.size()];
        for (int i = 0; i < offsets.length; i++) {
            Point point = used.get(i);
            offsets[i] = point.least() - origin - skew.rate * (point.localNanos - skew.middle);
            least = Math.max(least, offsets[i]);
            greatest = Math.min(greatest, offsets[i] + point.quantum);
            quantum = Math.min(quantum, point.quantum);
        }
        boolean together = least <= greatest;
        double offset = together ? (least + greatest) / 2 : least + quantum / 2.0;
        double sigma = together
                ? (greatest - least) / Math.sqrt(12)
                : Math.hypot(quantum / Math.sqrt(12), late(offsets, least));
        long at = skew.middle;
        return new Alignment(
                "UTC named in " + used.size() + (used.size() == 1 ? " line" : " lines")
                        + ", as the board's own clock had it"
                        + (together ? "" : ", by those that were written soonest")
                        + (stretches.size() > 1 ? "; that clock was set " + (stretches.size() - 1) + " times" : ""),
                used.size(),
                Optional.of(new ClockMap(at, at + origin + Math.round(offset), skew.rate)),
                Math.max(1, Math.round(sigma)),
                skew.note);
    }

    private static double late(double[] offsets, double least) {
        double[] sorted = offsets.clone();
        Arrays.sort(sorted);
        return least - sorted[sorted.length / 2];
    }

    private List<List<Point>> stretches() {
        List<List<Point>> stretches = new ArrayList<>();
        for (Point point : points) {
            boolean set = stretches.isEmpty();
            if (!set) {
                List<Point> open = stretches.get(stretches.size() - 1);
                double change = point.least() - open.get(open.size() - 1).least();
                set = Math.abs(change) > Math.max(SET_NANOS, 2.0 * point.quantum);
            }
            if (set) {
                stretches.add(new ArrayList<>());
            }
            stretches.get(stretches.size() - 1).add(point);
        }
        return stretches;
    }

    /** By how much the clock runs fast or slow: a straight line through the offsets, where it is sure. */
    private record Skew(double rate, long middle, Optional<String> note) {
        static Skew of(List<Point> points) {
            long middle = points.get(points.size() / 2).localNanos;
            double span = points.get(points.size() - 1).localNanos - points.get(0).localNanos;
            if (points.size() < LINES_FOR_SKEW || span < SPAN_FOR_SKEW_NANOS) {
                return new Skew(0, middle, Optional.of("too short to see a skew"));
            }
            // Each line weighs by what its moment is cut to: one that names a second says little of a rate.
            var line = new LeastSquares(2);
            long origin = points.get(0).least();
            for (Point point : points) {
                double weight = 1e9 / point.quantum;
                line.add(
                        new double[] {weight, weight * (point.localNanos - middle) / 1e9},
                        weight * (point.least() + point.quantum / 2.0 - origin) / 1e9);
            }
            double[][] inverse = line.inverse();
            double[] found = line.solution(inverse);
            double rest = 0;
            for (Point point : points) {
                double middleOfIt = (point.least() + point.quantum / 2.0 - origin) / 1e9;
                double e = middleOfIt - found[0] - found[1] * (point.localNanos - middle) / 1e9;
                rest += Math.pow(e * 1e9 / point.quantum, 2);
            }
            double sigma = Math.sqrt(Math.max(1.0 / 12, rest / (points.size() - 2)) * inverse[1][1]);
            boolean sure = Math.abs(found[1]) > 3 * sigma;
            String note = sure
                    ? String.format(Locale.ROOT, "skew %+.1f ppm, one sigma %.1f", -found[1] * 1e6, sigma * 1e6)
                    : String.format(Locale.ROOT, "no skew seen, one sigma %.1f ppm", sigma * 1e6);
            return new Skew(sure ? found[1] : 0, middle, Optional.of(note));
        }
    }
}
