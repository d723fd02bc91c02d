package dev.roadrig.wires.agent.rest;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.ModelInferResponse.InferOutputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Whether two answers hold the same tensors; fractions may differ by what a server's JSON rounds off. */
final class SameAnswer {
    private static final double ROUNDED = 1e-4;

    private SameAnswer() {}

    static void require(ModelInferResponse a, ModelInferResponse b) throws RestFailure {
        if (!a.getOutputsList().equals(b.getOutputsList())) {
            throw new RestFailure("INTERNAL", "the outputs are of other names, types or shapes");
        }
        for (int i = 0; i < a.getOutputsCount(); i++) {
            if (!same(a.getOutputs(i), a.getRawOutputContents(i), b.getRawOutputContents(i))) {
                throw new RestFailure("INTERNAL", "output '" + a.getOutputs(i).getName() + "' has other values");
            }
        }
    }

    private static boolean same(InferOutputTensor tensor, ByteString a, ByteString b) {
        ByteBuffer left = a.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer right = b.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        boolean same = a.equals(b);
        if (tensor.getDatatype().equals("FP32")) {
            same = true;
            while (left.hasRemaining()) {
                same &= near(left.getFloat(), right.getFloat());
            }
        } else if (tensor.getDatatype().equals("FP64")) {
            same = true;
            while (left.hasRemaining()) {
                same &= near(left.getDouble(), right.getDouble());
            }
        }
        return same;
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= ROUNDED * Math.max(1, Math.abs(a));
    }
}
