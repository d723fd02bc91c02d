package dev.roadrig.scenarios.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "true",
                "-7",
                "0.25",
                "\"\\u0001\\\"\\\\\"",
                "{\"a\":[1,2.5,{\"b\":null}],\"c\":\"ü\",\"d\":false}"
            })
    void what_is_read_is_written_again(String text) {
        assertThat(JsonText.write(JsonText.read(text))).isEqualTo(text);
    }

    @Test
    void numbers_without_a_fraction_are_whole_while_they_fit() {
        assertThat(JsonText.read("9223372036854775807")).isEqualTo(new JsonValue.Whole(Long.MAX_VALUE));
        assertThat(JsonText.read("9223372036854775808")).isEqualTo(new JsonValue.Real(0x1p63));
        assertThat(JsonText.read("1.0")).isEqualTo(new JsonValue.Real(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1,", "{\"a\"}", "{'a': 1}", "tru", "01", "1 2", "{} x", "\"a", "NaN"})
    void what_is_no_json_is_bad_input(String text) {
        assertThatThrownBy(() -> JsonText.read(text)).isInstanceOf(BadInput.class);
    }

    @Test
    void an_error_says_where() {
        assertThatThrownBy(() -> JsonText.read("{\"a\": 1,\n \"b\": x}"))
                .hasMessageStartingWith("line 2, column 7: Unrecognized token 'x'");
        assertThatThrownBy(() -> JsonText.read("{} 1")).hasMessage("line 1, column 4: something follows the value");
    }

    @Test
    void depth_and_numbers_are_bounded() {
        assertThat(JsonText.read("[".repeat(20) + "]".repeat(20))).isInstanceOf(JsonValue.Items.class);
        assertThatThrownBy(() -> JsonText.read("[".repeat(100_000)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("20");
        assertThatThrownBy(() -> JsonText.read("9".repeat(101))).isInstanceOf(BadInput.class);
    }
}
