package dev.roadrig.wires.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedPatternTest {
    @ParameterizedTest
    @CsvSource({
        "a*b, 'a*'",
        "login: .+$, '.+'",
        "(ab)+, '(ab)+'",
        "'x{2,}', 'x{2,}'",
        "'a\\1', '\\1'",
    })
    void what_has_no_longest_match_is_refused_and_the_part_is_named(String regex, String part) {
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> BoundedPattern.of(regex))
                .withMessageContaining("'" + part + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a", "a)", "[a", "a{5,2}", "(.{0,900}){0,90}", "^a", "\\"})
    void what_is_no_pattern_or_too_large_is_refused(String regex) {
        assertThatExceptionOfType(BadInput.class).isThrownBy(() -> BoundedPattern.of(regex));
    }

    @Test
    void agrees_with_the_platforms_matcher_on_random_text() {
        String[] regexes = {
            "a?b?c",
            "(ab|cd){1,3}",
            "[^a]{0,3}b",
            "[a-c]d?",
            "(?:a|bc){0,2}d",
            "\\w{2} ?",
            "a{3}",
            ".[\\]a]",
            "(a?){3}a{3}"
        };
        var random = new Random(11);
        for (String regex : regexes) {
            var bounded = BoundedPattern.of(regex);
            var reference = Pattern.compile(regex);
            for (int i = 0; i < 400; i++) {
                var text = new StringBuilder();
                random.ints(random.nextInt(9), 0, 7).forEach(c -> text.append("abcd ]x".charAt(c)));
                assertThat(bounded.matches(text))
                        .as("%s matches '%s'", regex, text)
                        .isEqualTo(reference.matcher(text).matches());
                assertThat(bounded.isIn(text))
                        .as("%s is in '%s'", regex, text)
                        .isEqualTo(reference.matcher(text).find());
            }
        }
    }

    @Test
    void the_longest_match_is_known() {
        assertThat(BoundedPattern.of("[^#$]{0,80}[#$] ?").longest()).isEqualTo(82);
        assertThat(BoundedPattern.of("(ab|cde){1,3}").longest()).isEqualTo(9);
    }

    @Test
    void a_pattern_that_makes_backtracking_matchers_explode_does_not() {
        assertThat(BoundedPattern.of("(a?){60}a{60}").matches("a".repeat(60))).isTrue();
    }
}
