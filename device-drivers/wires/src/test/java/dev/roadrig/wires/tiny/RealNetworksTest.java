package dev.roadrig.wires.tiny;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.roadrig.boards.tiny.TinySpec;
import dev.roadrig.scenarios.SharedFolder;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The benchmark's own networks on an emulated board: whole numbers and floats of one network agree over the wire. */
class RealNetworksTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final RealTicker ticker = new RealTicker("test");

    @AfterEach
    void close() {
        ticker.close();
    }

    private List<Double> answer(String model, byte[] tensor, boolean pictures) throws Exception {
        TinySpec spec = TinySpec.of(SharedFolder.data("models/mlperf-tiny/" + model), "m");
        try (var bench = Bench.of(pictures ? spec : spec.plainBytes(), ticker)) {
            TinyBoard board = TinyBoard.on(bench.console(), TinyWire.DIRECT, ticker, "near", ticker.in(LONG));
            board.load(tensor, ticker.in(LONG));
            return board.infer(1, 0, ticker.in(LONG)).results();
        }
    }

    private static byte[] floats(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double value : values) {
            bytes.putFloat((float) value);
        }
        return bytes.array();
    }

    @Test
    void an_anomalys_score_is_the_same_in_whole_numbers_and_floats_to_a_tenth() throws Exception {
        double[] spectrum = new double[640];
        for (int i = 0; i < spectrum.length; i++) {
            spectrum[i] = -15 + 8 * Math.cos(i % 128 / 40.0);
        }
        double whole = answer("ad01_int8.tflite", floats(spectrum), false).get(0);
        double real = answer("ad01_fp32.tflite", floats(spectrum), false).get(0);
        assertThat(real).isPositive();
        assertThat(whole).isCloseTo(real, within(real / 10));
    }

    @Test
    void a_pictures_class_is_the_same_in_whole_numbers_and_floats() throws Exception {
        double[] values = new double[32 * 32 * 3];
        byte[] picture = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            int row = i / 96;
            int column = i / 3 % 32;
            values[i] = Math.floor(128 + 100 * Math.sin(column / 6.0) * Math.cos(row / (4.0 + i % 3)));
            picture[i] = (byte) (int) values[i];
        }
        List<Double> whole = answer("pretrainedResnet_quant.tflite", picture, true);
        List<Double> real = answer("pretrainedResnet.tflite", floats(values), true);
        assertThat(whole).hasSize(10);
        assertThat(whole.stream().mapToDouble(score -> score).sum()).isCloseTo(1, within(0.05));
        assertThat(whole.indexOf(most(whole))).isEqualTo(real.indexOf(most(real)));
    }

    private static double most(List<Double> scores) {
        return scores.stream().mapToDouble(score -> score).max().orElseThrow();
    }

    @Test
    void a_spoken_words_features_go_in_as_they_are() throws Exception {
        List<Double> scores = answer("kws_ref_model.tflite", new byte[490], false);
        assertThat(scores).hasSize(12);
        assertThat(scores.stream().mapToDouble(score -> score).sum()).isCloseTo(1, within(0.05));
    }
}
