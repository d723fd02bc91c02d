package dev.roadrig.wires.meter.ppk2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.boards.meter.Ppk2Words;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Known answers of the kit's format. */
class Ppk2WordTest {
    @ParameterizedTest
    @CsvSource({
        "00000000, 0, 0, 0, 0, 0",
        "01000401, 1, 0, 1, 1, 0.04259752675351867",
        "ff7ffcff, 16383, 1, 63, 255, 7082.696061854402",
        "e8834480, 1000, 2, 17, 128, 4329.587438423645",
        "f4c11402, 500, 3, 5, 2, 23375.166223404256",
        "2800f900, 40, 4, 62, 0, 40879.360465116275"
    })
    void a_word_is_its_converter_range_counter_and_pins(
            String hex, int adc, int range, int counter, int logic, double microamperes) {
        Ppk2Word word = Ppk2Word.at(HexFormat.of().parseHex(hex), 0);
        assertThat(word).isEqualTo(new Ppk2Word(adc, range, counter, logic));
        assertThat(Ppk2Modifiers.of("").amperes(word, 3.3) * 1e6).isEqualTo(microamperes, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"0.8, 3, 32", "1.8, 7, 8", "3.3, 12, 228", "5.0, 19, 136", "9, 19, 136", "0.1, 3, 32"})
    void the_regulator_is_set_in_steps_above_its_least_and_held_to_its_ends(double volts, int high, int low) {
        assertThat(Ppk2Command.regulator(volts)).containsExactly(0x0d, high, low);
    }

    @Test
    void a_resistance_of_zero_and_a_constant_that_is_no_number_keep_the_default() {
        var word = new Ppk2Word(1000, 2, 0, 0);
        double usual = Ppk2Modifiers.of("").amperes(word, 3.3);
        Ppk2Modifiers odd = Ppk2Modifiers.of("R2: 0\nGS2: -nan\nUG2: nan\nO2: x\nEND\n");
        assertThat(odd.amperes(word, 3.3)).isEqualTo(usual);
        assertThat(odd.stated()).isZero();
        Ppk2Modifiers own = Ppk2Modifiers.of("R2: 20.30\nUG2: 1.5\nS2: 0.001\nI2: -0.002\nO2: 4\nGI2: 2\nGS2: 3\n");
        double x = (4000 - 4) * 1.8 / 163_840 / 20.30;
        assertThat(own.amperes(word, 3)).isEqualTo(1.5 * (x * (3 * x + 2) + 0.003 - 0.002), within(1e-15));
        assertThat(own.stated()).isEqualTo(7);
    }

    @Test
    void the_emulated_kits_words_are_read_back_within_a_step() {
        for (double amperes : new double[] {1e-7, 5e-4, 6e-3, 0.05, 0.5, 3}) {
            Ppk2Word word = Ppk2Word.at(Ppk2Words.word(amperes, 5), 0);
            assertThat(Ppk2Modifiers.of("").amperes(word, 3.3)).isEqualTo(amperes, within(1.1e-3 * amperes + 3e-8));
        }
    }

    @Test
    void the_spike_filter_averages_after_a_change_and_keeps_the_average_at_first_in_the_coarsest_range() {
        var filter = new SpikeFilter();
        assertThat(filter.filter(1, 1)).isEqualTo(1);
        assertThat(filter.filter(1, 2)).isEqualTo(2);
        double average = 0.18 * 2 + 0.82;
        assertThat(filter.filter(4, 100)).isEqualTo(average, within(1e-12));
        assertThat(filter.filter(4, 100)).isEqualTo(average, within(1e-12));
        assertThat(filter.filter(4, 100)).isEqualTo(6 + 0.94 * average, within(1e-12));
        assertThat(filter.filter(4, 100)).isEqualTo(100);
    }
}
