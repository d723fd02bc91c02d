package dev.roadrig.agent.inference;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes JPEG and PNG pictures, whose size is judged by their header before a pixel is decoded. */
final class PictureDecoder {
    /** A 4K camera has 8.3 million. */
    static final long MOST_PIXELS = 16L << 20;

    private PictureDecoder() {}

    /** Throws {@link BadFrame} for what is no whole picture of a size that is taken. */
    static BufferedImage decode(byte[] picture) throws BadFrame {
        String format = format(picture);
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            throw new BadFrame("this Java has no decoder for " + format);
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
            // Without metadata: its compressed text has no bound.
            reader.setInput(in, true, true);
            checkSize(reader.getWidth(0), reader.getHeight(0));
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            // The decoders throw whatever their arithmetic trips over, IllegalArgument and IndexOutOfBounds included.
            throw new BadFrame("the picture is a damaged " + format + ": " + e.getMessage(), e);
        } finally {
            reader.dispose();
        }
    }

    private static String format(byte[] picture) throws BadFrame {
        if (startsWith(picture, 0xFF, 0xD8, 0xFF)) {
            if (!endsAsJpeg(picture)) {
                throw new BadFrame("the JPEG is cut short: " + picture.length + " bytes without an end marker");
            }
            return "jpeg";
        }
        if (startsWith(picture, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n')) {
            return "png";
        }
        throw new BadFrame("the picture of " + picture.length + " bytes is neither JPEG nor PNG");
    }

    private static boolean startsWith(byte[] picture, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= picture.length || (picture[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** The decoder fills what is missing with grey and says nothing; cameras pad the end with zeros. */
    private static boolean endsAsJpeg(byte[] picture) {
        int last = picture.length - 1;
        while (last > 0 && picture[last] == 0) {
            last--;
        }
        return last > 0 && (picture[last] & 0xFF) == 0xD9 && (picture[last - 1] & 0xFF) == 0xFF;
    }

    private static void checkSize(int width, int height) throws BadFrame {
        if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS) {
            throw new BadFrame("the picture says that it has %dx%d pixels; at most %d are decoded"
                    .formatted(width, height, MOST_PIXELS));
        }
    }
}
