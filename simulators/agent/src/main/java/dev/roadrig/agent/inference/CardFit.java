package dev.roadrig.agent.inference;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCard.Layout;
import java.util.List;

/** Holds a model's tensors against its card; every message names both sides. */
final class CardFit implements TensorFit {
    /** Of an engine's input or output buffer. */
    private static final long MOST_BUFFER_BYTES = 64L << 20;

    private final ModelCard card;

    CardFit(ModelCard card) {
        this.card = card;
    }

    @Override
    public long input(TensorForm form) {
        ModelCard.Input in = card.input();
        List<Long> image = in.layout() == Layout.NHWC
                ? List.of((long) in.height(), (long) in.width(), 3L)
                : List.of(3L, (long) in.height(), (long) in.width());
        boolean fits = form.shape().size() == 4 && form.type() == in.type();
        for (int i = 0; fits && i < 3; i++) {
            long size = form.shape().get(i + 1);
            fits = size == -1 || size == image.get(i);
        }
        if (!fits) {
            throw misfit(
                    "input",
                    form,
                    "%s [batch, %d, %d, %d]"
                            .formatted(
                                    in.type().name().toLowerCase(java.util.Locale.ROOT),
                                    image.get(0),
                                    image.get(1),
                                    image.get(2)));
        }
        return batch(form);
    }

    @Override
    public int inputElements(TensorForm form) {
        return card.input().width() * card.input().height() * 3;
    }

    /** One row of as many scores as there are labels. */
    @Override
    public int output(TensorForm form) {
        int labels = card.output().labels().size();
        long elements = 1;
        for (long size : form.shape()
                .subList(Math.min(1, form.shape().size()), form.shape().size())) {
            elements *= size == -1 ? labels : size;
            if (elements > MOST_BUFFER_BYTES) {
                break;
            }
        }
        if (form.shape().size() < 2 || elements != labels) {
            throw misfit("output", form, "[batch, " + labels + "] for its " + labels + " labels");
        }
        return labels;
    }

    @Override
    public int capacity(int inputElements, int outputElements) {
        long bytes = Math.max(
                (long) inputElements * TensorForm.bytesOf(card.input().type()), (long) outputElements * Float.BYTES);
        return (int) Math.max(1, Math.min(InferenceEngine.MOST_ITEMS, MOST_BUFFER_BYTES / bytes));
    }

    private long batch(TensorForm form) {
        long batch = form.shape().get(0);
        if (batch != 1 && batch != -1) {
            throw misfit("input", form, "a batch of 1 or any");
        }
        return batch;
    }

    BadInput misfit(String what, TensorForm form, String wanted) {
        return new BadInput("The model %s does not fit its card %s: its %s '%s' is %s; the card says %s."
                .formatted(card.file(), card.card(), what, form.name(), form, wanted));
    }

    @Override
    public void single(String what, long count) {
        if (count != 1) {
            throw new BadInput("The model %s has %d %ss; the agent runs models with one input and one output."
                    .formatted(card.file(), count, what));
        }
    }
}
