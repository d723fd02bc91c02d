package dev.roadrig.scenarios.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "150ms, TIME, 0.15",
        "8s, TIME, 8",
        "30min, TIME, 1800",
        "1.5 h, TIME, 5400",
        "3.5 W, POWER, 3.5",
        "60 mW, POWER, 0.06",
        "40 mJ, ENERGY, 0.04",
        "85 C, TEMPERATURE, 85",
        "-40 C, TEMPERATURE, -40",
        "180 MiB, BYTES, 188743680",
        "1 MB, BYTES, 1000000",
        "1 /100km, PER_LENGTH, 0.00001",
        "0.95, SHARE, 0.95",
        "95 %, SHARE, 0.95",
        "95%, SHARE, 0.95",
        "10 Mbit/s, BIT_RATE, 10000000",
        "5 km, LENGTH, 5000",
        "12 V, VOLTAGE, 12",
        "0, COUNT, 0",
        "2.5e3 ms, TIME, 2.5",
    })
    void a_quantity_is_exact_in_the_unit_that_is_kept(String text, Dimension dimension, BigDecimal expected) {
        assertThat(Quantity.parse(text, dimension).exact()).isEqualByComparingTo(expected);
    }

    @Test
    void a_tolerance_has_the_unit_of_its_value() {
        assertThat(Quantity.parse("60 C +-3", Dimension.TEMPERATURE).tolerance())
                .contains(new BigDecimal(3));
        assertThat(Quantity.parse("100ms +- 5 ms", Dimension.TIME).tolerance().orElseThrow())
                .isEqualByComparingTo("0.005");
        assertThat(Quantity.parse("60 C", Dimension.TEMPERATURE).tolerance()).isEmpty();
    }

    @Test
    void a_time_is_never_rounded() {
        assertThat(Quantity.parse("0.1 us", Dimension.TIME).duration()).isEqualTo(Duration.ofNanos(100));
        assertThatThrownBy(() -> Quantity.parse("0.0001 us", Dimension.TIME).duration())
                .isInstanceOf(BadInput.class)
                .hasMessage("'0.0001 us' is not a whole number of nanoseconds");
        assertThatThrownBy(() -> Quantity.parse("1e12 h", Dimension.TIME).duration())
                .isInstanceOf(BadInput.class)
                .hasMessage("'1e12 h' is not a whole number of nanoseconds");
    }

    @ParameterizedTest
    @EnumSource(Unit.class)
    void every_unit_is_read_back_with_and_without_a_space_at_random(Unit unit) {
        SplittableRandom random = new SplittableRandom(unit.name().hashCode());
        for (int i = 0; i < 200; i++) {
            BigDecimal number = BigDecimal.valueOf(random.nextLong(1_000_000_000), random.nextInt(9));
            String text = number.toPlainString() + (random.nextBoolean() ? " " : "") + unit.symbol();
            assertThat(Quantity.parse(text, unit.dimension()).exact())
                    .as("seed %d, number %d: %s", unit.name().hashCode(), i, text)
                    .isEqualByComparingTo(number.multiply(unit.factor()));
        }
    }
}
