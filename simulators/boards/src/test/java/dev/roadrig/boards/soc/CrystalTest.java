package dev.roadrig.boards.soc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrystalTest {

    @Test
    void a_fast_crystal_gains_its_parts_per_million() {
        var crystal = new Crystal(5_000, 200);

        assertThat(crystal.read(0)).isEqualTo(5_000);
        assertThat(crystal.read(10_000_000_000L)).isEqualTo(10_000_000_000L + 2_000_000 + 5_000);
        assertThat(crystal.trueSpan(10_002_000_000L)).isEqualTo(10_000_000_000L);
    }

    @Test
    void every_seed_gives_a_clock_that_is_off_and_positive() {
        for (long seed = 0; seed < 1_000; seed++) {
            Crystal crystal = Crystal.seeded(seed);

            assertThat(Math.abs(crystal.partsPerMillion())).as("seed %d", seed).isBetween(20.0, 200.0);
            assertThat(crystal.offsetNanos()).as("seed %d", seed).isBetween(2_000_000_000L, 12_000_000_000L);
            assertThat(crystal).isEqualTo(Crystal.seeded(seed));
        }
    }
}
