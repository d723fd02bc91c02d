package dev.roadrig.ports;

import com.google.protobuf.ByteString;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import dev.roadrig.scenarios.record.v1.Result;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Feed and observer at once: takes a frame, and says later what the board answered. */
public interface InferencePort extends AutoCloseable {

    /**
     * Sends one frame. Never blocks and never throws for what the board does: a failure is a {@link Result} with an
     * error. Each request has exactly one result, on a thread of the port.
     */
    void submit(FrameRequest request, Consumer<Result> onResult);

    /** Whether a request can be sent now; false while a fault that the scenario ordered keeps the board away. */
    default boolean reachable() {
        return true;
    }

    @Override
    void close();

    /**
     * One frame with the boxes to classify, and never a class.
     *
     * @param request unique in the run
     * @param frame the frame's number in the drive
     * @param warmUp whether it is a warm-up, recorded and not judged
     * @param picture the encoded picture; null when the board has it already
     * @param preloaded the picture's file name on the board; null when it is pushed
     * @param boxes pixels
     */
    record FrameRequest(
            long request,
            int frame,
            boolean warmUp,
            @Nullable ByteString picture,
            @Nullable String preloaded,
            List<Box> boxes) {
        public FrameRequest {
            boxes = List.copyOf(boxes);
            if ((picture == null) == (preloaded == null)) {
                throw new IllegalArgumentException("a picture is either pushed or preloaded");
            }
        }
    }
}
