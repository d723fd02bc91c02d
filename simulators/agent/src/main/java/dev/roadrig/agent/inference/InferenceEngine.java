package dev.roadrig.agent.inference;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.model.ModelCard;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * One loaded model with one input and one output tensor, on one thread of the CPU. Items go into {@link #in()} and
 * come out of {@link #out()}, which are direct, in native byte order and used anew for each run. For one thread.
 */
public interface InferenceEngine extends AutoCloseable {
    /** The most items of a run, whatever the model's size. */
    int MOST_ITEMS = 64;

    /**
     * Screens a card's model file, loads it, and checks it against the card.
     *
     * @throws BadInput when the file is no such model, is damaged, has an operator that the engine lacks, or does not
     *     fit its card
     */
    static InferenceEngine open(ModelCard card) {
        byte[] bytes = ModelBytes.read(card);
        InferenceEngine engine =
                switch (card.format()) {
                    case ONNX -> OnnxEngine.load(card, bytes);
                    case TFLITE -> TfliteEngine.load(card, bytes);
                };
        return engine;
    }

    /**
     * Screens and loads a TensorFlow Lite model as it is, without a card: any sizes, one item a run.
     *
     * @throws BadInput when the file is no such model, is damaged, or has not one input and one output
     */
    static InferenceEngine open(Path tflite) {
        return TfliteEngine.load(tflite, ModelBytes.read(tflite));
    }

    /** Name and version, such as {@code onnxruntime 1.29.0}. */
    String engine();

    TensorForm input();

    TensorForm output();

    /** What an element of the input stands for. */
    default Quantisation inputQuantisation() {
        return Quantisation.NONE;
    }

    /** How the output's elements become scores. */
    Quantisation outputQuantisation();

    /** Elements of one item of the input. */
    int inputElements();

    /** Elements of one item of the output. */
    int outputElements();

    /** The most items of a run. */
    int capacity();

    /** Where items go in, one after the other, from index 0. */
    ByteBuffer in();

    /** Where items come out, one after the other, from index 0. */
    ByteBuffer out();

    /**
     * Runs the model.
     *
     * @param items how many, 1 to {@link #capacity()}
     * @throws InferenceFault when the engine says that it failed
     */
    void run(int items) throws InferenceFault;

    @Override
    void close();

    /**
     * An element stands for {@code scale * (element - zeroPoint)}.
     *
     * @param scale 1 where the elements are the scores
     */
    record Quantisation(float scale, int zeroPoint) {
        static final Quantisation NONE = new Quantisation(1, 0);
    }
}
