package dev.roadrig.wires.meter.ppk2;

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
import java.util.function.Consumer;

/**
 * Nordic's Power Profiler Kit 2 on its USB serial port: 100,000 samples of the current a second, of which the record gets
 * means.
 */
public final class Ppk2Meter implements RigMeter {
    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final Ppk2Setting setting;
    private final MeterPort port;
    private final MeterFeed feed;
    private final Ppk2Modifiers modifiers;
    private final MeterAbout about;

    private Ppk2Meter(Ppk2Setting setting, MeterPort port, MeterFeed feed, String metadata) {
        this.setting = setting;
        this.port = port;
        this.feed = feed;
        modifiers = Ppk2Modifiers.of(metadata);
        about = about(metadata);
    }

    /**
     * Opens a kit, reads its constants, and lets current through to the board.
     *
     * @param onLost told once when it dies
     * @throws RunFault {@code meter.*}
     */
    public static Ppk2Meter open(
            MeterSetting common, Ppk2Setting setting, Ticker ticker, Consumer<RunFault> onLost, Deadline deadline)
            throws RunFault, InterruptedException {
        return MeterPort.open(common, ticker, port -> on(port, setting, onLost, deadline));
    }

    private static Ppk2Meter on(MeterPort port, Ppk2Setting setting, Consumer<RunFault> onLost, Deadline deadline)
            throws RunFault, InterruptedException {
        port.write(Ppk2Command.STOP, deadline);
        port.drain(deadline);
        String metadata = metadata(port, deadline);
        var feed = new MeterFeed(port.setting(), port.ticker(), onLost);
        var meter = new Ppk2Meter(setting, port, feed, metadata);
        meter.prepare(deadline);
        return meter;
    }

    private static String metadata(MeterPort port, Deadline deadline) throws RunFault, InterruptedException {
        var lines = new PortLines(port);
        port.write(Ppk2Command.METADATA, deadline);
        List<String> constants = lines.until(line -> line.strip().equals("END"), deadline);
        if (constants.isEmpty()) {
            throw new RigFault(
                    "meter.silent",
                    port.setting().title() + " did not answer with its constants up to their END. Check that the device"
                            + " is a Power Profiler Kit 2, and plug it in again.");
        }
        return String.join("\n", constants);
    }

    private void prepare(Deadline deadline) throws RunFault, InterruptedException {
        port.write(setting.source() ? Ppk2Command.SOURCE : Ppk2Command.AMPERE_METER, deadline);
        if (setting.source()) {
            port.write(Ppk2Command.regulator(setting.volts()), deadline);
        }
        port.write(setting.spikeFilter() ? Ppk2Command.FILTER_ON : Ppk2Command.FILTER_OFF, deadline);
        port.write(Ppk2Command.BOARD_ON, deadline);
    }

    private MeterAbout about(String metadata) {
        String calibrated = metadata.lines()
                .map(String::strip)
                .filter(line -> line.startsWith("Calibrated:"))
                .findFirst()
                .orElse("Calibrated: not stated");
        return feed.setting()
                .about()
                .setInstrument("Nordic Power Profiler Kit 2, "
                        + metadata.lines()
                                .filter(line -> line.startsWith("HW:"))
                                .findFirst()
                                .orElse("HW: not stated"))
                .setCalibration(calibrated + "; " + modifiers.stated() + " of 35 constants by the kit")
                .addCannotSee("The voltage: watts are its current times " + setting.volts() + " V, "
                        + (setting.source() ? "which it feeds." : "which the rack states."))
                .addCannotSee("Currents above 1 A, and what is faster than its 10 us.")
                .addCannotSee("A loss of 64 samples or a multiple for the first 0.4 s after it.")
                .addCannotSee(
                        setting.spikeFilter()
                                ? "Energy across a change of range exactly: the spike filter was on and replaces the"
                                        + " first samples."
                                : "Energy across a change of range exactly: the spike filter was off, and spikes count.")
                .build();
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
        port.give(new Ppk2Stream(modifiers, setting, feed));
        port.tell(feed);
        order(Ppk2Command.START);
        return () -> {
            feed.end();
            if (!port.gone()) {
                order(Ppk2Command.STOP);
            }
        };
    }

    private void order(byte[] command) {
        try {
            port.write(command, port.ticker().in(STOPPING));
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
