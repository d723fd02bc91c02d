package dev.roadrig.boards.model;

import dev.roadrig.boards.soc.Crystal;
import dev.roadrig.boards.soc.SocModel;
import dev.roadrig.ports.BoardClock;
import dev.roadrig.ports.InferencePort;
import dev.roadrig.ports.PowerMeter;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.UnknownFault;
import dev.roadrig.scenarios.record.v1.BoardEvent;
import dev.roadrig.scenarios.record.v1.ClockExchange;
import dev.roadrig.scenarios.record.v1.CloudTry;
import dev.roadrig.scenarios.record.v1.Reading;
import dev.roadrig.scenarios.record.v1.Result;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.record.v1.Where;
import dev.roadrig.scenarios.scenario.Placement;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A board, its link and its cloud in one event loop on a ticker, without a thread: two runs on virtual time are the
 * same to the bit. Used on the ticker's thread only.
 */
public final class ModelBoard implements InferencePort, BoardClock, PowerMeter {
    private static final long WIRE_NANOS = 150_000;
    private static final int WIRE_JITTER_NANOS = 100_000;
    private static final long WIRE_BYTES_PER_SECOND = 60_000_000;

    private final Ticker ticker;
    private final ModelSetup setup;
    private final Crystal crystal;
    private final SocModel soc;
    private final ModelCloud cloud;
    private final ModelEdge edge;
    private final SplittableRandom wire;
    private final String bootId;
    private final Map<Long, ModelJob> pending = new LinkedHashMap<>();
    private Consumer<BoardEvent> events = event -> {};
    private boolean closed;

    public ModelBoard(Ticker ticker, ModelSetup setup) {
        this.ticker = ticker;
        this.setup = setup;
        this.crystal = Crystal.seeded(setup.seed());
        this.soc = new SocModel(setup.soc(), ticker.nanos());
        this.wire = new SplittableRandom(setup.seed() ^ 0x7769_7265L);
        this.bootId = "model-" + Long.toHexString(setup.seed());
        var link = new ModelLink(ticker, setup.link(), setup.driveZero(), setup.seed());
        this.cloud = new ModelCloud(
                ticker,
                link,
                setup,
                event ->
                        events.accept(event.toBuilder().setBoardNs(boardNanos()).build()));
        this.edge = new ModelEdge(ticker, soc, setup.bug(), this::boardNanos);
    }

    /** Sees what the board's agent tells, on the ticker's thread. */
    public void onEvent(Consumer<BoardEvent> listener) {
        events = listener;
    }

    @Override
    public void submit(FrameRequest request, Consumer<Result> onResult) {
        var job = new ModelJob(request, onResult);
        if (closed) {
            job.fail("the board is closed");
            deliver(job);
            return;
        }
        pending.put(request.request(), job);
        ticker.at(ticker.nanos() + wireNanos(job.pushedBytes()), () -> receive(job));
    }

    private void receive(ModelJob job) {
        if (closed) {
            return;
        }
        job.stamps().setReceivedNs(boardNanos()).setBootId(bootId);
        if (setup.placement().usesCloud()) {
            job.cloud().setSentNs(boardNanos());
            var ask = new ModelCloud.Ask(job.request().frame(), job.pictureBytes(), job.answerBytes());
            cloud.ask(ask, (outcome, nanos) -> cloudEnded(job, outcome));
        } else {
            edge.run(job, () -> answer(job, Where.EDGE));
        }
    }

    private void cloudEnded(ModelJob job, CloudTry.Outcome outcome) {
        job.cloud().setOutcome(outcome);
        if (outcome == CloudTry.Outcome.ANSWERED) {
            job.cloud().setAnsweredNs(boardNanos());
            answer(job, Where.CLOUD);
            return;
        }
        if (outcome != CloudTry.Outcome.DEADLINE_MISSED) {
            job.cloud().clearSentNs();
        }
        if (setup.placement().mode() == Placement.Mode.CLOUD) {
            job.fail("no answer of the cloud, and the placement has no other: " + outcome);
            reply(job);
        } else {
            edge.run(job, () -> answer(job, Where.EDGE));
        }
    }

    private void answer(ModelJob job, Where where) {
        job.answer(where, setup);
        reply(job);
    }

    private void reply(ModelJob job) {
        job.stamps().setSentNs(boardNanos());
        ticker.at(ticker.nanos() + wireNanos(job.answerBytes()), () -> deliver(job));
    }

    private void deliver(ModelJob job) {
        pending.remove(job.request().request());
        job.deliver(ticker.nanos());
        ticker.signal();
    }

    @Override
    public ClockExchange exchange(Deadline deadline) throws RunFault, InterruptedException {
        long t1 = ticker.nanos();
        var exchange = ClockExchange.newBuilder().setT1Ns(t1).setBootId(bootId);
        ticker.at(t1 + wireNanos(0), () -> {
            exchange.setT2Ns(boardNanos()).setT3Ns(boardNanos());
            ticker.at(ticker.nanos() + wireNanos(0), () -> exchange.setT4Ns(ticker.nanos()));
        });
        if (!ticker.await(() -> exchange.getT4Ns() != 0, deadline)) {
            throw new UnknownFault("clock.late", "The modelled board's clock was not read by its deadline.");
        }
        return exchange.build();
    }

    @Override
    public AutoCloseable stream(Duration period, Consumer<Telemetry> onSample) {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("a sweep's period is above 0");
        }
        var sweeps = new Sweeps(period.toNanos(), onSample);
        sweeps.next();
        return () -> sweeps.stopped = true;
    }

    /** Ends the board: whatever is in flight gets its one result, with an error. */
    @Override
    public void close() {
        closed = true;
        cloud.close();
        for (ModelJob job : List.copyOf(pending.values())) {
            job.fail("the board was closed");
            deliver(job);
        }
    }

    private long boardNanos() {
        return crystal.read(ticker.nanos());
    }

    private long wireNanos(long bytes) {
        return WIRE_NANOS + wire.nextInt(WIRE_JITTER_NANOS) + bytes * 1_000_000_000L / WIRE_BYTES_PER_SECOND;
    }

    /** Sweeps over the rail and the chip, the rail as the mean since the last sweep. */
    private final class Sweeps {
        private final long periodNanos;
        private final Consumer<Telemetry> onSample;
        private long sequence;
        private long lastNanos = ticker.nanos();
        private double lastJoules = soc.read(ticker.nanos()).joules();
        private boolean stopped;

        private Sweeps(long periodNanos, Consumer<Telemetry> onSample) {
            this.periodNanos = periodNanos;
            this.onSample = onSample;
        }

        private void next() {
            ticker.at(lastNanos + periodNanos, this::sweep);
        }

        private void sweep() {
            if (stopped || closed) {
                return;
            }
            long now = ticker.nanos();
            SocModel.Reading reading = soc.read(now);
            double watts = (reading.joules() - lastJoules) / ((now - lastNanos) / 1e9);
            lastNanos = now;
            lastJoules = reading.joules();
            onSample.accept(Telemetry.newBuilder()
                    .setBoardNs(boardNanos())
                    .setSequence(sequence++)
                    .setBootId(bootId)
                    .addReadings(value(setup.soc().rail(), Reading.Quantity.POWER, watts))
                    .addReadings(value("soc", Reading.Quantity.TEMPERATURE, reading.celsius()))
                    .build());
            next();
        }

        private Reading.Builder value(String name, Reading.Quantity quantity, double value) {
            return Reading.newBuilder()
                    .setName(name)
                    .setQuantity(quantity)
                    .setValue(value)
                    .setSource("model")
                    .setUpdateNs(periodNanos);
        }
    }
}
