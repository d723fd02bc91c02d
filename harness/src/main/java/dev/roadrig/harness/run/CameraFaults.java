package dev.roadrig.harness.run;

import dev.roadrig.scenarios.drive.DriveFrame;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.scenario.FaultOrder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** What an ordered camera fault does to the pictures that are fed: frozen, dropped, black or noisy. */
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

        private Shot(byte[] picture, boolean dropped) {
            this.picture = picture;
            this.dropped = dropped;
        }

        byte[] picture() {
            return picture;
        }

        boolean dropped() {
            return dropped;
        }
    }

    /** The picture that is fed in place of a frame's own. */
    Shot shoot(DriveFrame frame, byte[] picture) {
        String fault = at(frame.offsetNanos());
        if (!fault.equals("freeze")) {
            frozen = null;
        }
        return switch (fault) {
            case "drop" -> new Shot(picture, true);
            case "freeze" -> {
                byte[] kept = frozen == null ? picture : frozen;
                frozen = kept;
                yield new Shot(kept, false);
            }
            case "black" -> new Shot(repaint(picture, frame, 0), false);
            case "noise" -> new Shot(repaint(picture, frame, 0xffffff), false);
            default -> new Shot(picture, false);
        };
    }

    private String at(long offsetNanos) {
        for (FaultOrder order : orders) {
            long from = order.at().toNanos();
            if (offsetNanos >= from && offsetNanos < from + order.lasting().toNanos()) {
                return order.parameters().getOrDefault("what", "");
            }
        }
        return "";
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
            throw new BadInput("Frame " + frame.index() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
