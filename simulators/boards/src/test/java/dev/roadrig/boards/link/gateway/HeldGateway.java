package dev.roadrig.boards.link.gateway;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Path;

/** A process that opens a gateway and holds it until it is killed, or says why it cannot. */
final class HeldGateway {
    private HeldGateway() {}

    public static void main(String[] arguments) throws Exception {
        var spec = GatewaySpec.of("held", arguments[0], arguments[1], arguments[2]);
        try (var ticker = new RealTicker("held");
                Gateway gateway = Gateway.open(spec, Carriers.passing(), ticker, Path.of(arguments[3]))) {
            System.out.println(gateway.tunName());
            int unused = System.in.read();
        } catch (RigFault refused) {
            System.out.println(refused.code() + " " + refused.getMessage());
        }
    }
}
