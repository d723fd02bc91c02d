package dev.roadrig.wires.power.command;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.util.regex.Pattern;

/**
 * A port of a USB hub as uhubctl names it.
 *
 * @param location of the hub, such as 1-1.2
 * @param port counted from 1
 * @param program uhubctl, or a path to it
 */
public record HubPlace(String location, int port, String program) {
    private static final Pattern LOCATION = Pattern.compile("\\d{1,3}(-\\d{1,3}(\\.\\d{1,3}){0,6})?");

    /** @throws BadInput for a location that is none */
    public HubPlace {
        if (!LOCATION.matcher(location).matches()) {
            throw new BadInput(
                    Wording.quote(location) + " is no hub; write it as uhubctl lists it after 'hub', such as 1-1.2");
        }
    }

    @Override
    public String toString() {
        return "port " + port + " of hub " + location;
    }
}
