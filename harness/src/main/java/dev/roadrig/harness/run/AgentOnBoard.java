package dev.roadrig.harness.run;

import dev.roadrig.boards.cloud.CloudService;
import dev.roadrig.boards.link.LinkRelay;
import dev.roadrig.ports.Uplink;
import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.agent.AgentClient;
import dev.roadrig.wires.agent.AgentIdentity;
import dev.roadrig.wires.ssh.ShellWord;
import dev.roadrig.wires.ssh.SshLink;
import dev.roadrig.wires.ssh.SshTunnel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * The agent on a live board, and the cloud behind the link where the placement uses one: deployed, started, connected
 * over a data session of its own, and told where to infer.
 */
final class AgentOnBoard {
    private static final Duration DEPLOY_LIMIT = Duration.ofMinutes(2);

    private static final Placement EDGE = new Placement(Placement.Mode.EDGE, Duration.ZERO);

    private final Rig rig;
    private final LiveBoard board;
    private final Scenario scenario;
    private final Closer owned;
    private final String token = Tokens.fresh();
    private LongConsumer onDriveStart = zero -> {};

    AgentOnBoard(Rig rig, LiveBoard board, Scenario scenario, Closer owned) {
        this.rig = rig;
        this.board = board;
        this.scenario = scenario;
        this.owned = owned;
    }

    /**
     * Deploys and starts everything.
     *
     * @param agent the jar to deploy
     * @param scratch a folder of the run for files that are made for the board
     */
    Target start(AgentJar agent, Drive drive, Path scratch) throws RunFault, InterruptedException {
        Ticker ticker = rig.ticker();
        Deadline deadline = ticker.in(DEPLOY_LIMIT);
        rig.phase(
                "deploy",
                "agent " + agent.sha256().substring(0, 12) + ", model "
                        + scenario.model().name());
        SshLink control = board.control();
        var deployment = new Deployment(
                control.shell(), control.files(), board.rack().agent().folder(), scratch);
        deployment.put(agent.path(), agent.sha256(), scenario.model(), token, deadline);
        if (scenario.feed() == Scenario.Feed.PRELOADED) {
            deployment.putFrames(scenario, drive, deadline);
        }
        AgentProcess process = owned.own(AgentProcess.start(
                board.rack().name(), control, commandLine(deployment), rig.faults()::report, ticker, deadline));
        AgentClient client = connect(process, deadline);
        if (scenario.feed() == Scenario.Feed.PRELOADED) {
            client.preload(deployment.frames(), deadline);
        }
        client.place(EDGE, new Uplink.Address("", 0), "", deadline);
        return new Target(client, Optional.of(client), Optional.of(client), limit -> place(client, limit));
    }

    private String commandLine(Deployment deployment) {
        return board.rack().agent().java() + " -jar " + ShellWord.quote(deployment.agentJar()) + " --card "
                + ShellWord.quote(deployment.card()) + " --token-file " + ShellWord.quote(deployment.token())
                + " --port 0 --dead-man 30s";
    }

    private AgentClient connect(AgentProcess process, Deadline deadline) throws RunFault, InterruptedException {
        SshLink data = owned.own(board.connection("data", deadline));
        data.onLost(rig.faults()::report);
        SshTunnel tunnel = owned.own(data.forward(process.port(), deadline));
        AgentClient client = owned.own(AgentClient.connect(
                "127.0.0.1",
                tunnel.hostPort(),
                token,
                rig.ticker(),
                board.rack().name()));
        AgentIdentity identity = client.hello(deadline);
        if (!identity.modelSha256().equals(scenario.model().sha256())) {
            throw new RigFault(
                    "deploy.model",
                    "The agent runs a model with SHA-256 " + identity.modelSha256()
                            + " and not the one that was deployed ("
                            + scenario.model().sha256() + ").");
        }
        rig.sink()
                .write(
                        rig.ticker().nanos(),
                        BoardEvent.newBuilder()
                                .setKind(BoardEvent.Kind.AGENT_READY)
                                .setText("agent " + identity.version() + ", " + identity.engine() + ", stages "
                                        + identity.stageSource())
                                .build());
        client.onLost(rig.faults()::report);
        owned.own(client.events(event -> rig.sink().write(rig.ticker().nanos(), event)));
        return client;
    }

    private void place(AgentClient client, Deadline deadline) throws RunFault, InterruptedException {
        Placement placement = scenario.placement();
        if (!placement.usesCloud()) {
            return;
        }
        String cloudToken = Tokens.fresh();
        CloudService cloud = owned.own(startCloud(scenario.model(), cloudToken));
        int port = cloud.port();
        if (scenario.network() != null) {
            var route = new LinkRelay.Route(
                    board.rack().name(),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), cloud.port()),
                    scenario.window().from().toNanos());
            LinkRelay relay =
                    owned.own(LinkRelay.open(route, scenario.network(), scenario.seed(), rig.ticker(), rig.sink()));
            onDriveStart = relay::start;
            port = relay.port();
        }
        client.place(placement, board.uplink().offer(port, deadline), cloudToken, deadline);
    }

    private CloudService startCloud(ModelCard model, String cloudToken) throws RunFault {
        try {
            return CloudService.start(board.rack().name(), model, cloudToken, Duration.ZERO);
        } catch (IOException e) {
            throw new RigFault("cloud.start", "The cloud service did not start on this host: " + e + ".");
        }
    }

    /** What must be told when the drive starts. */
    LongConsumer onDriveStart() {
        return zero -> onDriveStart.accept(zero);
    }
}
