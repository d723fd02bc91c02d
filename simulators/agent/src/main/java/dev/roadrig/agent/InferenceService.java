package dev.roadrig.agent;

import dev.roadrig.agent.inference.BadFrame;
import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.agent.inference.TensorForm;
import dev.roadrig.ports.inference.GRPCInferenceServiceGrpc.GRPCInferenceServiceImplBase;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferRequest.InferRequestedOutputTensor;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.ModelMetadataRequest;
import dev.roadrig.ports.inference.ModelMetadataResponse;
import dev.roadrig.ports.inference.ModelReadyRequest;
import dev.roadrig.ports.inference.ModelReadyResponse;
import dev.roadrig.ports.inference.ServerLiveRequest;
import dev.roadrig.ports.inference.ServerLiveResponse;
import dev.roadrig.ports.inference.ServerMetadataRequest;
import dev.roadrig.ports.inference.ServerMetadataResponse;
import dev.roadrig.ports.inference.ServerReadyRequest;
import dev.roadrig.ports.inference.ServerReadyResponse;
import dev.roadrig.scenarios.model.ModelCard.Format;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** The Open Inference Protocol over two models: the one that was given, and {@link FrameProtocol#MODEL}. */
final class InferenceService extends GRPCInferenceServiceImplBase implements FrameListener.Inference {
    private static final String VERSION = "1";

    private final BoardTime time;
    private final FrameModel model;
    private final Preloaded preloaded;
    private final Router router;

    InferenceService(BoardTime time, FrameModel model, Preloaded preloaded, Router router) {
        this.time = time;
        this.model = model;
        this.preloaded = preloaded;
        this.router = router;
    }

    @Override
    public void serverLive(ServerLiveRequest request, StreamObserver<ServerLiveResponse> answer) {
        Unary.answer(answer, ServerLiveResponse.newBuilder().setLive(true).build());
    }

    @Override
    public void serverReady(ServerReadyRequest request, StreamObserver<ServerReadyResponse> answer) {
        Unary.answer(answer, ServerReadyResponse.newBuilder().setReady(true).build());
    }

    @Override
    public void serverMetadata(ServerMetadataRequest request, StreamObserver<ServerMetadataResponse> answer) {
        Unary.answer(
                answer,
                ServerMetadataResponse.newBuilder()
                        .setName("roadrig-agent")
                        .setVersion(AgentVersion.TEXT)
                        .build());
    }

    @Override
    public void modelReady(ModelReadyRequest request, StreamObserver<ModelReadyResponse> answer) {
        boolean known = knows(request.getName(), request.getVersion());
        Unary.answer(answer, ModelReadyResponse.newBuilder().setReady(known).build());
    }

    @Override
    public void modelMetadata(ModelMetadataRequest request, StreamObserver<ModelMetadataResponse> answer) {
        if (!knows(request.getName(), request.getVersion())) {
            answer.onError(unknown(request.getName(), request.getVersion()).asRuntimeException());
            return;
        }
        ModelMetadataResponse.Builder metadata =
                ModelMetadataResponse.newBuilder().setName(request.getName()).addVersions(VERSION);
        if (request.getName().equals(FrameProtocol.MODEL)) {
            metadata.setPlatform("roadrig")
                    .addInputs(FrameProtocol.tensor(FrameProtocol.FRAME, "UINT8", -1L))
                    .addInputs(FrameProtocol.tensor(FrameProtocol.BOXES, "FP32", -1L, (long) FrameProtocol.BOX_EDGES))
                    .addOutputs(FrameProtocol.tensor(FrameProtocol.SCORES, "FP32", -1L, (long)
                            model.engine().outputElements()))
                    .addOutputs(FrameProtocol.tensor(FrameProtocol.CLASS, "INT32", -1L));
        } else {
            metadata.setPlatform(model.card().format() == Format.ONNX ? "onnx_onnxv1" : "tensorflow_lite")
                    .addInputs(tensor(model.engine().input()))
                    .addOutputs(tensor(model.engine().output()));
        }
        Unary.answer(answer, metadata.build());
    }

    private static ModelMetadataResponse.TensorMetadata tensor(TensorForm form) {
        return FrameProtocol.tensor(form.name(), form.datatype(), form.shape().toArray(Long[]::new));
    }

    @Override
    public void modelInfer(ModelInferRequest request, StreamObserver<ModelInferResponse> observer) {
        infer(request, time.nanos(), Responder.of(observer));
    }

    @Override
    public void infer(ModelInferRequest request, long receivedNanos, Responder answer) {
        if (!knows(request.getModelName(), request.getModelVersion())) {
            answer.refuse(unknown(request.getModelName(), request.getModelVersion()));
        } else if (request.getModelName().equals(FrameProtocol.MODEL)) {
            frame(request, receivedNanos, answer);
        } else {
            router.tensor(request, answer);
        }
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    private void frame(ModelInferRequest request, long receivedNanos, Responder answer) {
        FrameRequest frame;
        try {
            for (InferRequestedOutputTensor output : request.getOutputsList()) {
                if (!output.getName().equals(FrameProtocol.SCORES)
                        && !output.getName().equals(FrameProtocol.CLASS)) {
                    throw new BadFrame("no output '" + output.getName() + "'; there are scores and class");
                }
            }
            frame = FrameRequest.of(request, receivedNanos, preloaded, answer);
        } catch (BadFrame e) {
            answer.refuse(Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
            return;
        }
        router.frame(frame);
    }

    private boolean knows(String name, String version) {
        return (name.equals(FrameProtocol.MODEL) || name.equals(model.card().name()))
                && (version.isEmpty() || version.equals(VERSION));
    }

    private Status unknown(String name, String version) {
        return Status.NOT_FOUND.withDescription("no model '%s' version '%s'; there are '%s' and '%s', version %s"
                .formatted(name, version, FrameProtocol.MODEL, model.card().name(), VERSION));
    }
}
