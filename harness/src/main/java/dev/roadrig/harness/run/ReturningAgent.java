package dev.roadrig.harness.run;

import dev.roadrig.ports.BoardClock;
import dev.roadrig.ports.InferencePort;
import dev.roadrig.ports.PowerMeter;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.record.v1.ClockExchange;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A board's agent that the scenario's own faults may take away and bring back, with one port to whoever plays. */
final class ReturningAgent implements InferencePort, BoardClock, PowerMeter {
    private static final String AWAY = "agent.away";

    private final Ticker ticker;
    private @Nullable Reached client;
    private @Nullable Metering metering;
    private boolean mayLeave;

    ReturningAgent(Ticker ticker) {
        this.ticker = ticker;
    }

    /** An agent that can be reached, by each of its abilities. */
    private record Reached(InferencePort inference, BoardClock clock, PowerMeter meter) {}

    /** Whether a fault only says that the agent is away on the scenario's order. */
    static boolean saysAway(RunFault fault) {
        return fault.code().equals(AWAY);
    }

    /** The agent can be reached by a client, which stays its owner's. */
    synchronized <A extends InferencePort & BoardClock & PowerMeter> void arrive(A fresh) {
        client = new Reached(fresh, fresh, fresh);
        mayLeave = false;
        if (metering != null) {
            metering.resume(fresh);
        }
    }

    /** It is about to be taken away. */
    synchronized void leave() {
        client = null;
        if (metering != null) {
            metering.pause();
        }
    }

    /** Whether it may go at any moment on the scenario's order: frames are sent to it until then. */
    synchronized void mayLeave(boolean may) {
        mayLeave = may;
    }

    private synchronized boolean leftOnOrder(Reached there) {
        return mayLeave || !there.equals(client);
    }

    private synchronized @Nullable Reached client() {
        return client;
    }

    @Override
    public boolean reachable() {
        return client() != null;
    }

    @Override
    public void submit(FrameRequest request, Consumer<Result> onResult) {
        Reached there = client();
        if (there != null) {
            there.inference().submit(request, onResult);
            return;
        }
        onResult.accept(Result.newBuilder()
                .setRequest(request.request())
                .setFrame(request.frame())
                .setWarmUp(request.warmUp())
                .setReceivedNs(ticker.nanos())
                .setError("not sent: an ordered fault keeps the board away")
                .build());
    }

    @Override
    public ClockExchange exchange(Deadline deadline) throws RunFault, InterruptedException {
        Reached there = client();
        try {
            if (there != null) {
                return there.clock().exchange(deadline);
            }
        } catch (RunFault fault) {
            if (!leftOnOrder(there)) {
                throw fault;
            }
        }
        throw new UnknownFault(AWAY, "The agent is away on the scenario's order.");
    }

    @Override
    public synchronized AutoCloseable stream(Duration period, Consumer<Telemetry> onSample) {
        var started = new Metering(period, onSample);
        metering = started;
        Reached there = client;
        if (there != null) {
            started.resume(there.meter());
        }
        return () -> end(started);
    }

    private synchronized void end(Metering ended) {
        ended.pause();
        if (metering == ended) {
            metering = null;
        }
    }

    @Override
    public void close() {
        leave();
    }

    /** A stream of samples that goes on after each return. */
    private static final class Metering {
        private final Duration period;
        private final Consumer<Telemetry> onSample;
        private @Nullable AutoCloseable stream;

        Metering(Duration period, Consumer<Telemetry> onSample) {
            this.period = period;
            this.onSample = onSample;
        }

        void resume(PowerMeter meter) {
            stream = meter.stream(period, onSample);
        }

        void pause() {
            AutoCloseable running = stream;
            stream = null;
            try {
                if (running != null) {
                    running.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException("The meter's stream did not close.", e);
            }
        }
    }
}
