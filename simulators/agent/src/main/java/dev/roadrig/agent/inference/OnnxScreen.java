package dev.roadrig.agent.inference;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Looks through an ONNX file before native code does: whole as a protobuf, with a graph, and with its weights inside,
 * for a card's hash covers one file. Field numbers are those of onnx.proto.
 */
final class OnnxScreen {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int TENSOR_DATA_LOCATION = 14;
    private static final int EXTERNAL = 1;

    private final Path file;
    private final CodedInputStream in;
    private boolean graph;

    private OnnxScreen(Path file, byte[] bytes) {
        this.file = file;
        this.in = CodedInputStream.newInstance(bytes);
    }

    static void check(Path file, byte[] bytes) {
        var screen = new OnnxScreen(file, bytes);
        try {
            screen.message(screen::modelField);
        } catch (IOException e) {
            throw new BadInput("%s is not a whole ONNX model: it breaks off or is damaged near byte %d of %d (%s)."
                    .formatted(file, screen.in.getTotalBytesRead(), bytes.length, e.getMessage()));
        }
        if (!screen.graph) {
            throw new BadInput(file + " is not an ONNX model: it has no graph.");
        }
    }

    private boolean modelField(int field) throws IOException {
        if (field != MODEL_GRAPH) {
            return false;
        }
        graph = true;
        return nested(this::graphField);
    }

    private boolean graphField(int field) throws IOException {
        return field == GRAPH_INITIALIZER && nested(this::tensorField);
    }

    private boolean tensorField(int field) throws IOException {
        if (field != TENSOR_DATA_LOCATION) {
            return false;
        }
        if (in.readInt32() == EXTERNAL) {
            throw new BadInput(file + " keeps weights in another file; a model is one file. Save it with its weights"
                    + " inside.");
        }
        return true;
    }

    private boolean nested(Field reader) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        message(reader);
        in.popLimit(limit);
        return true;
    }

    private void message(Field reader) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            boolean message = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            boolean number = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT;
            boolean taken = (message || number) && reader.take(WireFormat.getTagFieldNumber(tag));
            if (!taken && !in.skipField(tag)) {
                throw new IOException("a group ends that never began");
            }
        }
    }

    /** Takes a field whose tag was read, or says that it did not. */
    private interface Field {
        boolean take(int field) throws IOException;
    }
}
