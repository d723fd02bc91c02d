package dev.roadrig.agent;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.inference.InferParameter;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferRequest.InferInputTensor;
import dev.roadrig.ports.inference.ModelMetadataResponse.TensorMetadata;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import io.grpc.Metadata;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Names and forms of the agent's own model, as agent.proto's header states them; used by both ends. */
public final class FrameProtocol {
    /** The agent's own model. */
    public static final String MODEL = "roadrig.frame";

    /** The metadata entry that carries the run's token. */
    public static final Metadata.Key<String> TOKEN = Metadata.Key.of("roadrig-token", Metadata.ASCII_STRING_MARSHALLER);

    static final String FRAME = "frame";
    static final String BOXES = "boxes";
    static final String SCORES = "scores";
    static final String CLASS = "class";
    static final String WARM_UP = "warm_up";
    static final String PRELOADED = "preloaded";
    static final String MODEL_SHA256 = "model_sha256";

    /** x1, y1, x2, y2. */
    static final int BOX_EDGES = 4;

    static final int BOX_BYTES = BOX_EDGES * Float.BYTES;

    private FrameProtocol() {}

    /** A request for one frame with its picture. */
    public static ModelInferRequest request(String id, int frame, boolean warmUp, ByteString picture, List<Box> boxes) {
        return ModelInferRequest.newBuilder()
                .setModelName(MODEL)
                .setId(id)
                .putParameters(FRAME, number(frame))
                .putParameters(WARM_UP, truth(warmUp))
                .addInputs(InferInputTensor.newBuilder()
                        .setName(FRAME)
                        .setDatatype("UINT8")
                        .addShape(picture.size()))
                .addInputs(InferInputTensor.newBuilder()
                        .setName(BOXES)
                        .setDatatype("FP32")
                        .addShape(boxes.size())
                        .addShape(BOX_EDGES))
                .addRawInputContents(picture)
                .addRawInputContents(encode(boxes))
                .build();
    }

    private static ByteString encode(List<Box> boxes) {
        ByteBuffer bytes = littleEndian(boxes.size() * BOX_BYTES);
        for (Box box : boxes) {
            bytes.putFloat(box.x1()).putFloat(box.y1()).putFloat(box.x2()).putFloat(box.y2());
        }
        return ByteString.copyFrom(bytes.flip());
    }

    static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static InferParameter number(long value) {
        return InferParameter.newBuilder().setInt64Param(value).build();
    }

    static InferParameter truth(boolean value) {
        return InferParameter.newBuilder().setBoolParam(value).build();
    }

    static InferParameter text(String value) {
        return InferParameter.newBuilder().setStringParam(value).build();
    }

    static TensorMetadata tensor(String name, String datatype, Long... shape) {
        return TensorMetadata.newBuilder()
                .setName(name)
                .setDatatype(datatype)
                .addAllShape(List.of(shape))
                .build();
    }
}
