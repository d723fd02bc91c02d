package dev.roadrig.scenarios.drive;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roadrig.scenarios.drive.foxglove.CompressedImage;
import dev.roadrig.scenarios.drive.v1.CameraFrame;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.mcap.McapFile;
import dev.roadrig.scenarios.mcap.MessageCursor;
import dev.roadrig.scenarios.mcap.Query;
import java.util.NoSuchElementException;
import java.util.Set;

/** Walks the frames of a drive in one file; a picture is looked up by its stamp when it is asked for. */
final class McapFrames implements Drive.FrameCursor {
    private final McapFile file;
    private final long startUtcNanos;
    private final MessageCursor cursor;
    private int index;
    private boolean looked;
    private boolean more;

    McapFrames(McapFile file, long startUtcNanos) {
        this.file = file;
        this.startUtcNanos = startUtcNanos;
        this.cursor = file.messages(Query.BY_TIME.topics(Set.of(DriveTopic.FRAME.topic())));
    }

    @Override
    public boolean hasNext() {
        if (!looked) {
            more = cursor.next();
            looked = true;
        }
        return more;
    }

    @Override
    public DriveFrame next() {
        if (!hasNext()) {
            throw new NoSuchElementException("after the last frame of " + file.path());
        }
        looked = false;
        return read(file, cursor, index++, startUtcNanos);
    }

    /** The frame of the message where the cursor is. Throws {@link BadInput} when it is none. */
    static DriveFrame read(McapFile file, MessageCursor cursor, int index, long startUtcNanos) {
        long stamp = cursor.logTime();
        try {
            CameraFrame message = CameraFrame.parseFrom(cursor.data());
            if (message.getIndex() != index) {
                throw new IllegalArgumentException(
                        "is numbered " + Integer.toUnsignedString(message.getIndex()) + ": frames are counted from 0");
            }
            var picture = new StampedPicture(file, stamp, message.getMediaType());
            return CameraFrames.frame(message, stamp - startUtcNanos, picture);
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new BadInput(
                    file.path() + ": message " + index + " on " + DriveTopic.FRAME.topic() + " " + e.getMessage() + ".",
                    e);
        }
    }

    @Override
    public void close() {
        // The drive's file is the drive's to close.
    }

    /** The picture at a stamp. */
    private record StampedPicture(McapFile file, long utcNanos, String mediaType) implements DriveFrame.Picture {
        @Override
        public byte[] read() {
            MessageCursor images = file.messages(
                    Query.BY_TIME.topics(Set.of(DriveTopic.IMAGE.topic())).between(utcNanos, utcNanos + 1));
            if (!images.next()) {
                throw new BadInput(where() + "there is no picture.");
            }
            if (images.data().remaining() > PictureFile.MAX_BYTES) {
                throw new BadInput(where() + "the picture is over the limit of " + PictureFile.MAX_BYTES + " bytes.");
            }
            try {
                CompressedImage image = CompressedImage.parseFrom(images.data());
                if (!mediaType.equals("image/" + image.getFormat())) {
                    throw new BadInput(where() + "the picture's format is " + Wording.quote(image.getFormat())
                            + ", and its frame says " + mediaType + ".");
                }
                return image.getData().toByteArray();
            } catch (InvalidProtocolBufferException e) {
                throw new BadInput(
                        where() + "the message is no " + DriveTopic.IMAGE.type().getFullName() + ".", e);
            }
        }

        private String where() {
            return file.path() + ": at " + utcNanos + " ns on " + DriveTopic.IMAGE.topic() + ", ";
        }
    }
}
