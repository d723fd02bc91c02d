package dev.roadrig.scenarios.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.observe.LinePattern.Fit;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinePatternTest {
    @Test
    void its_groups_are_found_by_name_and_those_that_took_no_part_are_not_there() {
        LinePattern pattern = LinePattern.of("temp (?<cpu>[\\d.]+)C(?: gpu (?<gpu>[\\d.]+)C)?");
        assertThat(pattern.groups()).containsExactly("cpu", "gpu");
        assertThat(pattern.in("x temp 41.5C y").groups()).isEqualTo(Map.of("cpu", "41.5"));
        assertThat(pattern.in("temp 41.5C gpu 9C").groups()).isEqualTo(Map.of("cpu", "41.5", "gpu", "9"));
        assertThat(pattern.in("temp C").fit()).isEqualTo(Fit.NONE);
        assertThat(pattern.in("temp 1C temp 2C").fit()).isEqualTo(Fit.SEVERAL);
    }

    @Test
    void a_look_behind_or_an_escaped_bracket_is_no_named_group() {
        assertThat(LinePattern.of("(?<=t=)(?<t>\\d+)\\(?<no>").groups()).containsExactly("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x(?<a>(a+)+)b", "x(?<a>(a|aa)+)b", "x(?<a>(a|a?)+)b", "x(?<a>(.*,)*.*,)b"})
    void a_pattern_that_goes_back_for_ever_is_given_up_on_the_line_and_not_waited_for(String regex) {
        assertThat(LinePattern.of(regex).in("x" + "a,a".repeat(300)).fit()).isIn(Fit.TOO_COSTLY, Fit.NONE);
        assertThat(LinePattern.of("x(?<a>(a+)+)b").in("x" + "a".repeat(900)).fit())
                .isEqualTo(Fit.TOO_COSTLY);
    }

    @Test
    void a_line_is_looked_at_as_far_as_its_thousandth_character() {
        LinePattern pattern = LinePattern.of("end=(?<n>\\d)");
        assertThat(pattern.in("x".repeat(995) + "end=7").fit()).isEqualTo(Fit.ONE);
        assertThat(pattern.in("x".repeat(996) + "end=7").fit()).isEqualTo(Fit.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "infer frame=(?<n>\\d+); true; a infer frame=x; true",
                "infer( frame=(?<n>\\d+)); true; infer; true",
                "infer*(?<n>\\d+); true; infeX; true",
                "(?<n>\\d+) infer; false; 12 infer; false",
                "a|infer (?<n>\\d+); false; infer; false",
                "infer (?:a|b)[|](?<n>\\d+); true; infer c; true"
            })
    void the_fixed_beginning_of_a_pattern_tells_what_was_meant(String regex, boolean has, String line, boolean begins) {
        assertThat(LinePattern.of(regex).hasBeginning()).isEqualTo(has);
        assertThat(LinePattern.of(regex).begins(line)).isEqualTo(begins);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a(b; is no regular expression: Unclosed group at character 3",
                "\\Qa\\E; \\Q is not taken; put a \\ before each character that is meant as it is",
                "(?:a{900}){900}(?:){9}; '){9}' repeats more than 1000 times; write + or *, whose work is bounded by the line",
                "^{99999}; '{99999}' repeats more than 1000 times; write + or *, whose work is bounded by the line"
            })
    void what_cannot_be_bounded_is_refused(String text) {
        int first = text.indexOf(';');
        assertThatThrownBy(() -> LinePattern.of(text.substring(0, first)))
                .isInstanceOf(BadInput.class)
                .hasMessage(text.substring(first + 2));
        assertThatThrownBy(() -> LinePattern.of("a".repeat(401))).hasMessage("is over 400 characters long");
    }
}
