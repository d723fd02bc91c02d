package dev.roadrig.agent;

import com.google.protobuf.ByteString;
import dev.roadrig.agent.Pacer.Stage;
import dev.roadrig.agent.inference.BadFrame;
import dev.roadrig.agent.inference.InferenceEngine;
import dev.roadrig.agent.inference.InferenceFault;
import dev.roadrig.agent.inference.TensorForm;
import dev.roadrig.ports.inference.InferTensorContents;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferRequest.InferInputTensor;
import dev.roadrig.ports.inference.ModelInferRequest.InferRequestedOutputTensor;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.ModelInferResponse.InferOutputTensor;
import dev.roadrig.scenarios.model.ModelCard.ElementType;
import java.nio.ByteBuffer;
import java.util.List;

/** A raw tensor for the model itself, as the Open Inference Protocol has it. */
record TensorJob(ModelInferRequest request, InferenceEngine engine, FrameStamps stamps, Responder answer)
        implements EdgeWorker.Job {

    @Override
    public void run() throws BadFrame, InferenceFault, InterruptedException {
        checkOutputs();
        ByteString content = content();
        int items = items(content.size());
        content.copyTo(engine.in().clear());
        stamps.<InferenceFault>stage(Stage.INFERENCE, items, () -> engine.run(items));
        stamps.release();
        answer.answer(reply(items));
    }

    private void checkOutputs() throws BadFrame {
        for (InferRequestedOutputTensor output : request.getOutputsList()) {
            if (!output.getName().equals(engine.output().name())) {
                throw new BadFrame("no output '%s'; the model's is '%s'"
                        .formatted(output.getName(), engine.output().name()));
            }
        }
    }

    private ByteString content() throws BadFrame {
        TensorForm form = engine.input();
        if (request.getInputsCount() != 1
                || !request.getInputs(0).getName().equals(form.name())
                || !request.getInputs(0).getDatatype().equals(form.datatype())) {
            throw new BadFrame(
                    "the model has one input, '%s' %s %s".formatted(form.name(), form.datatype(), form.shape()));
        }
        return request.getRawInputContentsCount() == 1
                ? request.getRawInputContents(0)
                : typed(request.getInputs(0).getContents(), form.type());
    }

    private static ByteString typed(InferTensorContents contents, ElementType type) throws BadFrame {
        if (type == ElementType.FLOAT32) {
            ByteBuffer floats = FrameProtocol.littleEndian(contents.getFp32ContentsCount() * Float.BYTES);
            contents.getFp32ContentsList().forEach(floats::putFloat);
            return ByteString.copyFrom(floats.flip());
        }
        List<Integer> numbers =
                type == ElementType.INT8 ? contents.getIntContentsList() : contents.getUintContentsList();
        int least = type == ElementType.INT8 ? Byte.MIN_VALUE : 0;
        var bytes = new byte[numbers.size()];
        for (int i = 0; i < bytes.length; i++) {
            int value = numbers.get(i);
            if (value < least || value > least + 255) {
                throw new BadFrame("element %d is %d, which is no %s".formatted(i, value, type));
            }
            bytes[i] = (byte) value;
        }
        return ByteString.copyFrom(bytes);
    }

    private int items(int bytes) throws BadFrame {
        InferInputTensor input = request.getInputs(0);
        List<Long> wanted = engine.input().shape();
        long batch = input.getShapeCount() == 0 ? 0 : input.getShape(0);
        long itemBytes = (long) engine.in().capacity() / engine.capacity();
        boolean fits = input.getShapeCount() == wanted.size() && batch >= 1 && batch <= engine.capacity();
        for (int i = 1; fits && i < wanted.size(); i++) {
            fits = wanted.get(i) == -1
                    ? input.getShape(i) > 0 && input.getShape(i) <= engine.inputElements()
                    : wanted.get(i) == input.getShape(i);
        }
        if (!fits || batch * itemBytes != bytes) {
            throw new BadFrame(
                    "the input '%s' takes 1 to %d times %d bytes in the shape %s; this one has %d bytes in %s"
                            .formatted(
                                    input.getName(),
                                    engine.capacity(),
                                    itemBytes,
                                    wanted,
                                    bytes,
                                    input.getShapeList()));
        }
        return (int) batch;
    }

    private ModelInferResponse reply(int items) {
        TensorForm form = engine.output();
        int bytes = engine.out().capacity() / engine.capacity() * items;
        return ModelInferResponse.newBuilder()
                .setModelName(request.getModelName())
                .setModelVersion("1")
                .setId(request.getId())
                .addOutputs(InferOutputTensor.newBuilder()
                        .setName(form.name())
                        .setDatatype(form.datatype())
                        .addShape(items)
                        .addShape(engine.outputElements()))
                .addRawOutputContents(ByteString.copyFrom(engine.out().slice(0, bytes)))
                .build();
    }
}
