package dev.roadrig.boards.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CarriedLedgerTest {
    private static final long MS = 1_000_000;
    private static final Since FIRST = new Since(Direction.UP, 0);
    private static final Since SECOND = new Since(Direction.UP, 100 * MS);

    private final CarriedLedger ledger = new CarriedLedger(false, Set.of());

    private void exit(Since conditions, long sentMs, boolean queued, long lateNanos) {
        long due = (sentMs + 50) * MS;
        ledger.left(new Exit(conditions, 1_000, 8_000, sentMs * MS, MS, queued, false, due, due + lateNanos, 0));
    }

    @Test
    void the_rate_is_that_of_what_had_waited_by_its_exits() {
        exit(FIRST, 10, false, 100_000);
        exit(FIRST, 11, true, 300_000);
        exit(FIRST, 12, true, 200_000);
        exit(FIRST, 60, false, 900_000);
        LinkCarried carried = ledger.take(1_000 * MS).get(0);
        assertThat(carried.getSaturatedBits()).isEqualTo(16_000);
        assertThat(carried.getSaturatedNs()).as("from 10.1 to 12.2 ms").isEqualTo(2 * MS + 100_000);
        assertThat(carried.getPassed()).isEqualTo(4);
        assertThat(carried.getFirstNs()).isEqualTo(10 * MS + 100_000);
        assertThat(carried.getLastNs()).isEqualTo(60 * MS + 900_000);
    }

    @Test
    void what_began_under_other_conditions_says_nothing_of_these_ones_rate() {
        exit(SECOND, 100, true, 0);
        exit(SECOND, 101, true, 0);
        LinkCarried carried = ledger.take(MS).get(0);
        assertThat(carried.getSinceNs()).isEqualTo(100 * MS);
        assertThat(carried.getSaturatedBits()).isEqualTo(8_000);
    }

    @Test
    void what_was_early_and_what_was_late_is_kept_one_by_one() {
        exit(FIRST, 1, false, -2_000);
        exit(FIRST, 2, false, 400_000);
        exit(FIRST, 3, false, 7 * MS);
        LinkCarried carried = ledger.take(MS).get(0);
        assertThat(carried.getLeastLateNs()).isEqualTo(-2_000);
        assertThat(carried.getOtherLateNs()).isEqualTo(400_000);
        assertThat(carried.getLateExitsList()).singleElement().satisfies(exit -> {
            assertThat(exit.getLateNs()).isEqualTo(7 * MS);
            assertThat(exit.getAtNs()).isEqualTo(60 * MS);
        });
    }

    @Test
    void what_waited_for_our_reading_is_our_error_and_nothing_of_its_rate_or_delay() {
        ledger.left(new Exit(FIRST, 1_000, 8_000, 10 * MS, MS, true, false, 60 * MS, 61 * MS, 4 * MS));
        LinkCarried carried = ledger.take(MS).get(0);
        assertThat(carried.getLateExits(0).getLateNs()).isEqualTo(5 * MS);
        assertThat(carried.getLeastLateNs()).isEqualTo(MS);
        assertThat(carried.getLastNs()).isEqualTo(11 * MS);
        assertThat(carried.getDelay().getValueNs(0)).isBetween(51 * MS, 52 * MS);
    }

    @Test
    void of_too_many_late_ones_the_worst_are_told_and_the_rest_is_bounded() {
        for (int i = 0; i < 1_500; i++) {
            exit(FIRST, i, false, MS + i);
        }
        LinkCarried carried = ledger.take(MS).get(0);
        assertThat(carried.getLateExitsCount()).isEqualTo(CarriedPart.MOST_LATE_EXITS);
        assertThat(carried.getOtherLateNs()).isEqualTo(MS + 499);
    }

    @Test
    void what_was_taken_is_not_told_again() {
        ledger.offered(FIRST, 8_000);
        ledger.tried(FIRST);
        ledger.lost(FIRST);
        ledger.noRoom(SECOND);
        assertThat(ledger.take(MS)).hasSize(2);
        assertThat(ledger.take(MS)).isEqualTo(List.of());
    }
}
