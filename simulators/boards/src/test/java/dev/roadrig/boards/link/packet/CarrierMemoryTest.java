package dev.roadrig.boards.link.packet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.link.CarriedLedger;
import dev.roadrig.boards.link.Since;
import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.Jitter;
import dev.roadrig.scenarios.link.Loss;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import dev.roadrig.scenarios.time.RealTicker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a carrier itself has no memory for is not told as the link's own queue. */
class CarrierMemoryTest {
    private static final int PACKET_BYTES = 65_535;
    private static final int PACKETS = 1_100;
    private static final int KEPT = 64 * 1024 * 1024 / (PACKET_BYTES + CarriedPacket.HEAD_BYTES);

    private final CarriedLedger ledger = new CarriedLedger(false, Set.of());
    private final List<LossCause> causes = new ArrayList<>();
    private final List<LossCause> told = new ArrayList<>();

    private final class Watch extends CountingWatch {
        Watch() {
            super(ledger);
        }

        @Override
        public void lost(long flow, long index, LossCause cause) {
            causes.add(cause);
        }

        @Override
        public void lost(Since conditions, LossCause cause) {
            told.add(cause);
            super.lost(conditions, cause);
        }
    }

    @Test
    void a_delay_that_holds_more_than_the_memory_loses_the_rest_for_want_of_memory() {
        var way = new WayState(1_000_000_000_000L, Duration.ofHours(1), Jitter.NONE, Loss.nothing(), PacketFaults.NONE);
        var plan = new CarrierPlan(
                "rr-memory-test-up", LinkProfile.constant(new LinkState("x", way, way)), Direction.UP, 3, 0, 0);
        try (var ticker = new RealTicker("memory-test");
                var carrier = new LinkCarrier(plan, ticker, (flow, packet) -> {}, new Watch())) {
            carrier.start(ticker.nanos());
            for (int i = 0; i < PACKETS; i++) {
                carrier.carry(0, new byte[PACKET_BYTES]);
            }
        }
        assertThat(causes).hasSize(PACKETS - KEPT).containsOnly(LossCause.MEMORY);
        assertThat(told).isEqualTo(causes);
        assertThat(ledger.take(1)).singleElement().satisfies(part -> {
            assertThat(part.getOffered()).isEqualTo(PACKETS);
            assertThat(part.getNoRoom()).isZero();
        });
    }
}
