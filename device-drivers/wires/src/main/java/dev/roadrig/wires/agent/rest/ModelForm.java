package dev.roadrig.wires.agent.rest;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferRequest.InferInputTensor;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Items;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.json.JsonValue.Text;
import dev.roadrig.scenarios.json.JsonValue.Whole;
import java.util.ArrayList;
import java.util.List;

/** What a server says that a model takes, and a request of that form to try it with. */
record ModelForm(String model, List<Tensor> inputs) {
    private static final long MOST_ELEMENTS = 4 << 20;

    ModelForm {
        inputs = List.copyOf(inputs);
    }

    /** Reads a model's metadata. Throws {@link RestFailure} where they lack what the protocol says. */
    static ModelForm of(String model, Members metadata) throws RestFailure {
        List<Tensor> inputs = new ArrayList<>();
        for (JsonValue input : list(metadata, "inputs")) {
            inputs.add(Tensor.of(input));
        }
        if (inputs.isEmpty() || list(metadata, "outputs").isEmpty()) {
            throw malformed("a model has inputs and outputs");
        }
        return new ModelForm(model, inputs);
    }

    private static List<JsonValue> list(Members of, String key) throws RestFailure {
        if (of.values().get(key) instanceof Items items) {
            return items.values();
        }
        throw malformed("there is no list '" + key + "'");
    }

    private static RestFailure malformed(String words) {
        return new RestFailure("INTERNAL", "malformed answer: " + words);
    }

    /** Zeros and ones in turn, in the least size that fits. */
    ModelInferRequest request(String id) {
        var request = ModelInferRequest.newBuilder().setModelName(model).setId(id);
        for (Tensor input : inputs) {
            request.addInputs(InferInputTensor.newBuilder()
                            .setName(input.name())
                            .setDatatype(input.datatype())
                            .addAllShape(input.shape()))
                    .addRawInputContents(input.zerosAndOnes());
        }
        return request.build();
    }

    /** An input with the least size where the model leaves it open. */
    record Tensor(String name, String datatype, List<Long> shape, ByteString one) {
        Tensor {
            shape = List.copyOf(shape);
        }

        static Tensor of(JsonValue json) throws RestFailure {
            if (!(json instanceof Members members)
                    || !(members.values().get("name") instanceof Text name)
                    || !(members.values().get("datatype") instanceof Text datatype)) {
                throw malformed("an input has no name or no datatype");
            }
            List<Long> shape = new ArrayList<>();
            long elements = 1;
            for (JsonValue item : list(members, "shape")) {
                long dimension = item instanceof Whole whole ? Math.max(1, Math.abs(whole.number())) : 1;
                shape.add(dimension);
                elements = dimension > MOST_ELEMENTS ? dimension : elements * dimension;
                if (elements > MOST_ELEMENTS) {
                    throw malformed("input " + Wording.quote(name.text()) + " has over " + MOST_ELEMENTS + " elements");
                }
            }
            return new Tensor(name.text(), datatype.text(), shape, ByteString.copyFrom(one(datatype.text())));
        }

        /** The number one, little-endian. */
        private static byte[] one(String datatype) throws RestFailure {
            return switch (datatype) {
                case "BOOL", "INT8", "UINT8" -> new byte[] {1};
                case "INT16", "UINT16" -> new byte[] {1, 0};
                case "INT32", "UINT32" -> new byte[] {1, 0, 0, 0};
                case "INT64", "UINT64" -> new byte[] {1, 0, 0, 0, 0, 0, 0, 0};
                case "FP16" -> new byte[] {0, 0x3c};
                case "BF16" -> new byte[] {(byte) 0x80, 0x3f};
                case "FP32" -> new byte[] {0, 0, (byte) 0x80, 0x3f};
                case "FP64" -> new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f};
                default ->
                    throw new RestFailure(
                            "UNIMPLEMENTED", "the check has no values for datatype " + Wording.quote(datatype));
            };
        }

        ByteString zerosAndOnes() {
            int elements = Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b));
            var bytes = new byte[elements * one.size()];
            for (int i = 1; i < elements; i += 2) {
                one.copyTo(bytes, i * one.size());
            }
            return ByteString.copyFrom(bytes);
        }
    }
}
