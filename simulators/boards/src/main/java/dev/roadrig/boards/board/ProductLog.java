package dev.roadrig.boards.board;

import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.scenarios.model.ModelCard;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a product's own firmware prints on its console, as one that knows nothing of Roadrig would: a line an inference on
 * the board, and one a second with the chip's temperature.
 */
final class ProductLog {
    private static final long TEMPERATURE_NANOS = 1_000_000_000;

    private final ConsoleTty tty;
    private long nextNanos = Long.MIN_VALUE;

    ProductLog(ConsoleTty tty) {
        this.tty = tty;
    }

    /** Such as {@code infer frame=12 class=LIMIT_70,CHILDREN score=0.98 t=11.2ms}; {@code class=-} for a frame without boxes. */
    void inferred(int frame, ModelCard model, FrameModel.Answer answer, long nanos) throws InterruptedException {
        int[] classes = answer.classNumbers();
        String names = classes.length == 0
                ? "-"
                : Arrays.stream(classes).mapToObj(c -> name(model, c)).collect(Collectors.joining(","));
        double score = 0;
        for (int i = 0; i < answer.classes() && classes.length > 0; i++) {
            score = Math.max(score, answer.scores()[i]);
        }
        tty.print(String.format(
                Locale.ROOT, "infer frame=%d class=%s score=%.2f t=%.1fms\n", frame, names, score, nanos / 1e6));
    }

    private static String name(ModelCard model, int number) {
        return number == FrameModel.NO_CLASS ? "?" : model.output().labels().get(number);
    }

    /** Once a second, with the line of an inference. */
    void temperature(double celsius, long nowNanos) throws InterruptedException {
        if (nowNanos >= nextNanos) {
            nextNanos = nowNanos + TEMPERATURE_NANOS;
            tty.print(String.format(Locale.ROOT, "CPU temp %.1fC\n", celsius));
        }
    }
}
