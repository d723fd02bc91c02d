package dev.roadrig.harness.run;

import dev.roadrig.boards.link.LinkRates;
import dev.roadrig.ports.Uplink;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.agent.AgentClient;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/** Where a board's agent infers: on the edge alone until its scenario's cloud is engaged, where there is one. */
final class AgentPlacement {
    private static final Placement EDGE = new Placement(Placement.Mode.EDGE, Duration.ZERO);

    private final Rig rig;
    private final LiveBoard board;
    private final Scenario scenario;
    private final int repetition;
    private final Closer owned;
    private Optional<CloudBehindLink> cloud = Optional.empty();

    /** @param owned owns the cloud */
    AgentPlacement(Rig rig, LiveBoard board, Scenario scenario, int repetition, Closer owned) {
        this.rig = rig;
        this.board = board;
        this.scenario = scenario;
        this.repetition = repetition;
        this.owned = owned;
    }

    /** Starts the cloud, where the scenario has one, and tells the agent of it. */
    void engage(AgentClient client, Deadline deadline) throws RunFault, InterruptedException {
        if (scenario.placement().usesCloud()) {
            Optional<InetAddress> address = RigAddress.before(board);
            cloud = Optional.of(
                    address.isPresent()
                            ? CloudBehindLink.reached(board.rack().name(), scenario, address.get(), owned)
                            : CloudBehindLink.start(rig, board.rack().name(), scenario, repetition, owned));
            tell(client, deadline);
        }
    }

    /** Tells an agent, also one that was away, where to infer. */
    void tell(AgentClient client, Deadline deadline) throws RunFault, InterruptedException {
        if (cloud.isEmpty()) {
            client.place(EDGE, new Uplink.Address("", 0), "", deadline);
        } else {
            Uplink.Address address = board.uplink().offer(cloud.get().port(), deadline);
            client.place(scenario.placement(), address, cloud.get().token(), deadline);
        }
    }

    /** Of the link on which its streams go; empty where none is on this host. */
    Optional<LinkRates> linkRates() {
        return cloud.flatMap(CloudBehindLink::rates);
    }

    void onDriveStart(long zeroNanos) {
        cloud.ifPresent(there -> there.onDriveStart().accept(zeroNanos));
    }
}
