package dev.roadrig.wires.power.relay;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.time.Deadline;
import java.util.OptionalDouble;

/**
 * The first generation of Shelly (shelly-api-docs.shelly.cloud/gen1): {@code /relay/0?turn=on} is answered by
 * {@code {"ison":true,..}}. It measures watts at most, and no current.
 *
 * @param relay counted from 0
 */
record ShellyFirst(int relay) implements RelayDialect {
    @Override
    public void order(RelayHttp http, boolean on, Deadline deadline) throws RigFault {
        Members unused = http.get("/relay/" + relay + "?turn=" + (on ? "on" : "off"), deadline);
    }

    @Override
    public State state(RelayHttp http, Deadline deadline) throws RigFault {
        String path = "/relay/" + relay;
        Members answer = http.get(path, deadline);
        boolean on = RelayJson.flag(answer, "ison").orElseThrow(() -> http.garbled(path, RelayJson.write(answer)));
        boolean over = RelayJson.flag(answer, "overpower").orElse(false);
        return new State(on, OptionalDouble.empty(), over ? "it switched off for too much power" : "");
    }
}
