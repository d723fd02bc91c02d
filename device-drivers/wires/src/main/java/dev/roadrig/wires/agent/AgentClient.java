package dev.roadrig.wires.agent;

import dev.roadrig.ports.BoardClock;
import dev.roadrig.ports.InferencePort;
import dev.roadrig.ports.PowerMeter;
import dev.roadrig.ports.Uplink;
import dev.roadrig.ports.agent.AgentEvent;
import dev.roadrig.ports.agent.BoardAgentGrpc;
import dev.roadrig.ports.agent.ClockReply;
import dev.roadrig.ports.agent.ClockRequest;
import dev.roadrig.ports.agent.EventsRequest;
import dev.roadrig.ports.agent.HelloReply;
import dev.roadrig.ports.agent.HelloRequest;
import dev.roadrig.ports.agent.PlaceReply;
import dev.roadrig.ports.agent.PlaceRequest;
import dev.roadrig.ports.agent.PreloadReply;
import dev.roadrig.ports.agent.PreloadRequest;
import dev.roadrig.ports.agent.ShutdownReply;
import dev.roadrig.ports.agent.ShutdownRequest;
import dev.roadrig.ports.agent.TelemetryRequest;
import dev.roadrig.ports.agent.TelemetrySample;
import dev.roadrig.ports.inference.GRPCInferenceServiceGrpc;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.ClockExchange;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.ByteStream;
import dev.roadrig.wires.agent.rest.RestClient;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The near side of a board's agent: its inference port, clock, meter and events over one gRPC connection. Stamps are
 * taken on the connection's own thread, callbacks come on another, in order, so that no listener delays a stamp.
 */
public final class AgentClient implements InferencePort, BoardClock, PowerMeter {
    /** A frame without an answer by then is lost. */
    public static final Duration REST_LIMIT = Duration.ofSeconds(30);

    private final AgentConnection connection;
    private final Ticker ticker;
    private final BoardAgentGrpc.BoardAgentStub agent;
    private final GRPCInferenceServiceGrpc.GRPCInferenceServiceStub inference;
    private volatile @Nullable FrameWire frames;
    private volatile @Nullable RestClient rest;

    private AgentClient(AgentConnection connection, Ticker ticker) {
        this.connection = connection;
        this.ticker = ticker;
        agent = BoardAgentGrpc.newStub(connection.channel());
        inference = GRPCInferenceServiceGrpc.newStub(connection.channel());
    }

    /**
     * Makes a client; nothing is sent until the first call.
     *
     * @param host a loopback address, where an SSH tunnel ends
     * @param token of the run; a port that is forwarded is open to every user of this host
     * @param name of the board, for threads and faults
     */
    public static AgentClient connect(String host, int port, String token, Ticker ticker, String name) {
        return new AgentClient(new AgentConnection(host, port, token, ticker, name), ticker);
    }

    /**
     * Asks the agent who it is, which also keeps it alive.
     *
     * @throws RunFault {@code agent.no-answer} as unknown, {@code agent.token}, {@code agent.not-one} as the rig's,
     *     {@code agent.refused} as unknown with the agent's words
     */
    public AgentIdentity hello(Deadline deadline) throws RunFault, InterruptedException {
        HelloReply reply = connection
                .<HelloReply>call(
                        AgentFaults.FIRST,
                        deadline,
                        observer -> agent.hello(HelloRequest.getDefaultInstance(), observer))
                .value();
        return new AgentIdentity(
                reply.getAgentVersion(),
                reply.getBootId(),
                reply.getModelName(),
                reply.getModelSha256(),
                reply.getEngine(),
                reply.getMaxFrameBytes(),
                reply.getMaxBoxes(),
                reply.getStageSource(),
                reply.getFramePort(),
                reply.getRestPort());
    }

    /**
     * Sends frames over a frame wire from now on, and no more as calls.
     *
     * @param stream to the port that the agent names; the client's from now on
     */
    public void useFrameWire(ByteStream stream) {
        frames = connection.frameWire(stream);
    }

    /**
     * Sends frames as calls over REST from now on, each with its tensors as bytes and an answer within {@link #REST_LIMIT}.
     *
     * @param client of the port that the agent names; this client's from now on
     */
    public void useRest(RestClient client) {
        rest = client;
    }

    /**
     * Says where to infer from now on.
     *
     * @param cloud where the board reaches the cloud; not used by {@code EDGE}
     * @param cloudToken the cloud's token of this run
     */
    public void place(Placement placement, Uplink.Address cloud, String cloudToken, Deadline deadline)
            throws RunFault, InterruptedException {
        var request = PlaceRequest.newBuilder()
                .setMode(placement.mode().word())
                .setCloudHost(cloud.host())
                .setCloudPort(cloud.port())
                .setCloudToken(cloudToken)
                .setDeadlineNs(placement.cloudDeadline().toNanos())
                .build();
        connection.<PlaceReply>call("place", deadline, observer -> agent.place(request, observer));
    }

    /**
     * Has the agent read every file of a folder on the board into memory.
     *
     * @return how many files it read
     */
    public int preload(String folder, Deadline deadline) throws RunFault, InterruptedException {
        var request = PreloadRequest.newBuilder().setFolder(folder).build();
        return connection
                .<PreloadReply>call("preload", deadline, observer -> agent.preload(request, observer))
                .value()
                .getFiles();
    }

    /** Ends the agent. */
    public void shutdown(Deadline deadline) throws RunFault, InterruptedException {
        connection.<ShutdownReply>call(
                "shutdown", deadline, observer -> agent.shutdown(ShutdownRequest.getDefaultInstance(), observer));
    }

    @Override
    public void submit(FrameRequest request, Consumer<Result> onResult) {
        var answer = new InferenceAnswer(request, ticker, connection.callbacks(), onResult);
        FrameWire wire = frames;
        if (wire != null) {
            wire.submit(FrameMessages.request(request), answer);
            return;
        }
        RestClient calls = rest;
        if (calls != null) {
            calls.infer(FrameMessages.request(request), ticker.in(REST_LIMIT), answer);
            return;
        }
        try {
            inference.modelInfer(FrameMessages.request(request), answer);
        } catch (RuntimeException e) {
            // A call that can't even begin (the client is closed) has a result like every other.
            answer.onError(e);
        }
    }

    @Override
    public ClockExchange exchange(Deadline deadline) throws RunFault, InterruptedException {
        var request = ClockRequest.getDefaultInstance();
        AgentConnection.Timed<ClockReply> timed =
                connection.call("clock", deadline, observer -> agent.clock(request, observer));
        return ClockExchange.newBuilder()
                .setT1Ns(timed.sentNanos())
                .setT2Ns(timed.value().getT2Ns())
                .setT3Ns(timed.value().getT3Ns())
                .setT4Ns(timed.receivedNanos())
                .setBootId(timed.value().getBootId())
                .build();
    }

    @Override
    public AutoCloseable stream(Duration period, Consumer<Telemetry> onSample) {
        var request =
                TelemetryRequest.newBuilder().setPeriodNs(period.toNanos()).build();
        return connection.<TelemetryRequest, TelemetrySample>stream(
                "telemetry",
                BoardAgentGrpc.getTelemetryMethod(),
                request,
                sample -> onSample.accept(AgentMessages.telemetry(sample)));
    }

    /** Streams the agent's events until the handle is closed; on a thread of the client, must not block. */
    public AutoCloseable events(Consumer<BoardEvent> onEvent) {
        return connection.<EventsRequest, AgentEvent>stream(
                "events",
                BoardAgentGrpc.getEventsMethod(),
                EventsRequest.getDefaultInstance(),
                event -> onEvent.accept(AgentMessages.event(event)));
    }

    /** Calls back once when a stream ends that nobody ended: the agent or the way to it is gone. */
    public void onLost(Consumer<RunFault> listener) {
        connection.onLost(listener);
    }

    /** Ends the connection; every request that still waits gets its result, an error, before this returns. */
    @Override
    public void close() {
        FrameWire wire = frames;
        if (wire != null) {
            wire.close();
        }
        RestClient calls = rest;
        if (calls != null) {
            calls.close();
        }
        connection.close();
    }
}
