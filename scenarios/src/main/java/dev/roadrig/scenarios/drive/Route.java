package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a drive went, and when: its frames' distances and its track. Between two points it went straight and steadily.
 */
public final class Route {
    private static final int MOST_POINTS = 10_000_000;

    private final String drive;
    private final List<Mark> marks = new ArrayList<>();
    private final List<Position> track = new ArrayList<>();
    private final long startUtcNanos;

    /** A stretch of time, half-open, nanoseconds since the drive's start. */
    public record Span(long fromNanos, long toNanos) {}

    private record Mark(long offsetNanos, double metres) {}

    private Route(Drive drive) {
        this.drive = drive.name();
        this.startUtcNanos = drive.startUtcNanos();
        drive.forEachPosition(position -> track.add(bounded(position, track)));
        try (Drive.FrameCursor frames = drive.frames()) {
            double first = Double.NaN;
            while (frames.hasNext()) {
                DriveFrame frame = frames.next();
                if (!Double.isNaN(frame.distanceMetres())) {
                    first = Double.isNaN(first) ? frame.distanceMetres() : first;
                    marks.add(bounded(new Mark(frame.offsetNanos(), frame.distanceMetres() - first), marks));
                }
            }
        }
        if (marks.isEmpty()) {
            addTrack();
        }
    }

    private void addTrack() {
        double metres = 0;
        for (int i = 0; i < track.size(); i++) {
            Position at = track.get(i);
            metres += i == 0 ? 0 : track.get(i - 1).metresTo(at.latitude(), at.longitude());
            marks.add(new Mark(at.utcNanos() - startUtcNanos, metres));
        }
    }

    private <T> T bounded(T point, List<?> known) {
        if (known.size() >= MOST_POINTS) {
            throw new BadInput(drive + ": the route has more than " + MOST_POINTS + " points.");
        }
        return point;
    }

    /** Walks a drive's frames and positions; the caller closes the drive. */
    public static Route of(Drive drive) {
        return new Route(drive);
    }

    /**
     * When the vehicle was from one place on its route until just before another, both metres since the drive's first
     * distance. Throws {@link BadInput} where the drive does not know its route or never comes there.
     */
    public List<Span> between(double fromMetres, double toMetres) {
        if (marks.isEmpty()) {
            throw new BadInput(
                    "the drive " + drive + " does not know its route: its frames say no distance, and it has no"
                            + " track; write at or from and to as times");
        }
        var spans = new Spans();
        for (int i = 0; i + 1 < marks.size(); i++) {
            Mark a = marks.get(i);
            Mark b = marks.get(i + 1);
            double way = b.metres() - a.metres();
            if (way == 0) {
                spans.add(
                        a.offsetNanos(), b.offsetNanos(), a.metres() >= fromMetres && a.metres() < toMetres ? 0 : 1, 1);
            } else {
                double one = (fromMetres - a.metres()) / way;
                double other = (toMetres - a.metres()) / way;
                spans.add(a.offsetNanos(), b.offsetNanos(), Math.min(one, other), Math.max(one, other));
            }
        }
        Mark last = marks.get(marks.size() - 1);
        spans.toTheEnd(last.offsetNanos(), last.metres() >= fromMetres && last.metres() < toMetres);
        return spans.found(() -> "the drive " + drive + " is never from " + fromMetres + " to " + toMetres
                + " m along its route, which is " + Math.round(last.metres()) + " m long");
    }

    /**
     * When the vehicle was within a circle. Throws {@link BadInput} where the drive has no track or never comes there.
     *
     * @param latitude degrees of the circle's middle
     * @param longitude degrees
     */
    public List<Span> within(double latitude, double longitude, double radiusMetres) {
        if (track.isEmpty()) {
            throw new BadInput("the drive " + drive + " has no track of positions (track.csv, or /gps/fix)");
        }
        var spans = new Spans();
        double nearest = Double.MAX_VALUE;
        for (int i = 0; i < track.size(); i++) {
            Position a = track.get(i);
            Position b = track.get(Math.min(i + 1, track.size() - 1));
            nearest = Math.min(nearest, a.metresTo(latitude, longitude));
            double x = a.eastOf(latitude, longitude);
            double y = a.northOf(latitude);
            double dx = b.eastOf(latitude, longitude) - x;
            double dy = b.northOf(latitude) - y;
            // Where on the way from a to b, 0 to 1, the circle is entered and left: |a + t d| = radius.
            double square = dx * dx + dy * dy;
            double half = x * dx + y * dy;
            double inside = radiusMetres * radiusMetres - x * x - y * y;
            double root = Math.sqrt(half * half + square * inside);
            if (square == 0) {
                spans.add(a.utcNanos() - startUtcNanos, b.utcNanos() - startUtcNanos, inside >= 0 ? 0 : 1, 1);
            } else if (!Double.isNaN(root)) {
                spans.add(
                        a.utcNanos() - startUtcNanos,
                        b.utcNanos() - startUtcNanos,
                        (-half - root) / square,
                        (-half + root) / square);
            }
        }
        Position last = track.get(track.size() - 1);
        spans.toTheEnd(last.utcNanos() - startUtcNanos, last.metresTo(latitude, longitude) <= radiusMetres);
        double least = nearest;
        return spans.found(() -> "the drive " + drive + " never comes within " + radiusMetres + " m of " + latitude
                + ", " + longitude + "; the nearest of its positions is " + Math.round(least) + " m away");
    }

    /** Stretches that are joined where they touch. */
    private static final class Spans {
        private final List<Span> spans = new ArrayList<>();

        /** The part from {@code enter} to {@code leave}, 0 to 1, of the way between two moments. */
        void add(long fromNanos, long toNanos, double enter, double leave) {
            long from = fromNanos + Math.round((toNanos - fromNanos) * Math.max(0, Math.min(1, enter)));
            long to = fromNanos + Math.round((toNanos - fromNanos) * Math.max(0, Math.min(1, leave)));
            if (to <= from) {
                return;
            }
            int last = spans.size() - 1;
            if (last >= 0 && spans.get(last).toNanos() >= from) {
                spans.set(last, new Span(spans.get(last).fromNanos(), to));
            } else {
                spans.add(new Span(from, to));
            }
        }

        void toTheEnd(long lastNanos, boolean inside) {
            int last = spans.size() - 1;
            if (inside && last >= 0 && spans.get(last).toNanos() >= lastNanos) {
                spans.set(last, new Span(spans.get(last).fromNanos(), Long.MAX_VALUE));
            } else if (inside) {
                // It is the first moment there: the only one of a track, or one on the circle.
                spans.add(new Span(lastNanos, Long.MAX_VALUE));
            }
        }

        List<Span> found(java.util.function.Supplier<String> otherwise) {
            if (spans.isEmpty()) {
                throw new BadInput(otherwise.get());
            }
            return List.copyOf(spans);
        }
    }
}
