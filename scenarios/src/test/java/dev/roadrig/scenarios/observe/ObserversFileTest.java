package dev.roadrig.scenarios.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObserversFileTest {
    private static final String WHOLE = """
            observe:
              console:
                - pattern: 'infer n=(?<n>\\d+) class=(?<label>\\w+) t=(?<t>[\\d.]+)ms'
                  result: {n: {as: frame, first: 1}, label: class, t: {as: inference, unit: ms}}
                - pattern: 'temp (?<cpu>\\d+)'
                  measure: {cpu: {as: temperature, unit: C, scale: 0.001}}
              delay: 16ms
            """;

    @Test
    void every_group_has_its_meaning_and_its_unit_in_the_unit_that_is_kept() {
        Observers observers = ObserversFile.parse("a file", WHOLE);
        LineObserver infer = observers.console().get(0);
        assertThat(infer.result()).isTrue();
        assertThat(infer.group(Meaning.FRAME)).contains(new Group("n", Meaning.FRAME, BigDecimal.ONE, 1));
        assertThat(infer.group(Meaning.INFERENCE).orElseThrow().number("38.2")).contains(new BigDecimal("0.0382"));
        assertThat(infer.group(Meaning.INFERENCE).orElseThrow().number("38,2")).isEmpty();
        Group cpu = observers.console().get(1).group(Meaning.TEMPERATURE).orElseThrow();
        assertThat(cpu.number("71500").orElseThrow()).isEqualByComparingTo("71.5");
        assertThat(observers.delay()).contains(Duration.ofMillis(16));
        assertThat(observers.giveResults()).isTrue();
    }

    @Test
    void the_text_that_a_record_keeps_says_the_same() {
        String kept = ObserversFile.parse("a file", WHOLE).text();
        assertThat(ObserversFile.parse("a record", kept).text()).isEqualTo(kept);
        assertThat(ObserversFile.parse("a record", kept).console()).hasSize(2);
        assertThat(ObserversFile.parse("a record", "")).isEqualTo(Observers.NONE);
    }

    @Test
    void a_join_that_no_line_can_serve_is_told_with_what_each_goes_by() {
        Observers observers = ObserversFile.parse("a file", WHOLE);
        assertThat(observers.unfitFor("frame-id")).isEmpty();
        assertThat(observers.unfitFor("only-one-in-flight")).isEmpty();
        assertThat(observers.unfitFor("timestamp").orElseThrow())
                .startsWith("The scenario joins results to frames by `join: timestamp`, and the observer 'infer n=")
                .contains("has no group that is `took`. Give it one, or choose another `join`");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "frame (?<n>\\d+) (?<x>\\d+); result: {n: frame}; the group (?<x>...) of the pattern has no meaning here; give it one, or make it (?:...)",
                "frame (?<n>\\d+); result: {m: frame}; the pattern has no group (?<m>...)",
                "frame (?<n>\\d+); result: {n: frameid}; 'frameid' is not known here",
                "frame (?<n>\\d+); result: {n: inference}; a inference has a unit: write {as: inference, unit: ...}",
                "frame (?<n>\\d+); result: {n: {as: inference}}; unit",
                "frame (?<n>\\d+); result: {n: {as: inference, unit: C}}; '1 C' is not a time: write a number and one of the units",
                "frame (?<n>\\d+); result: {n: {as: inference, unit: MS}}; (did you mean 'ms'? Units are case-sensitive)",
                "frame (?<n>\\d+); measure: {n: frame}; 'frame' belongs under result, in an observer of its own",
                "frame (?<n>\\d+); measure: {n: {as: temperature, unit: C, scale: 0}}; 0 makes every value 0",
                "frame (?<n>\\d+) (?<o>\\d+); result: {n: frame, o: frame}; another group is the frame already",
                "frame \\d+; result: {}; the pattern has no named group",
                "(?<n>\\d+); result: {n: frame}; begins with no three characters that are always the same",
                "frame (?<n>\\d+; result: {n: frame}; is no regular expression: Unclosed group",
                "frame (?<n>\\d+); color: red; color",
                "frame (?<n>\\d+); delay: 1 s; delay"
            })
    void what_has_no_meaning_or_no_unit_is_refused_at_its_place(String pattern, String rest, String why) {
        String text = "observe:\n  console:\n    - pattern: '" + pattern + "'\n      " + rest + "\n";
        assertThatThrownBy(() -> ObserversFile.parse("rack.yaml", text))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("rack.yaml:")
                .hasMessageContaining(why);
    }

    @Test
    void no_observer_and_the_same_one_twice_are_refused() {
        assertThatThrownBy(() -> ObserversFile.parse("rack.yaml", "observe: {console: []}"))
                .hasMessageContaining("there is no observer; leave `observe` out");
        String one = "    - {pattern: 'a (?<t>\\d)', measure: {t: {as: power, unit: mW}}}\n";
        assertThatThrownBy(() -> ObserversFile.parse("rack.yaml", "observe:\n  console:\n" + one + one))
                .hasMessageContaining("is there already");
    }
}
