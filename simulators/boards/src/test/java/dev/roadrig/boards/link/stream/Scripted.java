package dev.roadrig.boards.link.stream;

import dev.roadrig.scenarios.link.Direction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

/** Policies that a test scripts, and what they were asked and told. */
final class Scripted implements StreamPolicies {
    /** Decides on a segment. */
    interface Script {
        Release depart(Asked asked);
    }

    /** A segment that a policy was asked for; the end of a stream has no bytes. */
    record Asked(Flow flow, Direction direction, long segment, int bytes, long nowNanos) {}

    /** A segment that was written. */
    record Left(long segment, int bytes, long dueNanos, long nowNanos) {}

    final List<Asked> asked = new CopyOnWriteArrayList<>();
    final List<Left> left = new CopyOnWriteArrayList<>();
    final List<Flow> flows = new CopyOnWriteArrayList<>();
    final List<Long> waited = new CopyOnWriteArrayList<>();
    final List<Direction> closed = new CopyOnWriteArrayList<>();
    /** Run on the relay's thread when a segment has been written. */
    volatile Runnable onLeft = () -> {};

    private final IntSupplier segmentBytes;
    private final Script script;

    Scripted(IntSupplier segmentBytes, Script script) {
        this.segmentBytes = segmentBytes;
        this.script = script;
    }

    /** Everything passes at once. */
    static StreamPolicies idle() {
        return (flow, direction) -> new Idle();
    }

    @Override
    public StreamPolicy open(Flow flow, Direction direction) {
        if (direction == Direction.UP) {
            flows.add(flow);
        }
        return new Policy(flow, direction);
    }

    private final class Policy implements StreamPolicy {
        private final Flow flow;
        private final Direction direction;

        Policy(Flow flow, Direction direction) {
            this.flow = flow;
            this.direction = direction;
        }

        @Override
        public int segmentBytes() {
            return segmentBytes.getAsInt();
        }

        @Override
        public Release depart(long segment, int bytes, long nowNanos) {
            var question = new Asked(flow, direction, segment, bytes, nowNanos);
            asked.add(question);
            return script.depart(question);
        }

        @Override
        public void waited(long nanos) {
            waited.add(nanos);
        }

        @Override
        public Release end(long nowNanos) {
            return Release.NOW;
        }

        @Override
        public void left(long segment, int bytes, long dueNanos, long nowNanos) {
            left.add(new Left(segment, bytes, dueNanos, nowNanos));
            onLeft.run();
        }

        @Override
        public void closed() {
            closed.add(direction);
        }
    }

    private record Idle() implements StreamPolicy {
        @Override
        public int segmentBytes() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Release depart(long segment, int bytes, long nowNanos) {
            return Release.NOW;
        }

        @Override
        public Release end(long nowNanos) {
            return Release.NOW;
        }

        @Override
        public void left(long segment, int bytes, long dueNanos, long nowNanos) {}

        @Override
        public void closed() {}
    }
}
