package dev.roadrig.scenarios.drive;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.v1.CameraFrame;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.quantity.Quantity;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Which piece of a recording: from a moment until just before another one, or from a place along the route until just
 * before another one. Places are those of the frames, and where these say none, the length of the track on /gps/fix.
 *
 * @param from a time since the first message, or a length along the route; empty is the start
 * @param until the same; empty is the end
 */
public record CutWindow(Optional<Quantity> from, Optional<Quantity> until) {
    /** Half-open, log times. */
    record Span(long from, long until) {}

    public CutWindow {
        Optional<Dimension> one = from.map(Quantity::dimension);
        Optional<Dimension> other = until.map(Quantity::dimension);
        if (one.isPresent() && other.isPresent() && !one.equals(other)) {
            throw new BadInput("A piece is from a time to a time or from a place to a place, and not from "
                    + from.get().written() + " to " + until.get().written() + ".");
        }
        if (from.isPresent()
                && until.isPresent()
                && from.get().value() >= until.get().value()) {
            throw new BadInput("A piece from " + from.get().written() + " to "
                    + until.get().written() + " holds nothing.");
        }
        if (from.or(() -> until).filter(q -> q.value() < 0).isPresent()) {
            throw new BadInput("A piece begins and ends at 0 or more.");
        }
    }

    /** Reads {@code 12s} or {@code 300m}, {@code 2km}; a minute is {@code min}. */
    public static CutWindow of(Optional<String> from, Optional<String> until) {
        return new CutWindow(from.map(CutWindow::quantity), until.map(CutWindow::quantity));
    }

    private static Quantity quantity(String text) {
        boolean length = text.strip().matches("[^a-zA-Z]*k?m");
        return Quantity.parse(text, length ? Dimension.LENGTH : Dimension.TIME);
    }

    private boolean isRoute() {
        return from.or(() -> until)
                .filter(q -> q.dimension() == Dimension.LENGTH)
                .isPresent();
    }

    /** This window in a file. Throws {@link BadInput} where the file does not know its route, or never comes there. */
    Span in(McapFile file) {
        if (isRoute()) {
            return route(file);
        }
        MessageCursor first = file.messages(Query.BY_TIME);
        if (!first.next()) {
            throw new BadInput(file.path() + " has no messages.");
        }
        long start = first.logTime();
        return new Span(
                from.map(q -> plus(start, q.duration())).orElse(0L),
                until.map(q -> plus(start, q.duration())).orElse(-1L));
    }

    private static long plus(long start, Duration time) {
        try {
            return Math.addExact(start, time.toNanos());
        } catch (ArithmeticException e) {
            throw new BadInput("A piece at " + time + " is beyond all time.", e);
        }
    }

    private Span route(McapFile file) {
        Span span = byFrames(file)
                .or(() -> byTrack(file))
                .orElseThrow(
                        () -> new BadInput(file.path() + " does not know its route: its frames say no distance, and "
                                + DriveTopic.FIX.topic() + " has no track. Cut it by time."));
        if (span.from() == Long.MAX_VALUE) {
            throw new BadInput(
                    file.path() + " ends before " + from.orElseThrow().written() + " along its route.");
        }
        return span;
    }

    private Optional<Span> byFrames(McapFile file) {
        var walk = new Walk();
        double first = Double.NaN;
        MessageCursor cursor = on(file, DriveTopic.FRAME);
        while (cursor.next()) {
            CameraFrame frame = parse(cursor, CameraFrame.parser(), file);
            if (frame.hasDistanceMetres()) {
                first = Double.isNaN(first) ? frame.getDistanceMetres() : first;
                walk.at(cursor.logTime(), frame.getDistanceMetres() - first);
            }
        }
        return walk.span();
    }

    private Optional<Span> byTrack(McapFile file) {
        var walk = new Walk();
        double metres = 0;
        Optional<LocationFix> last = Optional.empty();
        MessageCursor cursor = on(file, DriveTopic.FIX);
        while (cursor.next()) {
            LocationFix fix = parse(cursor, LocationFix.parser(), file);
            metres += last.map(before -> metres(before, fix)).orElse(0.0);
            last = Optional.of(fix);
            walk.at(cursor.logTime(), metres);
        }
        return walk.span();
    }

    private static MessageCursor on(McapFile file, DriveTopic topic) {
        return file.messages(Query.BY_TIME.topics(Set.of(topic.topic())));
    }

    private static <T extends Message> T parse(MessageCursor cursor, Parser<T> parser, McapFile file) {
        try {
            return parser.parseFrom(cursor.data());
        } catch (InvalidProtocolBufferException e) {
            Channel channel = cursor.channel();
            throw new BadInput(
                    file.path() + ": a message on " + channel.topic() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static double metres(LocationFix from, LocationFix to) {
        return new Position(0, from.getLatitude(), from.getLongitude()).metresTo(to.getLatitude(), to.getLongitude());
    }

    /** Finds the first moments at which the two places are reached. */
    private final class Walk {
        private boolean any;
        private long begin = from.isPresent() ? Long.MAX_VALUE : 0;
        private long end = -1;

        void at(long stamp, double metres) {
            any = true;
            if (begin == Long.MAX_VALUE && metres >= from.map(Quantity::value).orElse(0.0)) {
                begin = stamp;
            }
            if (end == -1 && until.isPresent() && metres >= until.get().value()) {
                end = stamp;
            }
        }

        Optional<Span> span() {
            return any ? Optional.of(new Span(begin, end)) : Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "from " + from.map(Quantity::written).orElse("the start") + " to "
                + until.map(Quantity::written).orElse("the end");
    }
}
