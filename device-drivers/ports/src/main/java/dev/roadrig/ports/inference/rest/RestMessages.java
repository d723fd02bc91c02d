package dev.roadrig.ports.inference.rest;

import com.google.protobuf.ByteString;
import dev.roadrig.ports.inference.InferParameter;
import dev.roadrig.ports.inference.ModelInferRequest;
import dev.roadrig.ports.inference.ModelInferRequest.InferInputTensor;
import dev.roadrig.ports.inference.ModelInferRequest.InferRequestedOutputTensor;
import dev.roadrig.ports.inference.ModelInferResponse;
import dev.roadrig.ports.inference.ModelInferResponse.InferOutputTensor;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Items;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.json.JsonValue.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests and answers of inference in both forms; tensors are raw contents in the messages of the gRPC form. */
public final class RestMessages {
    private static final String ALL_BINARY = "binary_data_output";
    private static final String BINARY = "binary_data";

    private RestMessages() {}

    /**
     * A request as a body.
     *
     * @param request with raw contents for every input
     * @param binary whether its tensors, and those of its answer, go as bytes and not in JSON
     * @throws MalformedRest when JSON has no form for an element
     */
    public static RestBody write(ModelInferRequest request, boolean binary) throws MalformedRest {
        List<RestTensor> inputs = new ArrayList<>();
        for (int i = 0; i < request.getInputsCount(); i++) {
            InferInputTensor input = request.getInputs(i);
            inputs.add(new RestTensor(
                    input.getName(), input.getDatatype(), input.getShapeList(), request.getRawInputContents(i)));
        }
        Members parameters = RestParameters.write(request.getParametersMap());
        if (binary) {
            parameters = parameters.with(ALL_BINARY, new JsonValue.Flag(true));
        }
        Members head = Members.none().with("id", request.getId()).with("parameters", parameters);
        if (request.getOutputsCount() > 0) {
            head = head.with(
                    "outputs",
                    new Items(request.getOutputsList().stream()
                            .<JsonValue>map(output -> Members.none().with("name", output.getName()))
                            .toList()));
        }
        return body(head, "inputs", inputs, Collections.nCopies(inputs.size(), binary));
    }

    /**
     * A body as a request.
     *
     * @param model as the path names it
     * @param version as the path names it; empty where it does not
     */
    public static ModelInferRequest readRequest(String model, String version, RestBody body) throws MalformedRest {
        Members json = body.json();
        var request = ModelInferRequest.newBuilder()
                .setModelName(model)
                .setModelVersion(version)
                .setId(optionalText(json, "id"))
                .putAllParameters(RestParameters.read(json));
        for (RestTensor tensor : tensors(json, "inputs", body.tail())) {
            request.addInputs(InferInputTensor.newBuilder()
                            .setName(tensor.name())
                            .setDatatype(tensor.datatype())
                            .addAllShape(tensor.shape()))
                    .addRawInputContents(tensor.data());
        }
        for (JsonValue output : list(json, "outputs")) {
            if (!(output instanceof Members members)) {
                throw new MalformedRest("an output is " + output.kind() + " and no object");
            }
            request.addOutputs(InferRequestedOutputTensor.newBuilder()
                    .setName(optionalText(members, "name"))
                    .putAllParameters(RestParameters.read(members)));
        }
        return request.build();
    }

    /**
     * An answer as a body, with its tensors as the request wants them.
     *
     * @throws MalformedRest when JSON has no form for an element
     */
    public static RestBody write(ModelInferResponse response, ModelInferRequest request) throws MalformedRest {
        List<RestTensor> outputs = new ArrayList<>();
        List<Boolean> binary = new ArrayList<>();
        for (int i = 0; i < response.getOutputsCount(); i++) {
            InferOutputTensor output = response.getOutputs(i);
            outputs.add(new RestTensor(
                    output.getName(), output.getDatatype(), output.getShapeList(), response.getRawOutputContents(i)));
            binary.add(wantsBinary(request, output.getName()));
        }
        Members head = Members.none()
                .with("model_name", response.getModelName())
                .with("model_version", response.getModelVersion())
                .with("id", response.getId())
                .with("parameters", RestParameters.write(response.getParametersMap()));
        return body(head, "outputs", outputs, binary);
    }

    private static boolean wantsBinary(ModelInferRequest request, String output) {
        boolean all = truth(request.getParametersMap().get(ALL_BINARY)).orElse(false);
        return request.getOutputsList().stream()
                .filter(wanted -> wanted.getName().equals(output))
                .findFirst()
                .flatMap(wanted -> truth(wanted.getParametersMap().get(BINARY)))
                .orElse(all);
    }

    private static Optional<Boolean> truth(@Nullable InferParameter parameter) {
        return Optional.ofNullable(parameter).map(InferParameter::getBoolParam);
    }

    /** A body as an answer; nothing in it is believed before its size was checked. */
    public static ModelInferResponse readResponse(RestBody body) throws MalformedRest {
        Members json = body.json();
        if (!json.values().containsKey("outputs")) {
            throw new MalformedRest("there are no 'outputs'");
        }
        var response = ModelInferResponse.newBuilder()
                .setModelName(optionalText(json, "model_name"))
                .setModelVersion(optionalText(json, "model_version"))
                .setId(optionalText(json, "id"))
                .putAllParameters(RestParameters.read(json));
        for (RestTensor tensor : tensors(json, "outputs", body.tail())) {
            response.addOutputs(InferOutputTensor.newBuilder()
                            .setName(tensor.name())
                            .setDatatype(tensor.datatype())
                            .addAllShape(tensor.shape()))
                    .addRawOutputContents(tensor.data());
        }
        return response.build();
    }

    /** An error's text in the protocol's form. */
    public static RestBody error(String text) {
        return RestBody.of(Members.none().with("error", text), ByteString.EMPTY);
    }

    /** Any other answer. */
    public static RestBody plain(Members json) {
        return RestBody.of(json, ByteString.EMPTY);
    }

    private static RestBody body(Members head, String key, List<RestTensor> tensors, List<Boolean> binary)
            throws MalformedRest {
        List<JsonValue> written = new ArrayList<>();
        ByteString tail = ByteString.EMPTY;
        for (int i = 0; i < tensors.size(); i++) {
            written.add(tensors.get(i).write(binary.get(i)));
            if (binary.get(i)) {
                tail = tail.concat(tensors.get(i).data());
            }
        }
        return RestBody.of(head.with(key, new Items(written)), tail);
    }

    private static List<RestTensor> tensors(Members json, String key, ByteString bytes) throws MalformedRest {
        var tail = new RestTensor.Tail(bytes);
        List<RestTensor> tensors = new ArrayList<>();
        for (JsonValue tensor : list(json, key)) {
            tensors.add(RestTensor.read(tensor, tail));
        }
        tail.end();
        return tensors;
    }

    private static List<JsonValue> list(Members json, String key) throws MalformedRest {
        Optional<JsonValue> value = json.optional(key);
        if (value.isEmpty()) {
            return List.of();
        }
        if (value.get() instanceof Items items) {
            return items.values();
        }
        throw new MalformedRest("'" + key + "' is " + value.get().kind() + " and no list");
    }

    /** Some servers give a null, or a number, where the protocol has a text. */
    private static String optionalText(Members json, String key) {
        JsonValue value = json.values().get(key);
        if (value instanceof Text text) {
            return text.text();
        }
        return value instanceof JsonValue.Whole whole ? Long.toString(whole.number()) : "";
    }
}
