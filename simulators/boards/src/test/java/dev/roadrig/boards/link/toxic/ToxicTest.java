package dev.roadrig.boards.link.toxic;

import static dev.roadrig.boards.link.toxic.Toxified.MILLI;
import static dev.roadrig.boards.link.toxic.Toxified.atMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.boards.link.stream.Release;
import dev.roadrig.boards.link.toxic.Toxic.Bandwidth;
import dev.roadrig.boards.link.toxic.Toxic.Latency;
import dev.roadrig.boards.link.toxic.Toxic.Limit;
import dev.roadrig.boards.link.toxic.Toxic.ResetPeer;
import dev.roadrig.boards.link.toxic.Toxic.Slicer;
import dev.roadrig.boards.link.toxic.Toxic.SlowClose;
import dev.roadrig.boards.link.toxic.Toxic.Timeout;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.link.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToxicTest {
    @Test
    void latency_is_added_once_and_does_not_add_up() {
        Toxified link = Toxified.by(new Latency(100, 0));
        assertThat(link.segment(10)).isEqualTo(atMillis(100));
        link.until(1);
        assertThat(link.segment(10)).isEqualTo(atMillis(101));
        assertThat(link.end()).as("the end travels as data do").isEqualTo(atMillis(101));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 20261126})
    void jitter_stays_in_its_bounds_keeps_the_order_and_is_the_seeds(long seed) {
        List<PlacedToxic> toxics = Toxified.named(new Latency(50, 20));
        Toxified link = Toxified.connection(seed, 0, toxics);
        Toxified same = Toxified.connection(seed, 0, toxics);
        long before = 0;
        double least = Double.MAX_VALUE;
        double most = 0;
        for (long i = 0; i < 200; i++) {
            link.until(i * 100);
            same.until(i * 100);
            long at = link.segment(10).atNanos();
            assertThat(at).as("seed %d, segment %d", seed, i).isGreaterThanOrEqualTo(before);
            assertThat(same.segment(10).atNanos()).isEqualTo(at);
            double delay = (at - i * 100 * MILLI) / (double) MILLI;
            least = Math.min(least, delay);
            most = Math.max(most, delay);
            before = at;
        }
        assertThat(least).as("seed %d", seed).isBetween(30.0, 33.0);
        assertThat(most).as("seed %d", seed).isBetween(67.0, 70.0);
    }

    @Test
    void bandwidth_lets_a_segment_go_when_its_last_byte_has_passed() {
        Toxified link = Toxified.by(new Bandwidth(100));
        assertThat(link.mostBytes()).as("a hundredth of a second's worth").isEqualTo(1000);
        for (int i = 1; i <= 50; i++) {
            assertThat(link.segment(1000)).isEqualTo(atMillis(10 * i));
        }
        link.until(700);
        assertThat(link.segment(1)).as("no credit is saved").isEqualTo(atMillis(700.01));
    }

    @Test
    void a_bandwidth_of_0_holds_everything_until_it_changes_and_what_was_held_does_not_come_in_a_burst() {
        Toxified link = Toxified.by(new Bandwidth(0));
        assertThat(link.segment(1000)).isEqualTo(Release.HELD);
        assertThat(link.segment(1000)).isEqualTo(Release.HELD);
        assertThat(link.end()).isEqualTo(Release.HELD);
        link.until(5000);
        link.toxics(List.of(new PlacedToxic("t0", Direction.UP, 1, new Bandwidth(100), link.ticker.nanos())));
        assertThat(link.again(0, 1000)).isEqualTo(atMillis(5010));
        assertThat(link.again(1, 1000)).isEqualTo(atMillis(5020));
        assertThat(link.end()).isEqualTo(atMillis(5020));
    }

    @Test
    void slow_close_delays_the_end_and_nothing_else() {
        Toxified link = Toxified.by(new SlowClose(300));
        assertThat(link.segment(10)).isEqualTo(atMillis(0));
        link.until(5);
        assertThat(link.end()).isEqualTo(atMillis(305));
        link.until(100);
        assertThat(link.end()).as("asked again").isEqualTo(atMillis(305));
    }

    @Test
    void a_timeout_discards_and_closes_at_its_time() {
        Toxified link = Toxified.by(new Timeout(200));
        assertThat(link.segment(10).fate()).isEqualTo(Release.Fate.DISCARD);
        link.until(199);
        assertThat(link.segment(10).fate()).isEqualTo(Release.Fate.DISCARD);
        assertThat(link.ends).isEmpty();
        link.until(1000);
        assertThat(link.ends).containsExactly("close 200");
        assertThat(link.ledger.discardedSegments(Direction.UP)).isEqualTo(2);
    }

    @Test
    void a_timeout_of_0_never_closes_but_its_removal_does() {
        Toxified link = Toxified.by(new Timeout(0));
        assertThat(link.segment(10).fate()).isEqualTo(Release.Fate.DISCARD);
        link.until(100_000);
        assertThat(link.ends).isEmpty();
        link.toxics(List.of());
        assertThat(link.ends).containsExactly("close 100000");
    }

    @Test
    void reset_peer_resets_a_time_after_the_first_data_and_lets_none_of_it_go() {
        Toxified link = Toxified.by(new ResetPeer(250));
        link.until(1000);
        assertThat(link.ends).as("nothing came yet").isEmpty();
        assertThat(link.segment(10)).isEqualTo(Release.HELD);
        link.until(1100);
        assertThat(link.segment(10)).isEqualTo(Release.HELD);
        link.until(2000);
        assertThat(link.ends).containsExactly("reset 1250");
    }

    @Test
    void a_reset_that_is_taken_back_in_time_never_was() {
        Toxified link = Toxified.by(new ResetPeer(250));
        assertThat(link.segment(10)).isEqualTo(Release.HELD);
        link.until(100);
        link.toxics(List.of());
        assertThat(link.again(0, 10)).isEqualTo(atMillis(0));
        link.until(2000);
        assertThat(link.ends).isEmpty();
    }

    @Test
    void the_slicer_cuts_around_its_average_and_pauses_after_each_slice() {
        Toxified link = Toxified.by(new Slicer(100, 30, 2_000));
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = 0; i < 500; i++) {
            int bytes = link.mostBytes();
            least = Math.min(least, bytes);
            most = Math.max(most, bytes);
            assertThat(link.segment(bytes)).isEqualTo(atMillis(2 * i));
        }
        assertThat(least).isEqualTo(70);
        assertThat(most).isEqualTo(130);
    }

    @Test
    void limit_data_closes_with_the_last_byte_that_it_lets_go() {
        Toxified link = Toxified.by(new Limit(1500));
        assertThat(link.segment(1000)).isEqualTo(atMillis(0));
        assertThat(link.mostBytes()).isEqualTo(500);
        assertThat(link.segment(500)).isEqualTo(new Release(0, Release.Fate.PASS_AND_CLOSE));
        assertThat(link.segment(1)).as("behind it").isEqualTo(Release.HELD);
    }

    @Test
    void a_limit_that_came_after_a_segment_was_read_lets_none_of_it_go_and_closes_behind_what_was_before() {
        Toxified link = Toxified.by(new Latency(100, 0));
        assertThat(link.segment(1000)).isEqualTo(atMillis(100));
        assertThat(link.segment(1000)).isEqualTo(atMillis(100));
        link.toxics(Toxified.named(new Latency(100, 0), new Limit(1999)));
        assertThat(link.again(0, 1000)).isEqualTo(atMillis(100));
        assertThat(link.again(1, 1000)).isEqualTo(Release.HELD);
        link.until(100);
        link.left(0, 1000);
        assertThat(link.ends).containsExactly("close 100");
    }

    @Test
    void a_limit_of_0_closes_at_the_first_byte() {
        Toxified link = Toxified.by(new Limit(0));
        assertThat(link.segment(1)).isEqualTo(Release.HELD);
        assertThat(link.ends).containsExactly("close 0");
    }

    @ParameterizedTest
    @EnumSource
    void a_kind_makes_what_it_was_told_and_refuses_what_no_link_does(ToxicType type) {
        List<Long> values = List.of(7L, 3L, 5L).subList(0, type.attributes().size());
        Toxic toxic = type.toxic(values);
        assertThat(toxic.type()).isEqualTo(type);
        assertThat(toxic.values()).isEqualTo(values);
        assertThat(ToxicType.of(type.word())).contains(type);
        List<Long> negative = List.of(-1L, 3L, 5L).subList(0, type.attributes().size());
        assertThatThrownBy(() -> type.toxic(negative))
                .isInstanceOf(BadInput.class)
                .hasMessage(type.attributes().get(0) + " is between 0 and 1000000000000, not -1");
    }

    @Test
    void the_most_of_everything_is_for_ever_and_not_an_overflow() {
        long most = 1_000_000_000_000L;
        Toxified link =
                Toxified.by(new Latency(most, 0), new Latency(most, most), new Bandwidth(1), new SlowClose(most));
        link.until(most / 100);
        assertThat(link.segment(Integer.MAX_VALUE).atNanos()).isGreaterThan(most * MILLI);
        assertThat(link.end().atNanos()).isGreaterThan(3 * most * MILLI);
        Toxified many = Toxified.by(
                new Latency(most, 0),
                new Latency(most, 0),
                new Latency(most, 0),
                new Latency(most, 0),
                new Latency(most, 0),
                new Latency(most, 0),
                new Latency(most, 0),
                new Latency(most, 0),
                new Latency(most, 0),
                new Latency(most, 0));
        assertThat(many.segment(1)).isEqualTo(Release.HELD);
    }

    @Test
    void a_slicers_variation_is_less_than_its_average() {
        assertThatThrownBy(() -> ToxicType.SLICER.toxic(List.of(10L, 10L, 0L)))
                .hasMessage("size_variation is less than average_size, and 10 is not less than 10");
        assertThatThrownBy(() -> ToxicType.SLICER.toxic(List.of(0L, 0L, 0L)))
                .hasMessage("average_size is 1 byte or more, not 0");
    }
}
