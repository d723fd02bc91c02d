package dev.roadrig.scenarios.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {
    @TempDir
    private Path dir;

    private Path file(String text) throws Exception {
        return Files.writeString(dir.resolve("a.yaml"), text);
    }

    @Test
    void texts_are_kept_as_they_are_written() throws Exception {
        YamlMap top = YamlFile.read(file("a: 0x10\nb: on\nc: 1_000\nd: 3.50\ne: \"null\"\nf: 2026-11-24\n"))
                .top();
        assertThat(top.keys()).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(top.keys().stream().map(top::text))
                .containsExactly("0x10", "on", "1_000", "3.50", "null", "2026-11-24");
    }

    @Test
    void every_node_knows_its_line_column_and_key() throws Exception {
        YamlMap top = YamlFile.read(file("a:\n  - b: 1\n    c: [2, 3]\n")).top();
        YamlNode three = top.list("a").maps().get(0).list("c").items().get(1);
        assertThat(three.key()).isEqualTo("a[0].c[1]");
        assertThat(three.place().line()).isEqualTo(3);
        assertThat(three.place().column()).isEqualTo(12);
    }

    @Test
    void a_byte_order_mark_is_not_a_part_of_the_first_key() throws Exception {
        assertThat(YamlFile.read(file("\ufeffa: 1\n")).top().text("a")).isEqualTo("1");
    }

    @Test
    void a_file_over_one_mebibyte_is_refused_before_it_is_parsed() throws Exception {
        Path file = file("a: " + "x".repeat(1 << 20));
        assertThatThrownBy(() -> YamlFile.read(file))
                .isInstanceOf(BadInput.class)
                .hasMessage(file + ": is over 1 MiB; a file of this kind is never that long");
    }

    @Test
    void bytes_that_are_no_text_a_folder_and_a_missing_file_are_refused() throws Exception {
        Path binary = Files.write(dir.resolve("b.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});
        assertThatThrownBy(() -> YamlFile.read(binary)).hasMessage(binary + ": is not UTF-8 text");
        assertThatThrownBy(() -> YamlFile.read(dir)).hasMessage(dir + ": is a folder and not a YAML file");
        assertThatThrownBy(() -> YamlFile.read(dir.resolve("c.yaml")))
                .isInstanceOf(BadInput.class)
                .hasMessage(dir.resolve("c.yaml") + ": there is no such file; did you mean 'b.yaml'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sede        | 5       | -e sede=5: unknown key 'sede'; did you mean 'seed'? Allowed: seed, list, map",
                "seed.x      | 5       | -e seed.x=5: seed is the single value '1' and has no key 'x'",
                "list.7.a    | 5       | -e list.7.a=5: list has 1 items, counted from 0; there is no '7'",
                "list.last   | 5       | -e list.last=5: list has 1 items, counted from 0; there is no 'last'",
                "map..a      | 5       | -e map..a=5: a key is words with dots between them, such as network.rate",
                "seed        | {a: b   | -e seed={a: b:1:6: not YAML: while parsing a flow mapping, expected ',' or '}', but got <stream end>",
            })
    void a_wrong_override_is_named_as_it_was_given(String key, String value, String message) throws Exception {
        Path file = file("seed: 1\nlist: [{a: 1}]\nmap: {a: 1}\n");
        assertThatThrownBy(() -> YamlFile.read(file, Map.of(key, value)).top().only("seed", "list", "map"))
                .isInstanceOf(BadInput.class)
                .hasMessage(message);
    }

    @Test
    void an_override_reaches_into_lists_and_makes_maps() throws Exception {
        YamlMap top = YamlFile.read(file("list: [{a: 1}, {a: 2}]\n"), Map.of("list.1.a", "{b: [x, y]}", "new.key", "v"))
                .top();
        assertThat(top.list("list").maps().get(0).text("a")).isEqualTo("1");
        YamlMap put = top.list("list").maps().get(1).map("a");
        assertThat(put.list("b").scalars().get(1).key()).isEqualTo("list[1].a.b[1]");
        assertThat(top.map("new").text("key")).isEqualTo("v");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void what_is_written_is_read_back(int seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (int i = 0; i < 50; i++) {
            entries.put("k" + i, scalar(text(random)));
        }
        YamlMap written = new YamlMap(new YamlPlace(dir, "t", 1, 1), "", entries, Map.of());
        YamlMap read = YamlFile.read(file(YamlText.of(written))).top();
        for (String key : entries.keySet()) {
            assertThat(read.text(key)).as("seed %d, %s", seed, key).isEqualTo(written.text(key));
        }
    }

    private YamlScalar scalar(String text) {
        return new YamlScalar(new YamlPlace(dir, "t", 1, 1), "k", text);
    }

    private static String text(SplittableRandom random) {
        int[] alphabet = "aZ09 :-#'\"\\{}[],&*!|>%@`~\n\t\u00e4\u2028\u0085\ud83d\ude97"
                .codePoints()
                .toArray();
        StringBuilder text = new StringBuilder("x");
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(alphabet[random.nextInt(alphabet.length)]);
        }
        return text.reverse().toString();
    }

    /** Cuts and flips a real file in a thousand ways: always a tree or a BadInput of one line, and never anything else. */
    @ParameterizedTest
    @ValueSource(ints = {11, 12, 13, 14})
    void a_damaged_file_is_read_or_refused(int seed) throws Exception {
        byte[] whole =
                "# c\nscenario: 'a b'\nlist: [1, {x: \"y\\n\"}]\nmap:\n  - a: |\n      text\n    b: >-\n      more\n"
                        .getBytes(StandardCharsets.UTF_8);
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 250; i++) {
            byte[] damaged = whole.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(random.nextBoolean() ? 128 : 256);
            }
            Path file = Files.write(dir.resolve("d.yaml"), damaged);
            try {
                assertThat(YamlFile.read(file).top().keys())
                        .as("seed %d, file %d", seed, i)
                        .isNotNull();
            } catch (BadInput e) {
                assertThat(String.valueOf(e.getMessage()).lines())
                        .as("seed %d, file %d", seed, i)
                        .hasSize(1);
            }
        }
    }
}
