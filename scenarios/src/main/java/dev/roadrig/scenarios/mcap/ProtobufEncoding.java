package dev.roadrig.scenarios.mcap;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Protobuf as MCAP wants it: the encoding's name, a type's schema, and bytes that equal messages share. */
public final class ProtobufEncoding {
    /** Of schemas and of messages, as MCAP's registry has it. */
    public static final String NAME = "protobuf";

    private ProtobufEncoding() {}

    /** A FileDescriptorSet of the type's file and of all that it imports, each after what it imports. */
    public static ByteString schema(Descriptor type) {
        Set<FileDescriptor> files = new LinkedHashSet<>();
        collect(type.getFile(), files);
        var set = FileDescriptorSet.newBuilder();
        files.forEach(file -> set.addFile(file.toProto()));
        return ByteString.copyFrom(bytes(set.build()));
    }

    private static void collect(FileDescriptor file, Set<FileDescriptor> files) {
        file.getDependencies().forEach(needed -> collect(needed, files));
        files.add(file);
    }

    /** Map fields in one order, so that equal messages make equal bytes in every process. */
    public static byte[] bytes(Message message) {
        byte[] bytes = new byte[message.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        try {
            message.writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("an array of the message's own size does not hold it", e);
        }
        return bytes;
    }
}
