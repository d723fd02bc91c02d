package dev.roadrig.agent.inference;

import dev.roadrig.agent.inference.Flatbuffer.Table;
import dev.roadrig.agent.inference.Flatbuffer.Vector;
import dev.roadrig.scenarios.fault.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks through a TFLite file before native code does: every index in range, no tensor beyond reason, one model whole
 * in one file. TensorFlow Lite says what it dislikes on the process's error stream only, so what can be named is named
 * here. Field numbers are those of schema.fbs, version 3.
 */
final class TfliteScreen {
    /** A tensor of an edge model is far smaller; an allocation that fails in native code ends the process. */
    private static final long MOST_TENSOR_BYTES = 256L << 20;

    private static final int MOST_TENSORS = 100_000;
    private static final int VERSION = 3;

    private final Path file;
    private final byte[] bytes;
    private final List<Operator> operators = new ArrayList<>();

    private TfliteScreen(Path file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** The operators that the model uses, each once. Throws {@link BadInput} for a file that is no sound model. */
    static List<Operator> check(Path file, byte[] bytes) {
        var screen = new TfliteScreen(file, bytes);
        try {
            screen.model();
        } catch (IndexOutOfBoundsException e) {
            throw screen.damaged("an offset points outside the file (" + e.getMessage() + ")");
        }
        return List.copyOf(screen.operators);
    }

    private void model() {
        var flatbuffer = new Flatbuffer(bytes);
        if (bytes.length < 8 || !flatbuffer.identifier().equals("TFL3")) {
            throw new BadInput(file + " is not a TensorFlow Lite model: it does not begin as one (TFL3 at byte 4).");
        }
        Table model = flatbuffer.root();
        int version = model.int32(0, 0);
        if (version != VERSION) {
            throw new BadInput(file + " is a TensorFlow Lite model of schema " + version + "; 3 is read.");
        }
        Vector codes = model.vector(1, 4);
        for (int i = 0; i < codes.size(); i++) {
            operators.add(operator(codes.table(i)));
        }
        Vector buffers = model.vector(4, 4);
        for (int i = 0; i < buffers.size(); i++) {
            buffer(buffers.table(i), i);
        }
        Vector graphs = model.vector(2, 4);
        if (graphs.size() == 0) {
            throw damaged("it has no graph");
        }
        for (int i = 0; i < graphs.size(); i++) {
            graph(graphs.table(i), buffers.size());
        }
    }

    private static Operator operator(Table code) {
        // A number above 127 is in the newer field, and the older one then holds 127.
        int builtin = Math.max(code.int8(0, 0), code.int32(3, 0));
        return new Operator(builtin, code.text(1), code.int32(2, 1));
    }

    private void buffer(Table buffer, int index) {
        int inside = buffer.vector(0, 1).size();
        long offset = buffer.int64(1, 0);
        long size = buffer.int64(2, 0);
        // 0 and 1 mean that the bytes are in the vector.
        boolean behind = offset > 1 || offset < 0;
        if (behind && (inside > 0 || size < 0 || offset < 0 || offset > bytes.length - size)) {
            throw damaged("buffer " + index + " lies outside the file");
        }
    }

    private void graph(Table graph, int buffers) {
        Vector tensors = graph.vector(0, 4);
        if (tensors.size() > MOST_TENSORS) {
            throw damaged("it has " + tensors.size() + " tensors in a graph; at most " + MOST_TENSORS + " are taken");
        }
        for (int i = 0; i < tensors.size(); i++) {
            tensor(tensors.table(i), i, buffers);
        }
        indices("a graph's inputs", graph.vector(1, 4), tensors.size(), 0);
        indices("a graph's outputs", graph.vector(2, 4), tensors.size(), 0);
        Vector nodes = graph.vector(3, 4);
        for (int i = 0; i < nodes.size(); i++) {
            node(nodes.table(i), i, tensors.size());
        }
    }

    private void tensor(Table tensor, int index, int buffers) {
        long bytesLeft = MOST_TENSOR_BYTES;
        Vector shape = tensor.vector(0, 4);
        if (shape.size() > 8) {
            throw damaged("tensor " + index + " has " + shape.size() + " dimensions; at most 8 are taken");
        }
        for (int i = 0; i < shape.size(); i++) {
            int size = shape.int32(i);
            if (size < -1) {
                throw damaged("tensor " + index + " has a dimension of " + size);
            }
            bytesLeft /= Math.max(1, size);
        }
        if (bytesLeft == 0) {
            throw damaged("tensor " + index + " has more than " + MOST_TENSOR_BYTES + " elements");
        }
        int buffer = tensor.int32(2, 0);
        if (buffer < 0 || buffer >= buffers) {
            throw damaged("tensor " + index + " names buffer " + buffer + " of " + buffers);
        }
    }

    private void node(Table node, int index, int tensors) {
        int code = node.int32(0, 0);
        if (code < 0 || code >= operators.size()) {
            throw damaged("node " + index + " names operator " + code + " of " + operators.size());
        }
        String name = "node " + index + " (" + operators.get(code) + ")";
        // -1 is an input that is left out.
        indices(name + ", inputs", node.vector(1, 4), tensors, -1);
        indices(name + ", outputs", node.vector(2, 4), tensors, 0);
        indices(name + ", intermediates", node.vector(8, 4), tensors, -1);
    }

    private void indices(String what, Vector indices, int tensors, int least) {
        for (int i = 0; i < indices.size(); i++) {
            int index = indices.int32(i);
            if (index < least || index >= tensors) {
                throw damaged(what + ": tensor " + index + " of " + tensors);
            }
        }
    }

    private BadInput damaged(String why) {
        return new BadInput(file + " is a damaged TensorFlow Lite model: " + why + ".");
    }

    /**
     * An operator as a model asks for it.
     *
     * @param builtin its number in schema.fbs
     * @param custom its name where it is not built in, else empty
     * @param version the least version of the operator that will do
     */
    record Operator(int builtin, String custom, int version) {
        @Override
        public String toString() {
            return TfliteOperators.name(builtin, custom);
        }
    }
}
