package dev.roadrig.scenarios.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymptomReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "reboot",
                "{requirement: LAT-1}",
                "{console: 'BUG: soft lockup - CPU#[0-9]+ \"stuck\"'}",
                "{missing-results: {from: 8s, to: 12500ms, at-least: 3}}",
                "{result: {frame: 57, answered: [12, 3]}}"
            })
    void a_symptom_that_is_written_is_read_as_the_same(String text) {
        Symptom symptom = SymptomReader.parse("the test", text);

        assertThat(SymptomReader.parse("the test", symptom.text())).isEqualTo(symptom);
    }

    @Test
    void every_part_of_a_symptom_is_kept() {
        assertThat(SymptomReader.parse("t", "{missing-results: {from: 8s, to: 12500ms, at-least: 3}}"))
                .isEqualTo(new Symptom.MissingResults(Duration.ofSeconds(8), Duration.ofMillis(12_500), 3));
        assertThat(SymptomReader.parse("t", "{result: {frame: 57, answered: [12, 3]}}"))
                .isEqualTo(new Symptom.WrongResult(57, List.of(12, 3)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rebot | rebot",
                "{} | name one symptom",
                "'{requirement: A, console: b}' | name one symptom",
                "'{console: \"(\"}' | is no regular expression: Unclosed group",
                "'{missing-results: {from: 8s, to: 8s, at-least: 1}}' | ends before it begins",
                "'{missing-results: {from: 8s, to: 9s, at-least: 0}}' | 0",
                "'{result: {frame: -1, answered: [1]}}' | -1",
                "'{result: {frame: 1, answered: []}}' | name the class",
                "'{requirment: A}' | requirment"
            })
    void what_is_no_symptom_is_refused_with_its_words(String text, String words) {
        assertThatThrownBy(() -> SymptomReader.parse("--reproduces", text))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("--reproduces")
                .hasMessageContaining(words);
    }
}
