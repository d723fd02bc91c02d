package dev.roadrig.wires.power.relay;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.time.Deadline;

/**
 * The second generation of Shelly and those after it (shelly-api-docs.shelly.cloud/gen2):
 * {@code /rpc/Switch.Set?id=0&on=true}, and {@code Switch.GetStatus} with {@code output} and, where it measures,
 * {@code current} in ampere.
 *
 * @param relay counted from 0
 */
record ShellyRpc(int relay) implements RelayDialect {
    @Override
    public void order(RelayHttp http, boolean on, Deadline deadline) throws RigFault {
        Members unused = http.get("/rpc/Switch.Set?id=" + relay + "&on=" + on, deadline);
    }

    @Override
    public State state(RelayHttp http, Deadline deadline) throws RigFault {
        String path = "/rpc/Switch.GetStatus?id=" + relay;
        Members answer = http.get(path, deadline);
        boolean on = RelayJson.flag(answer, "output").orElseThrow(() -> http.garbled(path, RelayJson.write(answer)));
        String errors = answer.optional("errors").map(RelayJson::write).orElse("");
        return new State(on, RelayJson.number(answer, "current", 0), errors.isEmpty() ? "" : "its errors: " + errors);
    }
}
