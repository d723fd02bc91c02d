package dev.roadrig.wires.tool.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.wires.tool.Figure;
import dev.roadrig.wires.tool.NotUnderstood;
import dev.roadrig.wires.tool.Tool;
import dev.roadrig.wires.tool.ToolReader;
import dev.roadrig.wires.tool.ToolResult;
import dev.roadrig.wires.tool.ToolText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Real outputs that are cut, shuffled, mangled or another tool's: a clear error or true figures, never a made-up one. */
class DamageTest {
    private static final long SEED = 20261126;
    /** These count lines of the text, so a shorter text has less of them. */
    private static final Set<String> COUNTS = Set.of(
            "lines",
            "frames",
            "sentences",
            "entries",
            "layers",
            "dla_layers",
            "gpu_layers",
            "episodes",
            "overruns",
            "core_events",
            "package_events",
            "max_events",
            "images",
            "checksums_wrong");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");
    private static final List<String> INSTEAD =
            List.of("nan", "-", "12,5", "", "1e999", "0x", "99999999999999999999999", "1.2.3");
    /** A kernel's stamped lines are a boot log's as well. */
    private static final Set<Tool> OF_MANY_KINDS = Set.of(Tool.BOOT_LOG, Tool.SCPI_IDN);

    @Test
    void a_text_that_is_cut_has_no_figure_that_the_whole_one_has_not() throws IOException {
        for (Transcripts.Case each : Transcripts.all()) {
            String raw = each.raw();
            Set<String> whole = figures(ToolReaders.read(raw, Optional.empty()));
            Random random = new Random(SEED);
            int tries = Math.min(15, raw.length());
            for (int i = 0; i < tries; i++) {
                int at = random.nextInt(raw.length());
                read(raw.substring(0, at), Optional.empty()).ifPresent(result -> assertThat(whole)
                        .as("%s cut after %d of %d characters", each.file(), at, raw.length())
                        .containsAll(figures(result)));
            }
        }
    }

    @Test
    void lines_in_another_order_and_mangled_numbers_make_no_number_that_is_not_in_the_text() throws IOException {
        for (Transcripts.Case each : Transcripts.all()) {
            Random random = new Random(SEED);
            for (int i = 0; i < 3; i++) {
                List<String> lines = new ArrayList<>(each.raw().lines().toList());
                Collections.shuffle(lines, random);
                onlyPrinted(String.join("\n", lines) + "\n", each.file() + " shuffled");
                onlyPrinted(mangled(each.raw(), random), each.file() + " mangled, round " + i);
            }
        }
    }

    /** A figure that is zero was printed as zero, whatever became of the text. */
    private static void onlyPrinted(String raw, String what) {
        read(raw, Optional.empty()).ifPresent(result -> result.figures().stream()
                .filter(figure -> figure.value() == 0 && !COUNTS.contains(figure.name()))
                .forEach(figure -> assertThat(raw)
                        .as("%s: %s", what, figure)
                        .containsPattern("(?<![0-9.])0(?:\\.0+)?(?![0-9.])")));
    }

    private static String mangled(String raw, Random random) {
        return NUMBER.matcher(raw)
                .replaceAll(
                        match -> random.nextInt(4) == 0 ? INSTEAD.get(random.nextInt(INSTEAD.size())) : match.group());
    }

    @Test
    void where_no_number_is_one_no_figure_is_made() throws IOException {
        for (Transcripts.Case each : Transcripts.all()) {
            for (String instead : INSTEAD) {
                onlyPrinted(NUMBER.matcher(each.raw()).replaceAll(instead), each.file() + " with " + instead);
            }
        }
    }

    @Test
    void another_tools_text_is_refused() throws IOException {
        List<Transcripts.Case> cases = Transcripts.all();
        for (Transcripts.Case each : cases) {
            String raw = each.raw();
            Tool own = ToolReaders.read(raw, Optional.empty()).tool();
            for (ToolReader reader : ToolReaders.all()) {
                if (reader.tool() != own && !OF_MANY_KINDS.contains(reader.tool())) {
                    assertThatExceptionOfType(NotUnderstood.class)
                            .as("%s read as %s", each.file(), reader.tool().id())
                            .isThrownBy(() -> reader.read(ToolText.of(raw)));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_a_blank_text_and_noise_are_errors_of_every_tool(Tool tool) {
        Random random = new Random(SEED);
        String noise = random.ints(20_000, 1, 300).mapToObj(Character::toString).collect(Collectors.joining());
        for (String raw : List.of("", "\n\n  \n", "hello\n", noise)) {
            assertThatExceptionOfType(NotUnderstood.class)
                    .as(tool.id())
                    .isThrownBy(() -> ToolReaders.read(raw, Optional.of(tool)))
                    .satisfies(e -> assertThat(e.getMessage()).contains("Give "));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_line_of_very_many_characters_and_lines_without_end_do_not_hang(Tool tool) {
        List<String> texts = List.of(
                "a".repeat(200_000) + "\n",
                "1 ".repeat(100_000) + "\n",
                ("\t \t " + "1.0 ".repeat(5_000) + "\n").repeat(20),
                "[" + "=".repeat(200_000) + "\n",
                "count=1 " + "x=1 ".repeat(50_000) + "\n",
                ",,A" + " a".repeat(100_000) + "\n");
        for (String raw : texts) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> read(raw, Optional.of(tool)), () -> tool.id() + " hangs");
        }
    }

    private static Set<String> figures(ToolResult result) {
        return result.figures().stream()
                .filter(figure -> !COUNTS.contains(figure.name()))
                .map((Figure figure) -> figure.key() + "=" + figure.value())
                .collect(Collectors.toSet());
    }

    /** The result, or nothing where the text is refused as it should be; anything else that is thrown is a defect. */
    private static Optional<ToolResult> read(String raw, Optional<Tool> as) {
        try {
            return Optional.of(ToolReaders.read(raw, as));
        } catch (BadInput e) {
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }
}
