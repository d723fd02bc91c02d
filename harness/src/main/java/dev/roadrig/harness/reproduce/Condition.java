package dev.roadrig.harness.reproduce;

import dev.roadrig.scenarios.scenario.FaultOrder;
import java.util.Locale;

/** One thing about a scenario's conditions that can be left out alone. */
sealed interface Condition {

    /** For people. */
    String text();

    /** An ordered fault. */
    record Fault(FaultOrder order) implements Condition {
        @Override
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "the fault %s at %.1f s",
                    order.kind().word(),
                    order.at().toNanos() / 1e9);
        }
    }

    /** A time without a link, on the drive's clock. */
    record Outage(long fromNanos, long toNanos) implements Condition {
        @Override
        public String text() {
            return String.format(Locale.ROOT, "the outage from %.1f to %.1f s", fromNanos / 1e9, toNanos / 1e9);
        }
    }

    /** What a link does beside being up; without it the link is as good as it ever is in the scenario. */
    enum Trait implements Condition {
        RATE("that the link's rate falls"),
        DELAY("that the link's round trip grows"),
        JITTER("the link's jitter"),
        LOSS("the link's loss"),
        PACKET_FAULTS("that packets are reordered, come twice or are damaged");

        private final String text;

        Trait(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }
}
