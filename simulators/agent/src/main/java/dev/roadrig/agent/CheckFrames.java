package dev.roadrig.agent;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.scenarios.drive.DriveFrame.Box;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Frames to try an agent with, and what a reply to one must hold. */
final class CheckFrames {
    private CheckFrames() {}

    static ModelInferRequest request(ByteString picture, List<Box> boxes) {
        return FrameProtocol.request("check-1", 1, true, picture, boxes);
    }

    static List<Box> boxes(int count) {
        var boxes = new ArrayList<Box>();
        for (int i = 0; i < count; i++) {
            boxes.add(new Box(8 + i % 8, 8, 40 + i % 8, 40));
        }
        return boxes;
    }

    static ByteString picture() {
        var image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillOval(8, 8, 32, 32);
        graphics.dispose();
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("every Java platform writes PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteString.copyFrom(bytes.toByteArray());
    }

    /** A PNG whose header says 60,000 x 60,000: 14 GB if it is believed. */
    static ByteString lyingPicture() {
        byte[] bytes = picture().toByteArray();
        for (int at : new int[] {18, 22}) {
            bytes[at] = (byte) (60_000 >> 8);
            bytes[at + 1] = (byte) 60_000;
        }
        return ByteString.copyFrom(bytes);
    }

    /** What is wrong with a reply, or empty. */
    static Optional<String> wrongIn(ModelInferResponse reply, String id, int boxes) {
        if (!reply.getId().equals(id)) {
            return Optional.of("the id came back as '" + reply.getId() + "'");
        }
        boolean shapes = reply.getOutputsCount() == 2
                && reply.getRawOutputContentsCount() == 2
                && reply.getOutputs(0).getShapeCount() == 2
                && reply.getOutputs(0).getShape(0) == boxes
                && reply.getOutputs(0).getShape(1) * boxes * Float.BYTES
                        == reply.getRawOutputContents(0).size()
                && reply.getRawOutputContents(1).size() == boxes * Integer.BYTES;
        return shapes ? stamps(reply) : Optional.of("outputs " + reply.getOutputsList() + " for " + boxes + " boxes");
    }

    private static Optional<String> stamps(ModelInferResponse reply) {
        long last = 0;
        for (String stamp : List.of(
                "received_ns",
                "preprocess_start_ns",
                "preprocess_end_ns",
                "inference_start_ns",
                "inference_end_ns",
                "postprocess_end_ns",
                "sent_ns")) {
            if (!reply.containsParameters(stamp)) {
                return Optional.of("no parameter " + stamp);
            }
            long nanos = reply.getParametersOrThrow(stamp).getInt64Param();
            // 0 is a stamp that the board does not have.
            if (nanos != 0 && nanos < last) {
                return Optional.of(stamp + " is " + nanos + ", before the stage ahead of it (" + last + ")");
            }
            last = Math.max(last, nanos);
        }
        return reply.getParametersOrThrow("received_ns").getInt64Param() != 0
                ? Optional.empty()
                : Optional.of("received_ns is absent");
    }
}
