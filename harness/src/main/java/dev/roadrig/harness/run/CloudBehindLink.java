package dev.roadrig.harness.run;

import dev.roadrig.boards.cloud.CloudService;
import dev.roadrig.boards.link.LinkRates;
import dev.roadrig.boards.link.LinkRelay;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The cloud of a run on the rig's host, and the link in front of it where the scenario shapes one.
 *
 * @param port where the board's way to the cloud begins: of the host's loopback, or of its address before the board
 * @param token of the cloud's run
 * @param onDriveStart must be told when the drive starts, for the link's conditions
 * @param rates of the link, where the scenario shapes one
 */
record CloudBehindLink(int port, String token, LongConsumer onDriveStart, Optional<LinkRates> rates) {

    /** @param owned owns what is started */
    static CloudBehindLink start(Rig rig, String board, Scenario scenario, int repetition, Closer owned)
            throws RunFault {
        String token = Tokens.fresh();
        CloudService cloud = owned.own(service(board, scenario, token, InetAddress.getLoopbackAddress()));
        if (scenario.network() == null) {
            return new CloudBehindLink(cloud.port(), token, zero -> {}, Optional.empty());
        }
        var route = new LinkRelay.Route(
                board,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), cloud.port()),
                scenario.window().from().toNanos());
        LinkRelay relay = owned.own(
                LinkRelay.open(route, scenario.network(), scenario.seed(repetition), rig.ticker(), rig.sink()));
        return new CloudBehindLink(relay.port(), token, relay::start, Optional.of(relay.rates()));
    }

    /**
     * A cloud to which the board's packets come by themselves; the link is a gateway, or tc on the board.
     *
     * @param address of this host on the board's side; nothing else is listened on
     */
    static CloudBehindLink reached(String board, Scenario scenario, InetAddress address, Closer owned) throws RunFault {
        String token = Tokens.fresh();
        CloudService cloud = owned.own(service(board, scenario, token, address));
        return new CloudBehindLink(cloud.port(), token, zero -> {}, Optional.empty());
    }

    private static CloudService service(String board, Scenario scenario, String token, InetAddress address)
            throws RunFault {
        try {
            return CloudService.start(board, scenario.model(), token, Duration.ZERO, address);
        } catch (IOException e) {
            throw new RigFault("cloud.start", "The cloud service did not start on this host: " + e + ".");
        }
    }
}
