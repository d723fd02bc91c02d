package dev.roadrig.agent;

import dev.roadrig.agent.inference.FrameModel;
import dev.roadrig.ports.agent.PlaceRequest;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.scenario.Placement.Mode;
import dev.roadrig.scenarios.time.RealTicker;
import io.grpc.Server;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running board agent: answers the Open Inference Protocol and {@code roadrig.agent.v1.BoardAgent} on one port, and
 * owns every thread that it needs for that.
 */
public final class Agent implements AutoCloseable {
    private final RealTicker ticker;
    private final GrpcLoop loop;
    private final FrameModel model;
    private final EdgeWorker worker;
    private final EventStreams events = new EventStreams();
    private final TelemetryStreams telemetry;
    private final OwnThreads fileThreads;
    private final OwnThreads enders;
    private final ThreadPoolExecutor files;
    private final Router router;
    private final Server server;
    private final SidePorts ports;
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CompletableFuture<End> ended = new CompletableFuture<>();

    private Agent(
            AgentConfig config, FrameModel model, SidePorts ports, BoardTime time, Pacer pacer, SensorRoot sensors) {
        this.model = model;
        this.ports = ports;
        ticker = new RealTicker(config.board() + "-agent");
        loop = new GrpcLoop(config.board());
        worker = new EdgeWorker(config.board());
        telemetry = new TelemetryStreams(config.board(), ticker, new Sensors(sensors, time));
        fileThreads = new OwnThreads(config.board(), "files");
        enders = new OwnThreads(config.board(), "end");
        files = new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(4), fileThreads);
        router = new Router(ticker, time, pacer, model, worker, events);
        var preloaded = new Preloaded(config.root());
        var deadMan = new DeadMan(ticker, config.deadMan(), () -> endLater(End.DEAD_MAN));
        var gate = new TokenGate(config.token(), deadMan::called);
        var inference = new InferenceService(time, model, preloaded, router);
        ports.start(gate, inference, ticker);
        server = loop.server(
                new InetSocketAddress(config.host(), config.port()),
                gate,
                inference,
                new BoardService(
                        BoardService.hello(time, pacer, model, ports),
                        time,
                        telemetry,
                        events,
                        preloaded,
                        files,
                        this::place,
                        () -> endLater(End.SHUTDOWN)));
    }

    /**
     * Loads the model, checks it against its card, and listens.
     *
     * @throws BadInput when the model cannot be used or does not fit its card
     * @throws IOException when the port cannot be had
     */
    public static Agent start(AgentConfig config, BoardTime time, Pacer pacer, SensorRoot sensors) throws IOException {
        if (config.card().name().equals(FrameProtocol.MODEL)) {
            throw new BadInput(
                    config.card().card() + ": the name " + FrameProtocol.MODEL + " is the agent's own model's.");
        }
        FrameModel model = FrameModel.open(config.card());
        SidePorts ports;
        try {
            ports = SidePorts.bind(config.board(), config.host());
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
        var agent = new Agent(config, model, ports, time, pacer, sensors);
        try {
            agent.server.start();
        } catch (IOException | RuntimeException e) {
            agent.close();
            throw e;
        }
        return agent;
    }

    private void place(PlaceRequest request) {
        Mode mode = Arrays.stream(Mode.values())
                .filter(known -> known.word().equals(request.getMode()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no placement '" + request.getMode() + "'; there are edge, cloud and cloud-else-edge"));
        if (mode == Mode.EDGE) {
            router.place(new Placement(mode, Duration.ZERO), null);
            return;
        }
        if (request.getDeadlineNs() < 1
                || request.getCloudPort() < 1
                || request.getCloudPort() > 65_535
                || request.getCloudHost().isEmpty()) {
            throw new IllegalArgumentException("a placement with the cloud needs cloud_host, cloud_port 1 to 65535 and"
                    + " a deadline_ns above 0");
        }
        router.place(
                new Placement(mode, Duration.ofNanos(request.getDeadlineNs())),
                new GrpcCloud(
                        () -> loop.channel(request.getCloudHost(), request.getCloudPort()), request.getCloudToken()));
    }

    /** Where it listens. */
    public int port() {
        return server.getPort();
    }

    /** Where it takes the Open Inference Protocol over REST. */
    public int restPort() {
        return ports.rest().port();
    }

    /** The model's name, by its card. */
    public String modelName() {
        return model.card().name();
    }

    /** SHA-256 of the model file, hex. */
    public String modelSha256() {
        return model.card().sha256();
    }

    /** What an agent says on its standard output when it listens: its port, its model and its port for REST. */
    public String readyLine() {
        return "roadrig-agent ready port=" + port() + " model=" + modelName() + " sha256=" + modelSha256() + " rest="
                + restPort();
    }

    /** Completes after the agent has ended, by whatever cause, and everything of it is closed. */
    public CompletionStage<End> ended() {
        return ended.minimalCompletionStage();
    }

    /** From a thread that must not wait for its own end. */
    private void endLater(End why) {
        enders.newThread(() -> end(why)).start();
    }

    /** Ends the agent and waits until its threads are gone; requests in work are refused. */
    @Override
    public void close() {
        end(End.CLOSED);
        End unused = ended.join();
        enders.join();
    }

    private void end(End why) {
        if (!ending.compareAndSet(false, true)) {
            return;
        }
        try {
            // Calls that were taken get their answer or refusal first, then the streams end, then the sockets.
            server.shutdown();
            // Hung up on first: a caller of the frame wire who does not read would hold the worker for ever.
            ports.close();
            router.close();
            worker.close();
            telemetry.close();
            events.close();
            files.shutdownNow();
            fileThreads.join();
            awaitCalls();
            loop.close();
            ticker.close();
            model.close();
        } finally {
            ended.complete(why);
        }
    }

    private void awaitCalls() {
        try {
            if (!server.awaitTermination(1, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Why an agent ended. */
    public enum End {
        /** By {@link Agent#close()}. */
        CLOSED,
        /** By the call Shutdown. */
        SHUTDOWN,
        /** No call for the dead-man's time. */
        DEAD_MAN
    }
}
