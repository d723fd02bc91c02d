package dev.roadrig.agent.inference;

import dev.roadrig.agent.inference.TfliteScreen.Operator;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCard.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.BuiltinOpResolver;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.TfLiteTensor;
import org.bytedeco.tensorflowlite.global.tensorflowlite;
import org.jspecify.annotations.Nullable;

/**
 * TensorFlow Lite on one thread, with its XNNPACK delegate where that takes a node. A batch is run item by item. Holds
 * everything that the interpreter points to, and asks for tensors anew after each run, for their pointers go stale.
 */
final class TfliteEngine implements InferenceEngine {
    private static final int OK = 0;

    private final Path file;
    private final BytePointer bytes;
    private final FlatBufferModel model;
    private final BuiltinOpResolver resolver = new BuiltinOpResolver();
    private final Interpreter interpreter = new Interpreter((Pointer) null);
    private final TensorForm input;
    private final TensorForm output;
    private final Quantisation inputQuantisation;
    private final Quantisation quantisation;
    private final int inputElements;
    private final int outputElements;
    private final int capacity;
    private final ByteBuffer in;
    private final ByteBuffer out;

    private TfliteEngine(Path file, TensorFit fit, byte[] content, List<Operator> operators) {
        this.file = file;
        bytes = new BytePointer(content);
        model = verified();
        try {
            build(operators);
            fit.single("input", interpreter.inputs().limit());
            fit.single("output", interpreter.outputs().limit());
            TfLiteTensor outTensor = interpreter.output_tensor(0);
            input = form(interpreter.input_tensor(0));
            output = form(outTensor);
            fit.input(input);
            outputElements = fit.output(output);
            quantisation = quantisation(outTensor, output);
            inputQuantisation = scaled(interpreter.input_tensor(0), input);
            inputElements = fit.inputElements(input);
            capacity = fit.capacity(inputElements, outputElements);
            in = direct((long) capacity * inputElements * TensorForm.bytesOf(input.type()));
            out = direct((long) capacity * outputElements * TensorForm.bytesOf(output.type()));
            sized(interpreter.input_tensor(0), inputElements * TensorForm.bytesOf(input.type()));
            sized(outTensor, outputElements * TensorForm.bytesOf(output.type()));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    static TfliteEngine load(ModelCard card, byte[] content) {
        return new TfliteEngine(card.file(), new CardFit(card), content, TfliteScreen.check(card.file(), content));
    }

    static TfliteEngine load(Path file, byte[] content) {
        return new TfliteEngine(file, new WholeTensors(file), content, TfliteScreen.check(file, content));
    }

    private FlatBufferModel verified() {
        @Nullable FlatBufferModel built = FlatBufferModel.VerifyAndBuildFromBuffer(bytes, bytes.limit());
        if (built == null || built.isNull()) {
            resolver.close();
            interpreter.close();
            bytes.close();
            throw new BadInput(file + " is a damaged TensorFlow Lite model: the runtime's verifier refuses it.");
        }
        return built;
    }

    private void build(List<Operator> operators) {
        var missing = new ArrayList<String>();
        for (Operator operator : operators) {
            @Nullable
            Pointer found = operator.builtin() == TfliteOperators.CUSTOM
                    ? resolver.FindOp(operator.custom(), operator.version())
                    : resolver.FindOp(operator.builtin(), operator.version());
            if (found == null || found.isNull()) {
                missing.add(operator + " version " + operator.version());
            }
        }
        if (!missing.isEmpty()) {
            throw new BadInput("%s needs operators that TensorFlow Lite %s does not have: %s."
                    .formatted(file, version(), String.join(", ", missing)));
        }
        try (var builder = new InterpreterBuilder(model, resolver)) {
            check("build an interpreter for", operators, builder.SetNumThreads(1));
            check("build an interpreter for", operators, builder.apply(interpreter));
        }
        if (interpreter.isNull()) {
            check("build an interpreter for", operators, 1);
        }
        check("give memory to the tensors of", operators, interpreter.AllocateTensors());
    }

    private void check(String what, List<Operator> operators, int status) {
        if (status != OK) {
            throw new BadInput(
                    "TensorFlow Lite %s could not %s %s (status %d; its own words are on the error stream). It uses %s."
                            .formatted(version(), what, file, status, operators));
        }
    }

    private TensorForm form(TfLiteTensor tensor) {
        ElementType type =
                switch (tensor.type()) {
                    case tensorflowlite.kTfLiteFloat32 -> ElementType.FLOAT32;
                    case tensorflowlite.kTfLiteInt8 -> ElementType.INT8;
                    case tensorflowlite.kTfLiteUInt8 -> ElementType.UINT8;
                    default ->
                        throw new BadInput("%s: a tensor has elements of type %d; float32, int8, uint8 are taken."
                                .formatted(file, tensor.type()));
                };
        var shape = new ArrayList<Long>();
        for (int i = 0; i < tensor.dims().size(); i++) {
            shape.add((long) tensor.dims().data(i));
        }
        return new TensorForm(tensor.name().getString(), type, shape);
    }

    /** That of a tensor; {@link Quantisation#NONE} also where it has none, or one for each channel. */
    private static Quantisation scaled(TfLiteTensor tensor, TensorForm form) {
        float scale = tensor.params().scale();
        return form.type() == ElementType.FLOAT32 || !(scale > 0)
                ? Quantisation.NONE
                : new Quantisation(scale, tensor.params().zero_point());
    }

    private Quantisation quantisation(TfLiteTensor tensor, TensorForm form) {
        if (form.type() != ElementType.FLOAT32 && !(tensor.params().scale() > 0)) {
            throw new BadInput(file + ": its output '" + output.name() + "' is " + output
                    + " without one scale for all of it, so its elements are no scores.");
        }
        return scaled(tensor, form);
    }

    private void sized(TfLiteTensor tensor, int expected) {
        if (tensor.bytes() != expected || tensor.data().data() == null) {
            throw new BadInput("%s: tensor '%s' has %d bytes; its shape and type make %d."
                    .formatted(file, tensor.name().getString(), tensor.bytes(), expected));
        }
    }

    private static ByteBuffer direct(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    private static String version() {
        return tensorflowlite.TfLiteVersion().getString();
    }

    @Override
    public String engine() {
        return "tflite " + version();
    }

    @Override
    public TensorForm input() {
        return input;
    }

    @Override
    public TensorForm output() {
        return output;
    }

    @Override
    public Quantisation inputQuantisation() {
        return inputQuantisation;
    }

    @Override
    public Quantisation outputQuantisation() {
        return quantisation;
    }

    @Override
    public int inputElements() {
        return inputElements;
    }

    @Override
    public int outputElements() {
        return outputElements;
    }

    @Override
    public int capacity() {
        return capacity;
    }

    @Override
    public ByteBuffer in() {
        return in;
    }

    @Override
    public ByteBuffer out() {
        return out;
    }

    @Override
    public void run(int items) throws InferenceFault {
        int inBytes = in.capacity() / capacity;
        int outBytes = out.capacity() / capacity;
        for (int i = 0; i < items; i++) {
            memory(interpreter.input_tensor(0), inBytes).put(0, in, i * inBytes, inBytes);
            int status = interpreter.Invoke();
            if (status != OK) {
                throw new InferenceFault("TensorFlow Lite failed to run " + file + " (status " + status + ")");
            }
            out.put(i * outBytes, memory(interpreter.output_tensor(0), outBytes), 0, outBytes);
        }
    }

    private static ByteBuffer memory(TfLiteTensor tensor, int size) {
        return new BytePointer(tensor.data().data()).capacity(size).asByteBuffer();
    }

    @Override
    public void close() {
        interpreter.close();
        resolver.close();
        model.close();
        bytes.close();
    }
}
