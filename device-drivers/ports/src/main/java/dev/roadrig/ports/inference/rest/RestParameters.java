package dev.roadrig.ports.inference.rest;

import dev.roadrig.ports.inference.InferParameter;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Flag;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.json.JsonValue.Text;
import dev.roadrig.scenarios.json.JsonValue.Whole;
import java.util.Map;
import java.util.TreeMap;

/** Parameters: texts, whole numbers and truths, as the gRPC form has them; others are nobody's here and passed over. */
final class RestParameters {
    private RestParameters() {}

    static Map<String, InferParameter> read(Members of) {
        Map<String, InferParameter> parameters = new TreeMap<>();
        if (of.values().get("parameters") instanceof Members members) {
            members.values().forEach((name, value) -> {
                var parameter = InferParameter.newBuilder();
                if (value instanceof Text text) {
                    parameters.put(name, parameter.setStringParam(text.text()).build());
                } else if (value instanceof Whole whole) {
                    parameters.put(name, parameter.setInt64Param(whole.number()).build());
                } else if (value instanceof Flag flag) {
                    parameters.put(name, parameter.setBoolParam(flag.on()).build());
                }
            });
        }
        return parameters;
    }

    static Members write(Map<String, InferParameter> parameters) {
        Map<String, JsonValue> members = new TreeMap<>();
        parameters.forEach((name, parameter) -> members.put(
                name,
                switch (parameter.getParameterChoiceCase()) {
                    case BOOL_PARAM -> new Flag(parameter.getBoolParam());
                    case INT64_PARAM -> new Whole(parameter.getInt64Param());
                    case STRING_PARAM -> new Text(parameter.getStringParam());
                    case PARAMETERCHOICE_NOT_SET -> new JsonValue.Null();
                }));
        return new Members(members);
    }
}
