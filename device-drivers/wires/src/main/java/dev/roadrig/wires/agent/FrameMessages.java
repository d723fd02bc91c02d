package dev.roadrig.wires.agent;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.InferencePort.FrameRequest;
import dev.roadrig.ports.inference.InferParameter;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferRequest.InferInputTensor;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A frame as the Open Inference Protocol request that agent.proto describes. */
final class FrameMessages {
    private static final String MODEL = "roadrig.frame";

    private FrameMessages() {}

    static ModelInferRequest request(FrameRequest frame) {
        var request = ModelInferRequest.newBuilder()
                .setModelName(MODEL)
                .setId(Long.toUnsignedString(frame.request()))
                .putParameters("frame", number(frame.frame()))
                .putParameters(
                        "warm_up",
                        InferParameter.newBuilder().setBoolParam(frame.warmUp()).build());
        ByteString picture = frame.picture();
        if (picture != null) {
            request.addInputs(tensor("frame", "UINT8", picture.size())).addRawInputContents(picture);
        }
        String preloaded = frame.preloaded();
        if (preloaded != null) {
            request.putParameters(
                    "preloaded",
                    InferParameter.newBuilder().setStringParam(preloaded).build());
        }
        return request.addInputs(tensor("boxes", "FP32", frame.boxes().size(), 4))
                .addRawInputContents(boxes(frame.boxes()))
                .build();
    }

    private static InferParameter number(long value) {
        return InferParameter.newBuilder().setInt64Param(value).build();
    }

    private static InferInputTensor tensor(String name, String datatype, long... shape) {
        var tensor = InferInputTensor.newBuilder().setName(name).setDatatype(datatype);
        for (long dimension : shape) {
            tensor.addShape(dimension);
        }
        return tensor.build();
    }

    private static ByteString boxes(List<Box> boxes) {
        var bytes = ByteBuffer.allocate(boxes.size() * 4 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (Box box : boxes) {
            bytes.putFloat(box.x1()).putFloat(box.y1()).putFloat(box.x2()).putFloat(box.y2());
        }
        return ByteString.copyFrom(bytes.flip());
    }
}
