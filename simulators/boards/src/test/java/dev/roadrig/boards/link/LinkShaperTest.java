package dev.roadrig.boards.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.scenario.LinkProfile;
import dev.roadrig.scenarios.scenario.LinkState;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkShaperTest {
    private static final long MS = 1_000_000L;
    private static final int PAYLOAD = 1250 - LinkShaper.HEADER_BYTES;

    private static LinkState state(long bitsPerSecond, int rttMs, double loss) {
        return new LinkState("x", bitsPerSecond, bitsPerSecond, Duration.ofMillis(rttMs), Duration.ZERO, loss);
    }

    private static LinkShaper shaper(LinkProfile profile) {
        return new LinkShaper(profile, Direction.UP, 7);
    }

    @Test
    void a_segment_takes_its_bits_over_the_rate_and_half_the_round_trip() {
        LinkShaper shaper = shaper(LinkProfile.constant(state(1_000_000, 40, 0)));

        assertThat(shaper.depart(1, 0, PAYLOAD, 0).releaseNanos()).isEqualTo(10 * MS + 20 * MS);
        assertThat(shaper.depart(1, 1, PAYLOAD, 0).releaseNanos())
                .as("the second waits for the first to leave")
                .isEqualTo(20 * MS + 20 * MS);
    }

    @Test
    void flows_share_the_rate_of_a_direction() {
        LinkShaper shaper = shaper(LinkProfile.constant(state(1_000_000, 0, 0)));

        shaper.depart(1, 0, PAYLOAD, 0);

        assertThat(shaper.depart(2, 0, PAYLOAD, 0).releaseNanos()).isEqualTo(20 * MS);
    }

    @Test
    void a_segment_sent_into_an_outage_leaves_after_it() {
        LinkShaper shaper = shaper(new LinkProfile(
                Map.of(0L, state(1_000_000, 0, 0), 5 * MS, state(0, 0, 0), 100 * MS, state(1_000_000, 0, 0))));

        assertThat(shaper.depart(1, 0, PAYLOAD, 0).releaseNanos())
                .as("half before the outage, half after it")
                .isEqualTo(105 * MS);
    }

    @Test
    void nothing_leaves_an_outage_without_an_end() {
        LinkShaper shaper = shaper(LinkProfile.constant(state(0, 10, 0)));

        assertThat(shaper.depart(1, 0, PAYLOAD, 0).never()).isTrue();
    }

    @Test
    void the_rate_over_many_steps_is_the_integral_of_the_steps() {
        LinkShaper shaper = shaper(new LinkProfile(
                Map.of(0L, state(1_000_000, 0, 0), 4 * MS, state(2_000_000, 0, 0), 5 * MS, state(500_000, 0, 0))));

        // 4 ms at 1 Mbit/s, 1 ms at 2, and the last 4,000 of 10,000 bits at 0.5.
        assertThat(shaper.depart(1, 0, PAYLOAD, 0).releaseNanos()).isEqualTo(13 * MS);
    }

    @Test
    void the_same_seed_stalls_the_same_segments_whatever_else_the_link_carries() {
        LinkProfile lossy = LinkProfile.constant(state(100_000_000, 20, 0.1));
        LinkShaper quiet = shaper(lossy);
        LinkShaper busy = shaper(lossy);
        var stalledQuiet = new BitSet();
        var stalledBusy = new BitSet();
        for (int i = 0; i < 20_000; i++) {
            stalledQuiet.set(i, quiet.depart(3, i, 1000, i * MS).stallNanos() > 0);
            busy.depart(4, i, 500, i * MS);
            stalledBusy.set(i, busy.depart(3, i, 1000, i * MS + 17).stallNanos() > 0);
        }

        assertThat(stalledBusy).isEqualTo(stalledQuiet);
        double sigma = Math.sqrt(20_000 * 0.1 * 0.9);
        assertThat((double) stalledQuiet.cardinality()).isCloseTo(2_000, within(3 * sigma));
    }

    @Test
    void jitter_never_reorders_a_flow() {
        LinkShaper shaper = shaper(LinkProfile.constant(
                new LinkState("x", 100_000_000, 100_000_000, Duration.ofMillis(20), Duration.ofMillis(9), 0.05)));
        long last = 0;
        for (int i = 0; i < 5_000; i++) {
            long release = shaper.depart(1, i, 1000, i * 100_000L).releaseNanos();
            assertThat(release).isGreaterThanOrEqualTo(last);
            last = release;
        }
    }
}
