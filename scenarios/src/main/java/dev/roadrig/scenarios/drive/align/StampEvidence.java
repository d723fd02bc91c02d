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
 * written at once also a greatest one.
 *
 * <p>Not every date in a log is the time of its line, and the log's own clock may be set meanwhile: lines that say the same
 * offset make a group. The largest group counts that puts the log where the satellites' time was; where there are no satellites,
 * of those with a line of the kernel's own or three dates that agree.
 */
public final class StampEvidence {
    private static final double SET_NANOS = 2e9;
    private static final int MOST_LINES = 100_000;
    private static final int MOST_GROUPS = 1_000;
    private static final int LINES_FOR_SKEW = 8;
    private static final double SPAN_FOR_SKEW_NANOS = 300e9;
    /** So many dates that agree are the lines' own time, also where nothing else says so. */
    private static final int LINES_THAT_AGREE = 3;
    /** A clock that shows the first day of 1970 when the log begins was never set: what it names is no UTC. */
    private static final long NEVER_SET_NANOS = 86_400_000_000_000L;

    private final List<Point> points = new ArrayList<>();
    private long firstNanos = Long.MAX_VALUE;
    private long lastNanos = Long.MIN_VALUE;

    /** A line's own stamp, what it names, to what that is cut, and whether it is surely the line's time. */
    private record Point(long localNanos, long utcNanos, long quantum, boolean own) {
        long least() {
            return utcNanos - localNanos;
        }
    }

    /** Lines that say the same offset, but for what a clock's skew makes of it from one to the next. */
    private record Group(List<Point> points) {
        boolean takes(Point point) {
            Point last = points.get(points.size() - 1);
            return Math.abs((double) point.least() - last.least()) <= Math.max(SET_NANOS, 2.0 * point.quantum);
        }

        long own() {
            return points.stream().filter(Point::own).count();
        }

        /** Whether it is believed with nothing to check it by. */
        boolean isSureAlone() {
            return own() > 0 || points.size() >= LINES_THAT_AGREE;
        }

        /** What a stamp of the log is in UTC. */
        long utc(long nanos) {
            return nanos + points.get(points.size() / 2).least();
        }

        /** How far from a span of UTC it puts the log. */
        long away(long fromNanos, long toNanos, UtcSpan span) {
            return span.away(utc(fromNanos), utc(toNanos));
        }
    }

    /** Takes a line into account; those that name no moment tell only when the log was written. */
    public void add(long localNanos, String text) {
        firstNanos = Math.min(firstNanos, localNanos);
        lastNanos = Math.max(lastNanos, localNanos);
        UtcMention.in(text)
                .filter(mention -> points.size() < MOST_LINES)
                .ifPresent(mention ->
                        points.add(new Point(localNanos, mention.utcNanos(), mention.quantumNanos(), mention.own())));
    }

    /**
     * What the lines say together.
     *
     * @param satellites when the drive was, by a clock that is surely UTC; empty where there is none to check by
     */
    public Alignment align(Optional<UtcSpan> satellites) {
        if (points.isEmpty()) {
            return Alignment.none("no line names a moment in UTC");
        }
        points.sort(Comparator.comparingLong(Point::localNanos));
        List<Group> groups = groups().stream()
                .filter(group -> group.utc(firstNanos) >= NEVER_SET_NANOS)
                .toList();
        if (groups.isEmpty()) {
            return Alignment.none("the clock that its lines name was never set: it shows the first day of 1970");
        }
        List<Group> believed = satellites
                .map(span -> groups.stream()
                        .filter(group -> group.away(firstNanos, lastNanos, span) <= UtcSpan.NEAR_NANOS)
                        .toList())
                .orElseGet(() -> groups.stream().filter(Group::isSureAlone).toList());
        return believed.stream()
                .max(Comparator.comparingInt((Group group) -> group.points().size())
                        .thenComparingLong(Group::own))
                .map(group -> by(group.points(), points.size() - group.points().size()))
                .orElseGet(() -> Alignment.none(satellites
                        .map(span -> "the moments that its lines name put it " + nearest(groups, span)
                                + " or more from the satellites' time")
                        .orElse("a date in a line need not be the line's time, and no satellites' time checks it")));
    }

    private String nearest(List<Group> groups, UtcSpan span) {
        long nanos = groups.stream()
                .mapToLong(group -> group.away(firstNanos, lastNanos, span))
                .min()
                .orElseThrow();
        double hours = nanos / 3_600e9;
        return hours < 48
                ? String.format(Locale.ROOT, "%.1f h", hours)
                : String.format(Locale.ROOT, "%.0f days", hours / 24);
    }

    private Alignment by(List<Point> used, int others) {
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
        return Alignment.found(
                "UTC named in " + lines(used.size()) + ", as the board's own clock had it"
                        + (together ? "" : ", by those that were written soonest")
                        + (others > 0 ? "; " + lines(others) + " with other moments not used" : ""),
                used.size(),
                new ClockMap(at, at + origin + Math.round(offset), skew.rate),
                Math.max(1, Math.round(sigma)),
                skew.note);
    }

    private static double late(double[] offsets, double least) {
        double[] sorted = offsets.clone();
        Arrays.sort(sorted);
        return least - sorted[sorted.length / 2];
    }

    private List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (Point point : points) {
            Optional<Group> same =
                    groups.stream().filter(group -> group.takes(point)).findFirst();
            if (same.isPresent()) {
                same.get().points().add(point);
            } else if (groups.size() < MOST_GROUPS) {
                groups.add(new Group(new ArrayList<>(List.of(point))));
            }
        }
        return groups;
    }

    private static String lines(int count) {
        return count + (count == 1 ? " line" : " lines");
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
