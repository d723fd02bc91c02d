package dev.roadrig.harness.run;

import dev.roadrig.harness.rack.RackBoard.AgentProtocol;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.agent.AgentClient;
import dev.roadrig.wires.agent.AgentIdentity;
import dev.roadrig.wires.agent.rest.RestClient;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshTunnel;

/** One way to a board's agent: a data session of its own, a tunnel through it, and the client at its end. */
final class AgentSession implements AutoCloseable {
    private final Closer owned;
    private final FaultGate gate;
    private final SshLink data;
    private final AgentClient client;
    private final String name;

    private AgentSession(Closer owned, FaultGate gate, SshLink data, AgentClient client, String name) {
        this.owned = owned;
        this.gate = gate;
        this.data = data;
        this.client = client;
        this.name = name;
    }

    /**
     * Makes the way to an agent that listens; nothing is asked of it yet.
     *
     * @param agentPort on the board
     * @param onExcused told of each loss that was ordered; must not block
     */
    static AgentSession open(
            Rig rig, LiveBoard board, int agentPort, String token, Runnable onExcused, Deadline deadline)
            throws RunFault, InterruptedException {
        var owned = new Closer();
        return owned.opening(() -> {
            var gate = new FaultGate(rig.faults(), onExcused);
            SshLink data = owned.own(board.connection("data", deadline));
            data.onLost(gate::report);
            SshTunnel tunnel = owned.own(data.forward(agentPort, deadline));
            String name = board.rack().name();
            AgentClient client =
                    owned.own(AgentClient.connect("127.0.0.1", tunnel.hostPort(), token, rig.ticker(), name));
            return new AgentSession(owned, gate, data, client, name);
        });
    }

    /** Frames go from now on as the board's file says, over a wire or tunnel of their own where that is another port. */
    void takeFrames(Rig rig, AgentProtocol protocol, AgentIdentity agent, String token, Deadline deadline)
            throws RunFault, InterruptedException {
        if (protocol == AgentProtocol.REST) {
            if (agent.restPort() == 0) {
                throw new RigFault(
                        "agent.no-rest",
                        "The agent of " + name + " has no port for REST, and the rack file says `protocol: rest`."
                                + " Remove that line, or deploy an agent that names its rest_port.");
            }
            SshTunnel tunnel = owned.own(data.forward(agent.restPort(), deadline));
            client.useRest(new RestClient("127.0.0.1", tunnel.hostPort(), token, rig.ticker(), name));
        } else if (agent.framePort() > 0) {
            client.useFrameWire(data.stream(agent.framePort(), deadline));
        }
    }

    /** From now on its events are recorded, and its loss is a fault. */
    void begin(Rig rig) {
        client.onLost(gate::report);
        owned.own(client.events(event -> rig.sink().write(rig.ticker().nanos(), event)));
    }

    AgentClient client() {
        return client;
    }

    /** What is lost from now on was ordered. */
    void expectLoss() {
        gate.shut();
    }

    /** What is lost from now on is a fault again; false where something was lost already. */
    boolean goOn() {
        return gate.open();
    }

    @Override
    public void close() throws RunFault {
        gate.close();
        owned.close();
    }
}
