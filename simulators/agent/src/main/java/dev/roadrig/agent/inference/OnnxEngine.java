package dev.roadrig.agent.inference;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCard.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * ONNX Runtime on one thread. Its tensors are views of the two direct buffers: a tensor from a heap array costs a copy
 * that takes longer than a small network.
 */
final class OnnxEngine implements InferenceEngine {
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final TensorForm input;
    private final TensorForm output;
    private final boolean anyBatch;
    private final int inputElements;
    private final int outputElements;
    private final int capacity;
    private final ByteBuffer in;
    private final ByteBuffer out;
    private final Map<Span, Bound> bound = new HashMap<>();
    private final List<Long> itemShape;

    private OnnxEngine(OrtEnvironment environment, OrtSession session, ModelCard card) throws OrtException {
        this.environment = environment;
        this.session = session;
        var fit = new CardFit(card);
        fit.single("input", session.getNumInputs());
        fit.single("output", session.getNumOutputs());
        input = form(card, session.getInputInfo());
        output = form(card, session.getOutputInfo());
        anyBatch = fit.input(input) == -1;
        outputElements = fit.output(output);
        inputElements = card.input().width() * card.input().height() * 3;
        itemShape = card.input().layout() == ModelCard.Layout.NHWC
                ? List.of((long) card.input().height(), (long) card.input().width(), 3L)
                : List.of(3L, (long) card.input().height(), (long) card.input().width());
        capacity = fit.capacity(inputElements, outputElements);
        in = direct((long) capacity * inputElements * TensorForm.bytesOf(input.type()));
        out = direct((long) capacity * outputElements * TensorForm.bytesOf(output.type()));
    }

    static OnnxEngine load(ModelCard card, byte[] bytes) {
        OnnxScreen.check(card.file(), bytes);
        OrtEnvironment environment = OnnxStart.environment();
        @Nullable OrtSession session = null;
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // What it would print is in the exception as well.
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            session = environment.createSession(bytes, options);
            return new OnnxEngine(environment, session, card);
        } catch (OrtException e) {
            closeAfter(e, session);
            throw new BadInput("ONNX Runtime cannot run " + card.file() + ": " + e.getMessage(), e);
        } catch (BadInput e) {
            closeAfter(e, session);
            throw e;
        }
    }

    private static void closeAfter(Exception first, @Nullable OrtSession session) {
        if (session != null) {
            try {
                session.close();
            } catch (OrtException e) {
                first.addSuppressed(e);
            }
        }
    }

    private static TensorForm form(ModelCard card, Map<String, NodeInfo> infos) {
        NodeInfo node = infos.values().iterator().next();
        if (!(node.getInfo() instanceof TensorInfo tensor)) {
            throw new BadInput(
                    "%s: '%s' is %s; only tensors are taken.".formatted(card.file(), node.getName(), node.getInfo()));
        }
        ElementType type =
                switch (tensor.type) {
                    case FLOAT -> ElementType.FLOAT32;
                    case INT8 -> ElementType.INT8;
                    case UINT8 -> ElementType.UINT8;
                    default ->
                        throw new BadInput("%s: the elements of '%s' are %s; float32, int8 and uint8 are taken."
                                .formatted(card.file(), node.getName(), tensor.type));
                };
        return new TensorForm(
                node.getName(), type, Arrays.stream(tensor.getShape()).boxed().toList());
    }

    private static ByteBuffer direct(long bytes) {
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    @Override
    public String engine() {
        return "onnxruntime " + environment.getVersion();
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
    public Quantisation outputQuantisation() {
        return Quantisation.NONE;
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
        try {
            if (anyBatch) {
                run(new Span(0, items));
            } else {
                for (int i = 0; i < items; i++) {
                    run(new Span(i, 1));
                }
            }
        } catch (OrtException e) {
            throw new InferenceFault("ONNX Runtime failed: " + e.getMessage(), e);
        }
    }

    private void run(Span span) throws OrtException {
        Bound tensors = bound.get(span);
        if (tensors == null) {
            tensors = bind(span);
            bound.put(span, tensors);
        }
        session.run(Map.of(input.name(), tensors.in), Map.of(output.name(), tensors.out))
                .close();
    }

    private Bound bind(Span span) throws OrtException {
        OnnxTensor inTensor = tensor(in, input, span, inputElements, itemShape);
        try {
            return new Bound(inTensor, tensor(out, output, span, outputElements, outputItem()));
        } catch (OrtException e) {
            inTensor.close();
            throw e;
        }
    }

    /** The output's shape without the batch; unknown sizes are the labels'. */
    private List<Long> outputItem() {
        return output.shape().subList(1, output.shape().size()).stream()
                .map(size -> size == -1 ? (long) outputElements : size)
                .toList();
    }

    private OnnxTensor tensor(ByteBuffer buffer, TensorForm form, Span span, int elements, List<Long> item)
            throws OrtException {
        int itemBytes = elements * TensorForm.bytesOf(form.type());
        ByteBuffer slice =
                buffer.slice(span.first * itemBytes, span.count * itemBytes).order(ByteOrder.nativeOrder());
        var shape = new ArrayList<Long>();
        shape.add((long) span.count);
        shape.addAll(item);
        OnnxJavaType type =
                switch (form.type()) {
                    case FLOAT32 -> OnnxJavaType.FLOAT;
                    case INT8 -> OnnxJavaType.INT8;
                    case UINT8 -> OnnxJavaType.UINT8;
                };
        return OnnxTensor.createTensor(
                environment, slice, shape.stream().mapToLong(Long::longValue).toArray(), type);
    }

    @Override
    public void close() {
        bound.values().forEach(Bound::close);
        bound.clear();
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime did not close its session: " + e.getMessage(), e);
        }
    }

    /** Items that one call of the runtime takes. */
    private record Span(int first, int count) {}

    private record Bound(OnnxTensor in, OnnxTensor out) {
        void close() {
            in.close();
            out.close();
        }
    }
}
