package dev.roadrig.agent;

import static dev.roadrig.agent.FrameProtocol.number;
import static dev.roadrig.agent.FrameProtocol.text;

import com.google.protobuf.ByteString;
import dev.roadrig.agent.Pacer.Stage;
import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.agent.placement.CloudTry;
import dev.roadrig.ports.inference.InferParameter;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.ModelInferResponse.InferOutputTensor;
import java.nio.ByteBuffer;

/** Writes answers of {@link FrameProtocol#MODEL}; the last stamp is taken when an answer is whole. */
final class FrameReplies {
    private final BoardTime time;
    private final String modelSha256;

    FrameReplies(BoardTime time, String modelSha256) {
        this.time = time;
        this.modelSha256 = modelSha256;
    }

    ModelInferResponse edge(FrameRequest frame, FrameModel.Answer answer, FrameStamps stamps, CloudTry tried) {
        ModelInferResponse.Builder reply = reply(frame, tried)
                .putParameters("where", text("edge"))
                .putParameters("source", text(stamps.source()))
                .putParameters(FrameProtocol.MODEL_SHA256, text(modelSha256))
                .putParameters("preprocess_start_ns", number(stamps.begun(Stage.PREPROCESS)))
                .putParameters("preprocess_end_ns", number(stamps.ended(Stage.PREPROCESS)))
                .putParameters("inference_start_ns", number(stamps.begun(Stage.INFERENCE)))
                .putParameters("inference_end_ns", number(stamps.ended(Stage.INFERENCE)))
                .putParameters("postprocess_end_ns", number(stamps.ended(Stage.POSTPROCESS)))
                .putParameters("overrun_ns", number(stamps.released().overrunNanos()))
                .putParameters("late_ns", number(stamps.released().lateNanos()));
        outputs(reply, answer);
        return reply.putParameters("sent_ns", number(time.nanos())).build();
    }

    /** The cloud's tensors and model under the board's own stamps: the cloud's clock says nothing here. */
    ModelInferResponse cloud(FrameRequest frame, ModelInferResponse answer, CloudTry tried, String source) {
        InferParameter model =
                answer.getParametersOrDefault(FrameProtocol.MODEL_SHA256, InferParameter.getDefaultInstance());
        return reply(frame, tried)
                .putParameters("where", text("cloud"))
                .putParameters("source", text(source))
                .putParameters(FrameProtocol.MODEL_SHA256, model)
                .addAllOutputs(answer.getOutputsList())
                .addAllRawOutputContents(answer.getRawOutputContentsList())
                .putParameters("sent_ns", number(time.nanos()))
                .build();
    }

    private ModelInferResponse.Builder reply(FrameRequest frame, CloudTry tried) {
        return ModelInferResponse.newBuilder()
                .setModelName(FrameProtocol.MODEL)
                .setModelVersion("1")
                .setId(frame.id())
                .putParameters(FrameProtocol.FRAME, number(frame.frame()))
                .putParameters(FrameProtocol.WARM_UP, FrameProtocol.truth(frame.warmUp()))
                .putParameters("received_ns", number(frame.receivedNanos()))
                .putParameters("cloud", text(tried.outcome().name()))
                .putParameters("cloud_sent_ns", number(tried.sentNanos()))
                .putParameters("cloud_answered_ns", number(tried.answeredNanos()))
                .putParameters("boot_id", text(time.bootId()));
    }

    private static void outputs(ModelInferResponse.Builder reply, FrameModel.Answer answer) {
        int boxes = answer.classNumbers().length;
        ByteBuffer scores = FrameProtocol.littleEndian(answer.scores().length * Float.BYTES);
        scores.asFloatBuffer().put(answer.scores());
        ByteBuffer classes = FrameProtocol.littleEndian(boxes * Integer.BYTES);
        classes.asIntBuffer().put(answer.classNumbers());
        reply.addOutputs(InferOutputTensor.newBuilder()
                        .setName(FrameProtocol.SCORES)
                        .setDatatype("FP32")
                        .addShape(boxes)
                        .addShape(answer.classes()))
                .addOutputs(InferOutputTensor.newBuilder()
                        .setName(FrameProtocol.CLASS)
                        .setDatatype("INT32")
                        .addShape(boxes))
                .addRawOutputContents(ByteString.copyFrom(scores))
                .addRawOutputContents(ByteString.copyFrom(classes));
    }
}
