package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard.SerialWire;
import dev.roadrig.scenarios.record.v1.ConsoleWire;
import java.io.IOException;
import java.nio.file.Path;

/** What a console's bytes come over, as far as it says how long they were on their way. */
final class ConsolePath {
    private ConsolePath() {}

    /**
     * A UART of this host has its rate and nothing else. A USB bridge has one too, and holds bytes back by a time of its
     * own; USB's own class for modems (ACM) has no line behind it whose rate would be the one asked. Of what lies behind a
     * socket only RFC 2217 sets a rate.
     */
    static ConsoleWire of(SerialWire wire) {
        String device = wire.device();
        if (device.startsWith("rfc2217://")) {
            return of(wire.baud(), "RFC 2217");
        }
        if (device.startsWith("tcp://")) {
            return of(0, "TCP");
        }
        if (device.startsWith("unix:")) {
            return of(0, "a Unix socket");
        }
        String name = real(device);
        if (name.contains("ttyACM")) {
            return of(0, "USB");
        }
        return of(wire.baud(), name.contains("ttyUSB") ? "USB" : "");
    }

    private static ConsoleWire of(int baud, String behind) {
        return ConsoleWire.newBuilder().setBaud(baud).setBehind(behind).build();
    }

    /** Behind names such as /dev/serial/by-id. */
    private static String real(String device) {
        try {
            return device.startsWith("/") ? Path.of(device).toRealPath().toString() : device;
        } catch (IOException e) {
            return device;
        }
    }
}
