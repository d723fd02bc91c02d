package dev.roadrig.harness.run;

import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.scenario.FaultOrder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** What an ordered camera fault does to the pictures that are fed: frozen, dropped, black, noisy or late. */
final class CameraFaults {
    private final List<FaultOrder> orders;
    private byte @Nullable [] frozen;

    CameraFaults(List<FaultOrder> faults) {
        orders = faults.stream()
                .filter(fault -> fault.kind() == FaultOrder.Kind.CAMERA)
                .toList();
    }

    /** What the board gets to see. */
    static final class Shot {
        private final byte[] picture;
        private final boolean dropped;
        private final long lateNanos;

        private Shot(byte[] picture, boolean dropped, long lateNanos) {
            this.picture = picture;
            this.dropped = dropped;
            this.lateNanos = lateNanos;
        }

        private Shot(byte[] picture) {
            this(picture, false, 0);
        }

        byte[] picture() {
            return picture;
        }

        boolean dropped() {
            return dropped;
        }

        /** By how much the camera delivers it after it was due; 0 in time. */
        long lateNanos() {
            return lateNanos;
        }
    }

    /** The picture that is fed in place of a frame's own. */
    Shot shoot(DriveFrame frame, byte[] picture) {
        Optional<FaultOrder> fault = at(frame.offsetNanos());
        String what =
                fault.map(order -> order.parameters().getOrDefault("what", "")).orElse("");
        if (!what.equals("freeze")) {
            frozen = null;
        }
        return switch (what) {
            case "drop" -> new Shot(picture, true, 0);
            case "late" -> new Shot(picture, false, fault.orElseThrow().by().toNanos());
            case "freeze" -> {
                byte[] kept = frozen == null ? picture : frozen;
                frozen = kept;
                yield new Shot(kept);
            }
            case "black" -> new Shot(repaint(picture, frame, 0));
            case "noise" -> new Shot(repaint(picture, frame, 0xffffff));
            default -> new Shot(picture);
        };
    }

    private Optional<FaultOrder> at(long offsetNanos) {
        for (FaultOrder order : orders) {
            long from = order.at().toNanos();
            if (offsetNanos >= from && offsetNanos < from + order.lasting().toNanos()) {
                return Optional.of(order);
            }
        }
        return Optional.empty();
    }

    /** A picture of the same size whose pixels are random within a mask; a mask of 0 is black. */
    private static byte[] repaint(byte[] picture, DriveFrame frame, int mask) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture));
            if (image == null) {
                throw new BadInput("Frame " + frame.index() + " is no picture that this Java can read ("
                        + frame.mediaType() + "); a camera fault needs JPEG or PNG.");
            }
            var noise = new SplittableRandom(frame.index());
            var out = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < out.getHeight(); y++) {
                for (int x = 0; x < out.getWidth(); x++) {
                    out.setRGB(x, y, noise.nextInt() & mask);
                }
            }
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(out, frame.mediaType().endsWith("png") ? "png" : "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new BadInput("Frame " + frame.index() + " cannot be read: " + FileTrouble.why(e), e);
        }
    }
}
