package dev.roadrig.agent.inference;

/** What a model's tensors must be to be run, and how many elements an item of them has. */
interface TensorFit {
    /** For models with another number of tensors than one in and one out. */
    void single(String what, long count);

    /** Checks the input; returns the batch that the model takes, -1 for any. */
    long input(TensorForm form);

    /** Elements of one item of a checked input. */
    int inputElements(TensorForm form);

    /** Checks the output; returns the elements of one item. */
    int output(TensorForm form);

    /** How many items the engine's buffers hold. */
    int capacity(int inputElements, int outputElements);
}
