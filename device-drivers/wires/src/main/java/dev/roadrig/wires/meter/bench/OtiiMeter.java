package dev.roadrig.wires.meter.bench;

import dev.roadrig.ports.RigMeter;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Items;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.json.JsonValue.Text;
import dev.roadrig.scenarios.record.v1.MeterAbout;
import dev.roadrig.scenarios.record.v1.MeterAccount;
import dev.roadrig.scenarios.record.v1.Telemetry;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.MeterPort;
import dev.roadrig.wires.meter.MeterSetting;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** An Otii Arc or Ace by the TCP server of its desktop program: the power of its main channel, as it records it. */
public final class OtiiMeter implements RigMeter {
    /** The meter is silent then anyhow, and whoever ends the stream waits for the question. */
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private static final Duration STOPPING = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final int MOST_AT_ONCE = 4000;
    private static final String POWER = "mp";

    private final MeterPort port;
    private final OtiiSession session;
    private final MeterFeed feed;
    private final String rail;
    private final Ticker ticker;
    private final Text device;
    private final String title;
    private final JsonValue project;

    private OtiiMeter(
            MeterPort port, OtiiSession session, MeterFeed feed, String rail, Members device, JsonValue project) {
        this.port = port;
        this.session = session;
        this.feed = feed;
        this.rail = rail;
        ticker = port.ticker();
        this.device = text(device, "device_id");
        title = text(device, "type").text() + " " + text(device, "name").text();
        this.project = project;
    }

    /**
     * Connects and has the power recorded.
     *
     * @param setting whose place is {@code tcp://HOST:PORT}, commonly 1905
     * @param name of the device; empty for the only one there is
     * @throws RunFault {@code meter.*}
     */
    public static OtiiMeter open(
            MeterSetting setting, String rail, String name, Ticker ticker, Consumer<RunFault> onLost, Deadline deadline)
            throws RunFault, InterruptedException {
        return MeterPort.open(setting, ticker, port -> on(port, rail, name, onLost, deadline));
    }

    private static OtiiMeter on(MeterPort port, String rail, String name, Consumer<RunFault> onLost, Deadline deadline)
            throws RunFault, InterruptedException {
        OtiiSession session = OtiiSession.on(port, deadline);
        Members device = device(session.ask("otii_get_devices", Members.none(), deadline), name, port.setting());
        Optional<JsonValue> project =
                session.ask("otii_get_active_project", Members.none(), deadline).optional("project_id");
        if (project.filter(id -> OtiiSession.number(Optional.of(id)) >= 0).isEmpty()) {
            project =
                    session.ask("otii_create_project", Members.none(), deadline).optional("project_id");
        }
        Members enable = Members.none()
                .with("device_id", text(device, "device_id"))
                .with("channel", POWER)
                .with("enable", new JsonValue.Flag(true));
        Members unused = session.ask("arc_enable_channel", enable, deadline);
        var feed = new MeterFeed(port.setting(), port.ticker(), onLost);
        return new OtiiMeter(port, session, feed, rail, device, project.orElse(new JsonValue.Null()));
    }

    private static Members device(Members answer, String name, MeterSetting setting) throws RunFault {
        List<Members> devices = items(answer, "devices")
                .filter(Members.class::isInstance)
                .map(Members.class::cast)
                .filter(d -> name.isEmpty() || text(d, "name").text().equals(name))
                .toList();
        if (devices.size() != 1) {
            String names = String.join(
                    ", ",
                    items(answer, "devices")
                            .map(d -> d instanceof Members m ? text(m, "name").text() : "?")
                            .toList());
            throw new RigFault(
                    "meter.missing",
                    setting.title() + (names.isEmpty() ? " sees no device" : " sees the devices " + names)
                            + ". Plug one in, or say which with `device`.");
        }
        return devices.get(0);
    }

    private static Stream<JsonValue> items(Members from, String name) {
        return from.optional(name).stream()
                .flatMap(v -> v instanceof Items items ? items.values().stream() : Stream.of());
    }

    private static Text text(Members from, String name) {
        return from.optional(name)
                .filter(Text.class::isInstance)
                .map(Text.class::cast)
                .orElse(new Text("?"));
    }

    @Override
    public MeterAbout about() {
        return feed.setting()
                .about()
                .setInstrument("Otii " + title)
                .addCannotSee("What is faster than its recording's interval.")
                .addCannotSee("The moment at once: samples come when they are asked for, and are placed by counting.")
                .build();
    }

    @Override
    public MeterAccount account() {
        return feed.account();
    }

    @Override
    public AutoCloseable stream(Duration period, Consumer<Telemetry> onSample) {
        feed.begin(onSample);
        port.tell(feed);
        var recording = new OtiiRecording(feed, rail);
        var polling = new Polling(feed, POLL, () -> poll(recording), ticker);
        return () -> {
            feed.end();
            polling.close();
            stopRecording();
        };
    }

    private void poll(OtiiRecording recording) throws RunFault, InterruptedException {
        if (recording.id().isEmpty()) {
            Members unused = session.ask("project_start_recording", project(), ticker.in(ANSWER));
            recording.begin(session.ask("project_get_last_recording", project(), ticker.in(ANSWER))
                    .optional("recording_id")
                    .orElse(new JsonValue.Null()));
        }
        Members data = session.ask(
                "recording_get_channel_data",
                Members.none()
                        .with("device_id", device)
                        .with("recording_id", recording.id().orElseThrow())
                        .with("channel", POWER)
                        .with("index", recording.next())
                        .with("count", MOST_AT_ONCE),
                ticker.in(ANSWER));
        recording.take(
                ticker.nanos(),
                OtiiSession.number(data.optional("timestamp")),
                OtiiSession.number(data.optional("interval")),
                items(data, "values")
                        .map(v -> OtiiSession.number(Optional.of(v)))
                        .toList());
    }

    private Members project() {
        return Members.none().with("project_id", project);
    }

    private void stopRecording() {
        try {
            if (!port.gone()) {
                Members unused = session.ask("project_stop_recording", project(), ticker.in(STOPPING));
            }
        } catch (RunFault e) {
            // What was recorded is in the record already, and nobody streams any longer.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        feed.end();
        port.close();
    }
}
