package dev.roadrig.boards.meter;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roadrig.scenarios.json.JsonText;
import dev.roadrig.scenarios.json.JsonValue;
import dev.roadrig.scenarios.json.JsonValue.Flag;
import dev.roadrig.scenarios.json.JsonValue.Items;
import dev.roadrig.scenarios.json.JsonValue.Members;
import dev.roadrig.scenarios.json.JsonValue.Null;
import dev.roadrig.scenarios.json.JsonValue.Real;
import dev.roadrig.scenarios.json.JsonValue.Text;
import dev.roadrig.scenarios.json.JsonValue.Whole;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The TCP server of an Otii program on the loopback, with one Arc that records a constant power at 1 kHz. */
public final class EmulatedOtii implements AutoCloseable {
    private static final long SAMPLE_NANOS = 1_000_000;
    private static final int DROP_FROM = 400;
    private static final int DROPPED = 64;
    private static final int SAMPLES_BEFORE_FAULT = 100;
    private static final long SLOW_NANOS = 300_000_000;

    private final Ticker ticker;
    private final double watts;
    private final OtiiFault fault;
    private final TcpEnd wire;
    private final StringBuilder line = new StringBuilder();
    private final AtomicInteger connections = new AtomicInteger();
    private long began = -1;

    public EmulatedOtii(String name, double watts, OtiiFault fault, Ticker ticker) throws IOException {
        this.ticker = ticker;
        this.watts = watts;
        this.fault = fault;
        wire = new TcpEnd(name, this::greet, this::received);
    }

    public String address() {
        return wire.address();
    }

    /** How often somebody has connected. */
    public int connections() {
        return connections.get();
    }

    private void greet() {
        connections.incrementAndGet();
        if (fault != OtiiFault.NO_GREETING) {
            say(Members.none()
                    .with("type", "information")
                    .with("info", "connected")
                    .with("data", Members.none().with("otii_version", "3.5.4").with("protocol_version", "0.1")));
        }
    }

    private void say(Members message) {
        wire.send((JsonText.write(message) + "\r\n").getBytes(UTF_8));
    }

    private void received(byte[] bytes) {
        for (char c : new String(bytes, UTF_8).toCharArray()) {
            if (c == '\n') {
                if (JsonText.read(line.toString()) instanceof Members request) {
                    answer(request);
                }
                line.setLength(0);
            } else {
                line.append(c);
            }
        }
    }

    private void answer(Members request) {
        JsonValue number = request.values().getOrDefault("trans_id", new Null());
        String command = request.optional("cmd").map(c -> ((Text) c).text()).orElse("");
        say(message("progress", command, number).with("progress_value", new Real(0.5)));
        if (fault == OtiiFault.STALE) {
            say(message("response", command, new Text("0")).with("data", Members.none()));
        }
        if (fault == OtiiFault.NO_LICENCE && command.equals("project_start_recording")) {
            say(message("error", command, number).with("errorcode", "No automation licence"));
            return;
        }
        boolean samples = command.equals("recording_get_channel_data");
        if (samples && fault == OtiiFault.MUTE && taken() > SAMPLES_BEFORE_FAULT) {
            return;
        }
        Members answer = message("response", command, number).with("data", samples ? samples(request) : data(command));
        if (samples && fault == OtiiFault.SLOW) {
            ticker.at(ticker.nanos() + SLOW_NANOS, () -> say(answer));
        } else {
            say(answer);
        }
        if (samples && fault == OtiiFault.HANG_UP && taken() > SAMPLES_BEFORE_FAULT) {
            wire.hangUp();
        }
    }

    private static Members message(String type, String command, JsonValue number) {
        return Members.none().with("type", type).with("cmd", command).with("trans_id", number);
    }

    private Members data(String command) {
        return switch (command) {
            case "otii_get_devices" -> Members.none().with("devices", devices());
            case "otii_get_active_project" -> Members.none().with("project_id", -1);
            case "otii_create_project" -> Members.none().with("project_id", 3);
            case "project_get_last_recording" -> Members.none().with("recording_id", 11);
            case "project_start_recording" -> {
                began = ticker.nanos();
                yield Members.none();
            }
            default -> Members.none().with("done", new Flag(true));
        };
    }

    private Items devices() {
        List<JsonValue> all = new ArrayList<>();
        for (int i = 0; i < (fault == OtiiFault.NO_DEVICE ? 0 : fault == OtiiFault.TWO_DEVICES ? 2 : 1); i++) {
            all.add(Members.none()
                    .with("device_id", "arc" + i)
                    .with("name", "Rack " + i)
                    .with("type", "Arc"));
        }
        return new Items(all);
    }

    private long taken() {
        return (ticker.nanos() - began) / SAMPLE_NANOS;
    }

    private Members samples(Members request) {
        Members asked = (Members) request.values().getOrDefault("data", Members.none());
        long index = ((Whole) asked.values().getOrDefault("index", new Whole(0))).number();
        boolean after = fault == OtiiFault.DROP && index >= DROP_FROM;
        long first = index + (after ? DROPPED : 0);
        // A piece ends where the missing ones would be: its values follow on each other.
        long end = fault == OtiiFault.DROP && !after ? Math.min(taken(), DROP_FROM) : taken();
        List<JsonValue> values = new ArrayList<>();
        for (long n = first; n < end; n++) {
            values.add(fault == OtiiFault.NULLS && n % 10 == 5 ? new Null() : new Real(watts));
        }
        return Members.none()
                .with("data_type", "analog")
                .with("timestamp", new Real(first / 1e3))
                .with("interval", new Real(1e-3))
                .with("values", new Items(values));
    }

    @Override
    public void close() {
        wire.close();
    }
}
