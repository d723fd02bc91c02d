package dev.roadrig.agent;

import com.google.protobuf.ByteString;
import dev.roadrig.agent.inference.BadFrame;
import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.ports.inference.InferParameter;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferRequest.InferInputTensor;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One frame that came in, and the way back for its answer.
 *
 * @param id as the request names itself; comes back
 * @param frame the frame's number in the drive
 * @param warmUp whether it is a warm-up
 * @param picture encoded
 * @param boxes pixels
 * @param receivedNanos on the board's clock
 * @param answer takes the one answer
 */
record FrameRequest(
        String id,
        int frame,
        boolean warmUp,
        ByteString picture,
        List<Box> boxes,
        long receivedNanos,
        Responder answer) {

    /**
     * Reads a request for {@link FrameProtocol#MODEL}.
     *
     * @throws BadFrame when it is not of that form
     */
    static FrameRequest of(ModelInferRequest request, long receivedNanos, Preloaded preloaded, Responder answer)
            throws BadFrame {
        ByteString picture = tensor(request, FrameProtocol.FRAME, "UINT8");
        InferParameter name = request.getParametersMap().get(FrameProtocol.PRELOADED);
        if ((picture == null) == (name == null)) {
            throw new BadFrame("a picture is either the input '" + FrameProtocol.FRAME + "' or named by the parameter '"
                    + FrameProtocol.PRELOADED + "'; this request has " + (picture == null ? "neither" : "both"));
        }
        ByteString boxes = tensor(request, FrameProtocol.BOXES, "FP32");
        if (boxes == null) {
            throw new BadFrame("the input '" + FrameProtocol.BOXES + "' is missing");
        }
        return new FrameRequest(
                request.getId(),
                (int) number(request, FrameProtocol.FRAME),
                request.getParametersOrDefault(FrameProtocol.WARM_UP, InferParameter.getDefaultInstance())
                        .getBoolParam(),
                picture == null ? preloaded.picture(name == null ? "" : name.getStringParam()) : picture,
                decode(boxes),
                receivedNanos,
                answer);
    }

    private static long number(ModelInferRequest request, String parameter) throws BadFrame {
        long value = request.getParametersOrDefault(parameter, InferParameter.getDefaultInstance())
                .getInt64Param();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new BadFrame("the parameter '" + parameter + "' is " + value + " and not 0 to 2147483647");
        }
        return value;
    }

    private static @Nullable ByteString tensor(ModelInferRequest request, String name, String datatype)
            throws BadFrame {
        for (int i = 0; i < request.getInputsCount(); i++) {
            InferInputTensor input = request.getInputs(i);
            if (input.getName().equals(name)) {
                if (!input.getDatatype().equals(datatype) || i >= request.getRawInputContentsCount()) {
                    throw new BadFrame("the input '%s' is %s in raw_input_contents; this one is %s"
                            .formatted(name, datatype, input.getDatatype()));
                }
                ByteString bytes = request.getRawInputContents(i);
                checkShape(input, bytes.size());
                return bytes;
            }
        }
        return null;
    }

    private static void checkShape(InferInputTensor input, int bytes) throws BadFrame {
        List<Long> shape = input.getShapeList();
        boolean boxes = input.getName().equals(FrameProtocol.BOXES);
        boolean fits = boxes
                ? shape.size() == 2
                        && shape.get(1) == FrameProtocol.BOX_EDGES
                        && shape.get(0) >= 0
                        && shape.get(0) <= Integer.MAX_VALUE
                        && shape.get(0) * FrameProtocol.BOX_BYTES == bytes
                : shape.size() == 1 && shape.get(0) == bytes;
        if (!fits) {
            throw new BadFrame("the shape %s of the input '%s' and its %d bytes do not fit"
                    .formatted(shape, input.getName(), bytes));
        }
        if (!boxes && bytes > FrameModel.MOST_FRAME_BYTES) {
            throw new BadFrame(
                    "a picture has at most %d bytes and this one %d".formatted(FrameModel.MOST_FRAME_BYTES, bytes));
        }
    }

    private static List<Box> decode(ByteString bytes) {
        ByteBuffer buffer = bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        var boxes = new ArrayList<Box>();
        while (buffer.hasRemaining()) {
            boxes.add(new Box(buffer.getFloat(), buffer.getFloat(), buffer.getFloat(), buffer.getFloat()));
        }
        return boxes;
    }

    /** The same for the cloud, with the picture in it. */
    ModelInferRequest forCloud() {
        return FrameProtocol.request(id, frame, warmUp, picture, boxes);
    }
}
