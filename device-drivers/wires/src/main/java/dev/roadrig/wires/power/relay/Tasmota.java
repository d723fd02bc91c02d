package dev.roadrig.wires.power.relay;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.time.Deadline;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tasmota's commands over HTTP (tasmota.github.io/docs/Commands): {@code /cm?cmnd=Power1%20ON} is answered by
 * {@code {"POWER1":"ON"}}, or {@code {"POWER":"ON"}} where there is one relay; {@code Status 8} has the sensors.
 *
 * @param relay counted from 1
 */
record Tasmota(int relay) implements RelayDialect {
    @Override
    public void order(RelayHttp http, boolean on, Deadline deadline) throws RigFault {
        boolean unused = power(http, "/cm?cmnd=Power" + relay + (on ? "%20ON" : "%20OFF"), deadline);
    }

    @Override
    public State state(RelayHttp http, Deadline deadline) throws RigFault {
        boolean on = power(http, "/cm?cmnd=Power" + relay, deadline);
        Optional<Members> energy = RelayJson.members(http.get("/cm?cmnd=Status%208", deadline), "StatusSNS")
                .flatMap(sensors -> RelayJson.members(sensors, "ENERGY"));
        OptionalDouble amperes =
                energy.map(e -> RelayJson.number(e, "Current", relay - 1)).orElse(OptionalDouble.empty());
        return new State(on, amperes, "");
    }

    private boolean power(RelayHttp http, String path, Deadline deadline) throws RigFault {
        Members answer = http.get(path, deadline);
        // Before version 10 a missing login is told with status 200.
        if (RelayJson.text(answer, "WARNING")
                .filter(warning -> warning.contains("user"))
                .isPresent()) {
            throw http.denied();
        }
        Optional<String> state = RelayJson.text(answer, "POWER" + relay)
                .or(() -> relay == 1 ? RelayJson.text(answer, "POWER") : Optional.empty());
        if (state.isEmpty() && answer.optional("Command").orElse(null) instanceof JsonValue.Text) {
            throw http.refused(path, "it knows no such command; has it a relay " + relay + "?");
        }
        return switch (state.orElse("")) {
            case "ON" -> true;
            case "OFF" -> false;
            default -> throw http.garbled(path, RelayJson.write(answer));
        };
    }
}
