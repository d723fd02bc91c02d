package dev.roadrig.scenarios.link;

/** What became of packets at a link, a row of mm-link's log; times are whole milliseconds since the log began. */
public sealed interface PacketEvent {
    /** When it happened. */
    long millis();

    /** As the log has it. */
    String text();

    /**
     * A chance to deliver.
     *
     * @param bytes at most so many
     */
    record Opportunity(long millis, int bytes) implements PacketEvent {
        @Override
        public String text() {
            return millis + " # " + bytes;
        }
    }

    /** A packet came. */
    record Arrival(long millis, int bytes) implements PacketEvent {
        @Override
        public String text() {
            return millis + " + " + bytes;
        }
    }

    /**
     * A packet left.
     *
     * @param delayMillis since it came
     */
    record Departure(long millis, int bytes, long delayMillis) implements PacketEvent {
        @Override
        public String text() {
            return millis + " - " + bytes + " " + delayMillis;
        }
    }

    /** Packets were dropped for want of room. */
    record Drop(long millis, long packets, long bytes) implements PacketEvent {
        @Override
        public String text() {
            return millis + " d " + packets + " " + bytes;
        }
    }
}
