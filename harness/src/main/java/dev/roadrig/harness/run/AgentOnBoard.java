package dev.roadrig.harness.run;

import dev.roadrig.scenarios.drive.Drive;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.scenario.Scenario;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.agent.AgentClient;
import dev.roadrig.wires.agent.AgentIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The agent on a live board: deployed, started, connected over a data session of its own, and told where to infer. An
 * ordered fault may end it or cut the way to it; then it is brought back. For one thread at a time.
 */
final class AgentOnBoard implements BoardFaults.Agent, AutoCloseable {
    private static final Duration DEPLOY_LIMIT = Duration.ofMinutes(2);
    private static final int CLOCK_EXCHANGES = 20;

    private final Rig rig;
    private final LiveBoard board;
    private final Scenario scenario;
    private final AgentJar jar;
    private final Path scratch;
    private final AgentPlacement placement;
    private final String token = Tokens.fresh();
    private final ReturningAgent agent;
    private @Nullable AgentProcess process;
    private @Nullable AgentSession session;
    private @Nullable Drive drive;
    private int frames;

    /**
     * @param scratch a folder of the run for files that are made for the board
     * @param owned owns the cloud, where there is one
     */
    AgentOnBoard(Rig rig, LiveBoard board, ScenarioRun.Order order, Path scratch, Closer owned) {
        this.rig = rig;
        this.board = board;
        this.scenario = order.scenario();
        this.jar = order.agent();
        this.scratch = scratch;
        placement = new AgentPlacement(rig, board, scenario, order.repetition(), owned);
        agent = new ReturningAgent(rig.ticker());
    }

    /** Deploys and starts everything. */
    Target start(Drive drive) throws RunFault, InterruptedException {
        Deadline deadline = rig.ticker().in(DEPLOY_LIMIT);
        rig.phase(
                "deploy",
                "agent " + jar.sha256().substring(0, 12) + ", model "
                        + scenario.model().name());
        this.drive = drive;
        deploy(deadline);
        startProcess(deadline);
        // With other meters in the rack the agent reads its sensors where the rack says so.
        boolean reads = board.rack().meters().isEmpty() || board.rack().meter().isPresent();
        return new Target(agent, Optional.of(agent), reads ? Optional.of(agent) : Optional.empty(), this::engage);
    }

    private void deploy(Deadline deadline) throws RunFault, InterruptedException {
        Deployment deployment = deployment();
        deployment.put(jar.path(), jar.sha256(), scenario.model(), token, deadline);
        if (drive != null && scenario.feed() == Scenario.Feed.PRELOADED) {
            frames = deployment.putFrames(scenario, drive, deadline);
        }
        deployment.sync(deadline);
    }

    private Deployment deployment() {
        return new Deployment(
                board.control().shell(),
                board.control().files(),
                board.rack().agent().folder(),
                scratch);
    }

    private void startProcess(Deadline deadline) throws RunFault, InterruptedException {
        String commandLine = AgentCommandLine.of(board.rack().agent().java(), deployment(), scenario);
        process = AgentProcess.start(
                board.rack().name(), board.control(), commandLine, rig.faults()::report, rig.ticker(), deadline);
        AgentClient client = connect(deadline);
        if (scenario.feed() == Scenario.Feed.PRELOADED) {
            preload(client, deadline);
        }
        placement.tell(client, deadline);
        agent.arrive(client);
    }

    private void preload(AgentClient client, Deadline deadline) throws RunFault, InterruptedException {
        int read = client.preload(deployment().frames(), deadline);
        if (read < frames) {
            throw new UnknownFault(
                    "deploy.frames",
                    "The agent found " + read + " pictures to preload where " + frames
                            + " were put. Check the board's free space.");
        }
    }

    private AgentClient connect(Deadline deadline) throws RunFault, InterruptedException {
        AgentSession opened = AgentSession.open(rig, board, process().port(), token, agent::leave, deadline);
        session = opened;
        AgentIdentity identity = opened.client().hello(deadline);
        if (!identity.modelSha256().equals(scenario.model().sha256())) {
            throw new RigFault(
                    "deploy.model",
                    "The agent runs a model with SHA-256 " + identity.modelSha256()
                            + " and not the one that was deployed ("
                            + scenario.model().sha256() + ").");
        }
        board.event(
                BoardEvent.Kind.AGENT_READY,
                "agent " + identity.version() + ", " + identity.engine() + ", stages " + identity.stageSource());
        opened.takeFrames(rig, board.rack().agent().protocol(), identity, token, deadline);
        opened.begin(rig);
        return opened.client();
    }

    private void engage(Deadline deadline) throws RunFault, InterruptedException {
        placement.engage(session().client(), deadline);
    }

    AgentPlacement placement() {
        return placement;
    }

    @Override
    public void leave() {
        agent.leave();
        session().expectLoss();
        process().expectEnd();
    }

    @Override
    public void mayLeave() {
        agent.mayLeave(true);
        session().expectLoss();
        process().expectEnd();
    }

    @Override
    public boolean hasStayed() {
        boolean reached = session().goOn();
        boolean runs = process().goOn();
        boolean stayed = reached && runs && agent.reachable();
        if (stayed) {
            agent.mayLeave(false);
        } else {
            session().expectLoss();
            process().expectEnd();
        }
        return stayed;
    }

    @Override
    public void kill(Deadline deadline) throws RunFault, InterruptedException {
        deployment().kill(deadline);
        process().awaitEnd(rig.ticker(), deadline);
        board.event(BoardEvent.Kind.AGENT_DEAD, "killed, as the scenario ordered");
        session().close();
    }

    @Override
    public void disconnect() throws RunFault {
        session().close();
    }

    @Override
    public void restart(Deadline deadline) throws RunFault, InterruptedException {
        process().close();
        deploy(deadline);
        startProcess(deadline);
        readClock(deadline);
    }

    @Override
    public void rejoin(Deadline deadline) throws RunFault, InterruptedException {
        AgentClient client = connect(deadline);
        placement.tell(client, deadline);
        agent.arrive(client);
        readClock(deadline);
    }

    @Override
    public void comeBack(Deadline deadline) throws RunFault, InterruptedException {
        boolean gone =
                Deployment.agentIsGone(board.shell(), board.rack().agent().folder(), deadline);
        if (gone) {
            restart(deadline);
        } else {
            rejoin(deadline);
        }
    }

    /** A new boot is a new clock. */
    private void readClock(Deadline deadline) throws RunFault, InterruptedException {
        for (int i = 0; i < CLOCK_EXCHANGES; i++) {
            var exchange = agent.exchange(deadline);
            rig.sink().write(exchange.getT4Ns(), exchange);
        }
    }

    private AgentProcess process() {
        if (process == null) {
            throw new IllegalStateException("The agent was not started.");
        }
        return process;
    }

    private AgentSession session() {
        if (session == null) {
            throw new IllegalStateException("The agent was not reached.");
        }
        return session;
    }

    @Override
    public void close() throws RunFault {
        agent.close();
        try {
            if (session != null) {
                session.close();
            }
        } finally {
            if (process != null) {
                process.close();
            }
        }
    }
}
