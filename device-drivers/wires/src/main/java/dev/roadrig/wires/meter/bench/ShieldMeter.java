package dev.roadrig.wires.meter.bench;

import dev.roadrig.ports.RigMeter;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.MeterPort;
import dev.roadrig.wires.meter.MeterSetting;
import dev.roadrig.wires.meter.PortLines;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * STMicroelectronics' X-NUCLEO-LPM01A power shield, which feeds the board: energies in its decimal form, or currents in its
 * binary one (UM2243, UM2269).
 */
public final class ShieldMeter implements RigMeter {
    private static final Duration STOPPING = Duration.ofSeconds(1);
    /** Of its binary form, which has one each 1000 samples, and so each 10 to 100 ms. */
    private static final Duration LAST_STAMP = Duration.ofSeconds(1);

    private final MeterPort port;
    private final PortLines lines;
    private final MeterFeed feed;
    private final ShieldSetting setting;
    private final int samplesPerSecond;
    private final MeterAbout about;

    private ShieldMeter(MeterPort port, MeterFeed feed, ShieldSetting setting) {
        this.port = port;
        this.feed = feed;
        this.setting = setting;
        lines = new PortLines(port);
        samplesPerSecond = setting.binaryRate()
                .orElse((int) (1_000_000_000L / feed.setting().period().toNanos()));
        about = about(port.setting(), setting);
    }

    /**
     * Opens a shield, sets it up and lets current through to the board.
     *
     * @param common for the decimal form with a period of 1 ms or more, of which a second is a multiple; for the binary one
     *     with a multiple of the time between two samples
     */
    public static ShieldMeter open(
            MeterSetting common, ShieldSetting setting, Ticker ticker, Consumer<RunFault> onLost, Deadline deadline)
            throws RunFault, InterruptedException {
        return MeterPort.open(common, ticker, port -> on(port, setting, onLost, deadline));
    }

    /** On a port of its own: its 3,686,400 baud are none of termios, and a USB port minds no rate. */
    static ShieldMeter on(MeterPort port, ShieldSetting setting, Consumer<RunFault> onLost, Deadline deadline)
            throws RunFault, InterruptedException {
        var feed = new MeterFeed(port.setting(), port.ticker(), onLost);
        var meter = new ShieldMeter(port, feed, setting);
        meter.prepare(deadline);
        return meter;
    }

    private static MeterAbout about(MeterSetting common, ShieldSetting setting) {
        MeterAbout.Builder about = common.about()
                .setInstrument("STMicroelectronics X-NUCLEO-LPM01A")
                .setCalibration("its own; it asks to be calibrated again after 5 C")
                .addCannotSee("Currents above 50 mA, and in its dynamic mode above 10 mA.")
                .addCannotSee(String.format(
                        Locale.ROOT, "A supply of the board's own: it feeds the board %.1f V itself.", setting.volts()))
                .addCannotSee("Its own temperature: a drift of over 5 C since its calibration is not told.");
        if (setting.binaryRate().isPresent()) {
            about.addCannotSee(String.format(
                    Locale.ROOT,
                    "The voltage: watts are its current times the %.1f V that it was told to feed.",
                    setting.volts()));
        }
        return about.build();
    }

    private void prepare(Deadline deadline) throws RunFault, InterruptedException {
        // What an earlier run has left in its buffers would else be taken for the first answer.
        lines.write("stop\n", deadline);
        port.drain(deadline);
        port.give(lines);
        lines.forget();
        boolean binary = setting.binaryRate().isPresent();
        String rate = samplesPerSecond % 1000 == 0 ? samplesPerSecond / 1000 + "k" : Integer.toString(samplesPerSecond);
        for (String command : List.of(
                "htc",
                "acqtime inf",
                "trigdelay 0",
                "trigsrc sw",
                // It works energies out up to 10 kHz only.
                "output " + (binary ? "current" : "energy"),
                "format " + (binary ? "bin_hexa" : "ascii_dec"),
                "freq " + rate,
                "volt " + Math.round(setting.volts() * 1000) + "m",
                "pwr on nostatus")) {
            ask(command, deadline);
        }
    }

    private void ask(String command, Deadline deadline) throws RunFault, InterruptedException {
        lines.write(command + "\n", deadline);
        List<String> answer =
                lines.until(line -> line.contains("ack " + command) || line.contains("error " + command), deadline);
        if (answer.isEmpty()) {
            throw new RigFault(
                    "meter.silent",
                    port.setting().title() + " did not acknowledge '" + command
                            + "'. Check that it is a power shield, and that nobody holds it from its own keys.");
        }
        if (answer.get(answer.size() - 1).contains("error " + command)) {
            List<String> detail = lines.until(
                    line -> line.contains("Error detail"),
                    deadline.or(port.ticker().in(STOPPING)));
            throw new RigFault(
                    "meter.refused",
                    port.setting().title() + " refused '" + command + "'"
                            + (detail.isEmpty()
                                    ? ""
                                    : ": " + detail.get(detail.size() - 1).strip()) + ".");
        }
    }

    @Override
    public MeterAbout about() {
        return about;
    }

    @Override
    public MeterAccount account() {
        return feed.account();
    }

    @Override
    public AutoCloseable stream(Duration period, Consumer<Telemetry> onSample) {
        feed.begin(onSample);
        if (setting.binaryRate().isPresent()) {
            return binary();
        }
        lines.give(new ShieldReader(feed, setting.rail(), samplesPerSecond));
        port.tell(feed);
        order("start\n");
        return this::stop;
    }

    private AutoCloseable binary() {
        var stream = new ShieldStream(feed, setting.rail(), setting.volts(), samplesPerSecond);
        port.give(stream);
        port.tell(feed);
        order("start\n");
        return () -> {
            // Samples are believed by the stamp that follows them, and the last ones are wanted too.
            long seen = stream.passed();
            try {
                boolean unused = port.ticker()
                        .await(
                                () -> stream.passed() > seen || stream.over() || port.gone(),
                                port.ticker().in(LAST_STAMP));
            } finally {
                stop();
            }
        };
    }

    private void stop() {
        feed.end();
        if (!port.gone()) {
            order("stop\n");
            order("hrc\n");
        }
    }

    private void order(String command) {
        try {
            lines.write(command, port.ticker().in(STOPPING));
        } catch (RunFault e) {
            feed.lose(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Leaves the board its current. */
    @Override
    public void close() {
        feed.end();
        port.close();
    }
}
