package dev.roadrig.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RackWordsTest {
    @TempDir
    private Path folder;

    @Test
    void beside_the_usual_rack_file_a_first_word_that_is_no_file_is_a_board() throws IOException {
        Path usual = Files.createFile(folder.resolve("rack.yaml"));
        var words = new RackWords(usual);
        assertThat(words.file(List.of("orin-2", "off"))).isEqualTo(usual);
        assertThat(words.rest(List.of("orin-2", "off"))).containsExactly("orin-2", "off");
        assertThat(words.file(List.of())).isEqualTo(usual);
        assertThat(words.rest(List.of())).isEmpty();
    }

    @Test
    void a_first_word_that_is_a_file_or_looks_like_one_is_the_rack_file() throws IOException {
        Path usual = Files.createFile(folder.resolve("rack.yaml"));
        Path other = Files.createFile(folder.resolve("desk"));
        var words = new RackWords(usual);
        for (String file : List.of(other.toString(), "gone.yaml", "gone.yml")) {
            assertThat(words.file(List.of(file, "orin-2"))).isEqualTo(Path.of(file));
            assertThat(words.rest(List.of(file, "orin-2"))).containsExactly("orin-2");
        }
    }

    @Test
    void without_a_usual_rack_file_a_first_word_is_one_that_is_missing() {
        var words = new RackWords(folder.resolve("rack.yaml"));
        assertThat(words.file(List.of("orin-2"))).isEqualTo(Path.of("orin-2"));
        assertThat(words.rest(List.of("orin-2"))).isEmpty();
    }
}
