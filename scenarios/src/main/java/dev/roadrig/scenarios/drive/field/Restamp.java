package dev.roadrig.scenarios.drive.field;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import dev.roadrig.scenarios.drive.CameraFrames;
import dev.roadrig.scenarios.drive.foxglove.CompressedImage;
import dev.roadrig.scenarios.drive.foxglove.ImageAnnotations;
import dev.roadrig.scenarios.drive.foxglove.LocationFix;
import dev.roadrig.scenarios.drive.foxglove.Log;
import dev.roadrig.scenarios.drive.foxglove.PoseInFrame;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Moves the stamps that stand inside of messages: viewers go by these as much as by the messages' own. */
final class Restamp {
    private static final Map<String, Message> STAMPED = Stream.<Message>of(
                    CompressedImage.getDefaultInstance(),
                    ImageAnnotations.getDefaultInstance(),
                    LocationFix.getDefaultInstance(),
                    Log.getDefaultInstance(),
                    PoseInFrame.getDefaultInstance())
            .collect(Collectors.toMap(message -> message.getDescriptorForType().getFullName(), message -> message));

    private Restamp() {}

    /** The bytes of a message of a schema, every stamp in it put at a moment; those of other schemas as they are. */
    static byte[] at(long utcNanos, String schema, ByteBuffer data) throws InvalidProtocolBufferException {
        Message known = STAMPED.get(schema);
        if (known == null) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            return bytes;
        }
        Message.Builder builder = known.newBuilderForType().mergeFrom(ByteString.copyFrom(data));
        put(builder, CameraFrames.stamp(utcNanos));
        return builder.build().toByteArray();
    }

    private static void put(Message.Builder builder, Timestamp stamp) {
        for (Map.Entry<FieldDescriptor, Object> field : builder.getAllFields().entrySet()) {
            FieldDescriptor descriptor = field.getKey();
            if (descriptor.getJavaType() != FieldDescriptor.JavaType.MESSAGE || descriptor.isMapField()) {
                continue;
            }
            if (descriptor.isRepeated()) {
                int count = ((List<?>) field.getValue()).size();
                for (int i = 0; i < count; i++) {
                    Message.Builder inner = ((Message) builder.getRepeatedField(descriptor, i)).toBuilder();
                    put(inner, stamp);
                    builder.setRepeatedField(descriptor, i, inner.build());
                }
            } else if (descriptor.getMessageType().equals(Timestamp.getDescriptor())) {
                builder.setField(descriptor, stamp);
            } else {
                Message.Builder inner = ((Message) field.getValue()).toBuilder();
                put(inner, stamp);
                builder.setField(descriptor, inner.build());
            }
        }
    }
}
