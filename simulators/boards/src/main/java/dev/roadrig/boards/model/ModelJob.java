package dev.roadrig.boards.model;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.InferencePort.FrameRequest;
import dev.roadrig.scenarios.record.v1.BoardStamps;
import dev.roadrig.scenarios.record.v1.CloudTry;
import dev.roadrig.scenarios.record.v1.Decoded;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.StageSource;
import dev.roadrig.scenarios.record.v1.Tensor;
import dev.roadrig.scenarios.record.v1.Where;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** One frame on its way through a modelled board, and the result that grows with it; delivered once. */
final class ModelJob {
    /** Of a picture that the board has already: the demo drive's mean. */
    private static final int PRELOADED_BYTES = 20_000;

    private static final int ANSWER_OVERHEAD_BYTES = 200;
    private static final int ASSUMED_CLASSES = 43;

    private final FrameRequest request;
    private final Consumer<Result> onResult;
    private final Result.Builder result = Result.newBuilder();
    private final BoardStamps.Builder stamps = BoardStamps.newBuilder().setSource(StageSource.PROFILE);
    private final CloudTry.Builder cloud = CloudTry.newBuilder();
    private boolean delivered;

    ModelJob(FrameRequest request, Consumer<Result> onResult) {
        this.request = request;
        this.onResult = onResult;
        result.setRequest(request.request()).setFrame(request.frame()).setWarmUp(request.warmUp());
    }

    FrameRequest request() {
        return request;
    }

    BoardStamps.Builder stamps() {
        return stamps;
    }

    CloudTry.Builder cloud() {
        return cloud;
    }

    int boxes() {
        return request.boxes().size();
    }

    long pictureBytes() {
        ByteString picture = request.picture();
        return picture == null ? PRELOADED_BYTES : picture.size();
    }

    long pushedBytes() {
        return request.picture() == null ? 0 : pictureBytes();
    }

    long answerBytes() {
        return ANSWER_OVERHEAD_BYTES + 4L * ASSUMED_CLASSES * boxes();
    }

    void fail(String why) {
        result.setError(why);
    }

    void answer(Where where, ModelSetup setup) {
        result.setWhere(where).setModelSha256(setup.modelSha256());
        int classes = 0;
        ByteString rows = ByteString.EMPTY;
        for (int box = 0; box < boxes(); box++) {
            float[] scores =
                    setup.answers().scores(request.frame(), box, request.boxes().get(box));
            classes = scores.length;
            rows = rows.concat(littleEndian(scores));
            result.addDecoded(decode(scores));
        }
        result.addOutputs(Tensor.newBuilder()
                .setName("scores")
                .setDatatype("FP32")
                .addShape(boxes())
                .addShape(classes)
                .setData(rows));
    }

    void deliver(long receivedNanos) {
        if (!delivered) {
            delivered = true;
            onResult.accept(result.setReceivedNs(receivedNanos)
                    .setStamps(stamps)
                    .setCloud(cloud)
                    .build());
        }
    }

    private static Decoded decode(float[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[best]) {
                best = i;
            }
        }
        return Decoded.newBuilder().setClassId(best).setScore(scores[best]).build();
    }

    private static ByteString littleEndian(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return ByteString.copyFrom(bytes.flip());
    }
}
