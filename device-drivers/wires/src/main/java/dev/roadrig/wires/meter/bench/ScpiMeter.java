package dev.roadrig.wires.meter.bench;

import dev.roadrig.ports.RigMeter;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.Reading.Quantity;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.power.PowerReading;
import dev.roadrig.wires.power.ScpiSupply;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A bench supply's own measurements: good for a mean of seconds, not for one inference. */
public final class ScpiMeter implements RigMeter {
    private static final Duration ANSWER = Duration.ofSeconds(1);

    /** So many questions in a row without an answer are no longer a late one. */
    private static final int MOST_UNANSWERED = 3;

    private final ScpiSupply supply;
    private final String rail;
    private final MeterFeed feed;
    private final Ticker ticker;
    private final Duration answer;
    private long lastNanos;
    private int unanswered;

    /** @param supply the meter's from now on, and nobody else's */
    public ScpiMeter(MeterSetting setting, String rail, ScpiSupply supply, Ticker ticker, Consumer<RunFault> onLost) {
        this(setting, rail, supply, ticker, onLost, ANSWER);
    }

    ScpiMeter(
            MeterSetting setting,
            String rail,
            ScpiSupply supply,
            Ticker ticker,
            Consumer<RunFault> onLost,
            Duration answer) {
        this.supply = supply;
        this.rail = rail;
        this.ticker = ticker;
        this.answer = answer;
        feed = new MeterFeed(setting, ticker, onLost);
    }

    @Override
    public MeterAbout about() {
        return feed.setting()
                .about()
                .setInstrument("SCPI supply at " + feed.setting().where())
                .addCannotSee("What is faster than its readings, 5 to 30 a second, each an average of its own choice.")
                .addCannotSee("The moment better than half of its answering time.")
                .addCannotSee("What the cable to the board takes: it measures at its own output.")
                .build();
    }

    @Override
    public MeterAccount account() {
        return feed.account();
    }

    @Override
    public AutoCloseable stream(Duration period, Consumer<Telemetry> onSample) {
        feed.begin(onSample);
        lastNanos = ticker.nanos();
        var polling = new Polling(feed, period, this::ask, ticker);
        return () -> {
            feed.end();
            polling.close();
        };
    }

    private void ask() throws RunFault, InterruptedException {
        long asked = ticker.nanos();
        PowerReading reading;
        try {
            reading = supply.measure(ticker.in(answer));
            unanswered = 0;
        } catch (RunFault e) {
            if (++unanswered >= MOST_UNANSWERED) {
                throw new RigFault(
                        "meter.lost",
                        feed.setting().title() + " left " + MOST_UNANSWERED
                                + " questions in a row without a good answer."
                                + " Check that it is on and nobody else talks to it.",
                        new Evidence("the last one", String.valueOf(e.getMessage())));
            }
            missed("questions without a good answer in time");
            return;
        }
        if (Double.isFinite(reading.watts())) {
            feed.taken(1);
            lastNanos = asked + (ticker.nanos() - asked) / 2;
            feed.sweep(
                    lastNanos,
                    0,
                    List.of(
                            MeterFeed.watts(rail, reading.watts()),
                            MeterFeed.reading(rail, Quantity.VOLTAGE, reading.volts()),
                            MeterFeed.reading(rail, Quantity.CURRENT, reading.amperes())));
        } else {
            missed("readings that are no number, or over range");
        }
    }

    private void missed(String why) {
        long now = ticker.nanos();
        feed.lost(1, why);
        feed.gap(lastNanos, now, rail);
        lastNanos = now;
    }

    @Override
    public void close() {
        feed.end();
        supply.close();
    }
}
