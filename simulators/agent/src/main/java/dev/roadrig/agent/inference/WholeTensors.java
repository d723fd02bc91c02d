package dev.roadrig.agent.inference;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;

/** Takes a model as it is, without a card: one input and one output of any sizes, a batch of one, one item a run. */
final class WholeTensors implements TensorFit {
    private static final long MOST_ELEMENTS = 16L << 20;

    private final Path file;

    WholeTensors(Path file) {
        this.file = file;
    }

    @Override
    public void single(String what, long count) {
        if (count != 1) {
            throw new BadInput("The model %s has %d %ss; models with one input and one output are run."
                    .formatted(file, count, what));
        }
    }

    @Override
    public long input(TensorForm form) {
        int unused = elements(form);
        return 1;
    }

    @Override
    public int inputElements(TensorForm form) {
        return elements(form);
    }

    @Override
    public int output(TensorForm form) {
        return elements(form);
    }

    @Override
    public int capacity(int inputElements, int outputElements) {
        return 1;
    }

    private int elements(TensorForm form) {
        long elements = 1;
        for (long size : form.shape()) {
            if (size < 1 || size > MOST_ELEMENTS) {
                throw new BadInput("The model %s has a tensor '%s' of %s; its sizes must be 1 to %d."
                        .formatted(file, form.name(), form, MOST_ELEMENTS));
            }
            elements *= size;
            if (elements > MOST_ELEMENTS) {
                throw new BadInput("The model %s has a tensor '%s' of %s, more than %d elements."
                        .formatted(file, form.name(), form, MOST_ELEMENTS));
            }
        }
        return (int) elements;
    }
}
