package dev.roadrig.scenarios.tiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The trace, the labels and the official results, and every way to write them wrong that we know of. */
class TinyFilesTest {
    @TempDir
    private Path folder;

    private void trace(byte[] energy, String edges) throws IOException {
        Files.write(folder.resolve(TinyTrace.ENERGY), energy);
        Files.writeString(folder.resolve(TinyTrace.EDGES), edges);
    }

    private static byte[] energy(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0xF1);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    @Test
    void a_trace_is_a_mark_a_rate_and_samples_in_little_endian() throws IOException {
        trace(energy(1000, 1.5f, 2.5f), "[0, 0.001, 1e-3]");
        TinyTrace trace = TinyTrace.read(folder);
        assertThat(trace.hertz()).isEqualTo(1000);
        assertThat(trace.samples()).isEqualTo(2);
        assertThat(trace.microjoules(1)).isEqualTo(2.5f);
        assertThat(trace.edges()).containsExactly(0.0, 0.001, 0.001);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 0.5] | edge 1 is the number 0.5; edges are seconds, 0 or more, that never go back",
                "[-1] | edge 0 is the number -1",
                "['a'] | edge 0 is a text",
                "{} | it is no list",
                "[1, | is no list of a pin's edges: line 1"
            })
    void edges_that_are_none_say_which(String edges, String why) throws IOException {
        trace(energy(1000, 1), edges.replace('\'', '"'));
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> TinyTrace.read(folder))
                .withMessageContaining(why);
    }

    @Test
    void energies_that_are_cut_or_no_trace_are_bad_input() throws IOException {
        byte[] good = energy(1000, 1);
        for (byte[] bad : new byte[][] {{}, {(byte) 0xF1}, energy(0), energy(Float.NaN), {1, 2, 3, 4, 5, 6, 7, 8, 9}}) {
            trace(bad, "[]");
            assertThatExceptionOfType(BadInput.class)
                    .isThrownBy(() -> TinyTrace.read(folder))
                    .withMessageContaining("should begin with F1 and a sample rate");
        }
        trace(Arrays.copyOf(good, good.length - 1), "[]");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> TinyTrace.read(folder))
                .withMessageContaining("ends inside a sample: it is cut");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.bin,10 | :1: 'a.bin,10' is no label",
                "a.bin,10,10 | :1: 'a.bin,10,10' is no label",
                "a.bin,10,-1 | is no label",
                "a.bin,10,1;a.bin,10,2 | :2: 'a.bin' has class 1 in a row before",
                "; | holds no label"
            })
    void labels_that_are_none_say_which_row(String text, String why) throws IOException {
        Path file = Files.writeString(folder.resolve("labels.csv"), text.replace(';', '\n'));
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> TinyLabels.read(file))
                .withMessageContaining(why);
    }

    @Test
    void labels_are_found_by_name_and_official_results_by_their_words() throws IOException {
        Path file = Files.writeString(folder.resolve("labels.csv"), "b.bin, 12, 7\n\na.bin,12,0\n");
        TinyLabels labels = TinyLabels.read(file);
        assertThat(labels.inputs()).containsExactly("b.bin", "a.bin");
        assertThat(labels.of("b.bin")).hasValue(7);
        assertThat(labels.of("c.bin")).isEmpty();
        Files.writeString(folder.resolve(OfficialResults.FILE), "1 x: Top-1: 88.0%\n1 x: AUC: 0.98\n");
        assertThat(OfficialResults.read(folder).top1Percent()).hasValue(88.0);
        Files.writeString(folder.resolve(OfficialResults.FILE), "nothing\n");
        assertThatExceptionOfType(BadInput.class)
                .isThrownBy(() -> OfficialResults.read(folder))
                .withMessageContaining("holds no result of MLPerf Tiny's runner");
    }
}
