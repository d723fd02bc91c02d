package dev.roadrig.scenarios.drive;

import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the messages of a recording in the order in which they are to be played: by their moments, ties as they lie
 * in the file. It stands before the first one; the accessors speak of the message that the last {@link #next()} came to.
 * Not for several threads.
 */
public final class MessageWalk {
    private final PriorityQueue<Line> lines = new PriorityQueue<>(Line.BY_MOMENT);
    private final int[] numbers;
    private final boolean shortenSilence;
    private boolean any;
    private long taken;
    private long moment;
    private @Nullable Line current;

    /**
     * @param numbers of channels, by their ids in the file
     * @param steady channels whose stamps never go back, which are read in the order of their stamps
     * @param unsteady clocks of the others, by the channels' ids
     */
    MessageWalk(
            McapFile file,
            int[] numbers,
            boolean shortenSilence,
            Predicate<Channel> steady,
            Map<Integer, ChannelClock> unsteady) {
        this.numbers = numbers;
        this.shortenSilence = shortenSilence;
        add(new Line(file.messages(new Query(steady, 0, Query.NO_END, Query.Order.LOG_TIME)), null));
        unsteady.forEach((id, clock) -> {
            Predicate<Channel> only = channel -> channel.id() == id;
            add(new Line(file.messages(new Query(only, 0, Query.NO_END, Query.Order.FILE)), clock));
        });
    }

    private void add(Line line) {
        if (line.next()) {
            lines.add(line);
        }
    }

    /**
     * Goes to the next message; false after the last.
     *
     * @throws dev.roadrig.scenarios.fault.BadInput when the file can no longer be read
     */
    public boolean next() {
        Line line = current;
        if (line != null && line.next()) {
            Line other = lines.peek();
            if (other != null && Line.BY_MOMENT.compare(line, other) > 0) {
                lines.add(line);
                line = lines.remove();
            }
        } else {
            line = lines.poll();
        }
        current = line;
        if (line == null) {
            return false;
        }
        long silence = line.moment - taken - moment;
        if (shortenSilence && any && silence > StampRule.LONGEST_SILENCE_NANOS) {
            taken += silence - StampRule.LONGEST_SILENCE_NANOS;
        }
        moment = line.moment - taken;
        any = true;
        return true;
    }

    private Line here() {
        Line here = current;
        if (here == null) {
            throw new NoSuchElementException("there is no message here; next() was not called, or was false");
        }
        return here;
    }

    /** The number of its channel, as in {@link RecordedMessages#channels()}. */
    public int channel() {
        return numbers[here().cursor.channel().id()];
    }

    public long sequence() {
        return here().cursor.sequence();
    }

    /** As recorded, nanoseconds since 1970. */
    public long logNanos() {
        return here().cursor.logTime();
    }

    /** When it is to be played, on a clock that never goes back and begins with the recording's, nanoseconds. */
    public long momentNanos() {
        return moment;
    }

    /** The message's bytes in place, read-only, until the next {@link #next()}. */
    public ByteBuffer data() {
        return here().cursor.data();
    }

    /** Channels that are walked together, and the moment of the message where they stand. */
    private static final class Line {
        static final Comparator<Line> BY_MOMENT = Comparator.comparingLong((Line line) -> line.moment)
                .thenComparingLong(line -> line.cursor.blockOffset())
                .thenComparingInt(line -> line.cursor.offsetInBlock());

        private final MessageCursor cursor;
        private final @Nullable ChannelClock clock;
        private long moment;

        /** @param clock where stamps go back */
        Line(MessageCursor cursor, @Nullable ChannelClock clock) {
            this.cursor = cursor;
            this.clock = clock;
        }

        boolean next() {
            boolean there = cursor.next();
            if (there) {
                moment = clock == null ? cursor.logTime() : clock.moment(cursor.logTime());
            }
            return there;
        }
    }
}
