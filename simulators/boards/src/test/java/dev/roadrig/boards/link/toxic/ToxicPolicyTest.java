package dev.roadrig.boards.link.toxic;

import static dev.roadrig.boards.link.toxic.Toxified.atMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.boards.link.stream.Release;
import dev.roadrig.boards.link.toxic.Toxic.Bandwidth;
import dev.roadrig.boards.link.toxic.Toxic.Latency;
import dev.roadrig.boards.link.toxic.Toxic.Limit;
import dev.roadrig.boards.link.toxic.Toxic.Timeout;
import dev.roadrig.scenarios.link.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToxicPolicyTest {
    @Test
    void toxics_are_passed_through_in_their_order() {
        Toxified link = Toxified.by(new Latency(100, 0), new Bandwidth(10), new Latency(5, 0));
        assertThat(link.mostBytes()).isEqualTo(100);
        assertThat(link.segment(100)).isEqualTo(atMillis(115));
        assertThat(link.segment(100)).isEqualTo(atMillis(125));
        assertThat(link.end()).isEqualTo(atMillis(125));
    }

    @Test
    void what_waits_is_decided_on_again_from_when_it_came_and_from_what_was_kept_before_it() {
        Toxified link = Toxified.by(new Bandwidth(10));
        assertThat(link.segment(100)).isEqualTo(atMillis(10));
        assertThat(link.segment(100)).isEqualTo(atMillis(20));
        assertThat(link.segment(100)).isEqualTo(atMillis(30));
        link.until(10);
        link.left(0, 100);
        link.until(15);
        assertThat(link.again(1, 100)).as("nothing has changed").isEqualTo(atMillis(20));
        assertThat(link.again(2, 100)).isEqualTo(atMillis(30));
        link.toxics(Toxified.named(new Bandwidth(10), new Latency(50, 0)));
        assertThat(link.again(1, 100)).isEqualTo(atMillis(70));
        assertThat(link.again(2, 100)).isEqualTo(atMillis(80));
        link.toxics(List.of());
        assertThat(link.again(1, 100).atNanos()).as("in the past, so at once").isZero();
    }

    @Test
    void a_limit_counts_a_segment_once_however_often_it_is_asked_for() {
        Toxified link = Toxified.by(new Latency(100, 0), new Limit(1000));
        for (int i = 0; i < 5; i++) {
            assertThat(link.again(0, 600)).isEqualTo(atMillis(100));
        }
        assertThat(link.mostBytes()).isEqualTo(400);
        assertThat(link.ledger.receivedBytes(Direction.UP)).isEqualTo(600);
    }

    @Test
    void what_comes_behind_something_that_is_held_is_held_too() {
        Toxified link = Toxified.by();
        link.underlay((connection, segment, bytes, at) -> segment == 1 ? Long.MAX_VALUE : at);
        assertThat(link.segment(10)).isEqualTo(atMillis(0));
        assertThat(link.segment(10)).isEqualTo(Release.HELD);
        assertThat(link.segment(10)).isEqualTo(Release.HELD);
        link.underlay(Underlay.NONE);
        assertThat(link.again(1, 10)).isEqualTo(atMillis(0));
        assertThat(link.again(2, 10)).isEqualTo(atMillis(0));
    }

    @Test
    void a_link_under_the_toxics_is_asked_once_for_each_segment() {
        var asked = new java.util.ArrayList<Long>();
        Toxified link = Toxified.by(new Latency(7, 0));
        link.underlay((connection, segment, bytes, at) -> {
            asked.add(segment);
            return at + 3 * Toxified.MILLI;
        });
        assertThat(link.segment(10)).isEqualTo(atMillis(10));
        link.toxics(Toxified.named(new Latency(8, 0)));
        assertThat(link.again(0, 10)).isEqualTo(atMillis(11));
        assertThat(asked).containsExactly(0L);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 20261126})
    void toxicity_is_decided_once_a_connection_by_seed_number_and_name(long seed) {
        var toxic = new PlacedToxic("some", Direction.UP, 0.3, new Timeout(0), 0);
        int on = 0;
        for (int number = 0; number < 2_000; number++) {
            Toxified link = Toxified.connection(seed, number, List.of(toxic));
            boolean discards = link.segment(1).fate() == Release.Fate.DISCARD;
            assertThat(link.segment(1).fate() == Release.Fate.DISCARD)
                    .as("seed %d, connection %d", seed, number)
                    .isEqualTo(discards);
            Toxified again = Toxified.connection(seed, number, List.of(toxic));
            assertThat(again.segment(1).fate() == Release.Fate.DISCARD).isEqualTo(discards);
            on += discards ? 1 : 0;
        }
        // Five standard deviations of a binomial with 2,000 draws.
        assertThat(on).as("seed %d", seed).isBetween(600 - 103, 600 + 103);
    }

    @Test
    void a_toxicity_of_1_is_on_all_and_of_0_on_none() {
        for (int number = 0; number < 100; number++) {
            var toxic = new PlacedToxic("all", Direction.UP, 1, new Timeout(0), 0);
            var none = new PlacedToxic("none", Direction.UP, 0, new Timeout(0), 0);
            assertThat(Toxified.connection(3, number, List.of(toxic)).segment(1).fate())
                    .isEqualTo(Release.Fate.DISCARD);
            assertThat(Toxified.connection(3, number, List.of(none)).segment(1).fate())
                    .isEqualTo(Release.Fate.PASS);
        }
    }

    @Test
    void a_connection_that_is_over_is_not_ended_again() {
        Toxified link = Toxified.by(new Timeout(100));
        link.until(50);
        link.closed();
        link.until(500);
        assertThat(link.ends).isEmpty();
    }
}
