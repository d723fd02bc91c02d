package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.quantity.Dimension;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import dev.roadrig.wires.power.ScpiAddress;
import dev.roadrig.wires.power.command.HubPlace;
import dev.roadrig.wires.power.off.OffRule;
import dev.roadrig.wires.power.relay.RelayPlace;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a board's {@code power}: one switch, or {@code battery} and {@code ignition} with one each, and {@code off}. */
final class PowerReader {
    private static final String[] KINDS = {"scpi", "baud", "qmp", "command", "tasmota", "shelly", "uhubctl"};
    private static final Duration COMMAND = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final Duration QEMU_SILENCE = Duration.ofMillis(500);
    private static final int MOST_RELAYS = 32;
    private static final int LAST_USB_PORT = 255;
    private static final long MOST_BAUD = 12_000_000;

    private final Optional<Map<String, String>> announced;

    PowerReader(Optional<Map<String, String>> announced) {
        this.announced = announced;
    }

    BoardPower read(YamlMap power) {
        boolean apart = power.has("battery") || power.has("ignition");
        power.only(apart ? new String[] {"battery", "ignition", "off"} : with(KINDS, "battery", "ignition", "off"));
        PowerWire battery = wire(apart ? power.map("battery").only(KINDS) : power);
        Optional<PowerWire> ignition =
                power.optionalMap("ignition").map(map -> map.only(KINDS)).map(this::wire);
        OffRule usual = OffRule.USUAL;
        if (battery instanceof PowerWire.Qmp) {
            usual = new OffRule(QEMU_SILENCE, usual.amperes(), usual.within(), usual.atLeast());
        }
        return new BoardPower(battery, ignition, off(power.optionalMap("off"), usual));
    }

    private static String[] with(String[] keys, String... more) {
        return Stream.concat(Stream.of(keys), Stream.of(more)).toArray(String[]::new);
    }

    private static OffRule off(Optional<YamlMap> written, OffRule usual) {
        if (written.isEmpty()) {
            return usual;
        }
        YamlMap off = written.get().only("silence", "below", "within", "at-least");
        Duration silence =
                off.optionalScalar("silence").map(s -> s.duration(LEAST)).orElse(usual.silence());
        Duration within =
                off.optionalScalar("within").map(s -> s.duration(LEAST)).orElse(usual.within());
        if (within.compareTo(silence) < 0) {
            throw off.bad("a silence of " + silence.toMillis() + " ms cannot be seen within " + within.toMillis()
                    + " ms; write a longer within:");
        }
        return new OffRule(
                silence,
                off.optionalScalar("below")
                        .map(s -> s.quantity(Dimension.CURRENT).value())
                        .orElse(usual.amperes()),
                within,
                off.optionalScalar("at-least")
                        .map(s -> s.duration(Duration.ZERO))
                        .orElse(usual.atLeast()));
    }

    private PowerWire wire(YamlMap map) {
        List<String> kinds = Stream.of(KINDS)
                .filter(kind -> !kind.equals("baud") && map.has(kind))
                .toList();
        if (kinds.size() != 1) {
            throw map.bad("write one switch: scpi: tcp://HOST:PORT or serial:/dev/NAME, command:, tasmota:, shelly:,"
                    + " uhubctl:, or qmp: with the path of QEMU's socket");
        }
        if (map.has("baud") && !map.has("scpi")) {
            throw map.badKey("baud", "only scpi: over a serial line has a rate");
        }
        return switch (kinds.get(0)) {
            case "scpi" -> scpi(map);
            case "qmp" -> new PowerWire.Qmp(get(map, "qmp").text());
            case "command" -> command(map.map("command"));
            case "tasmota" -> relay(map.map("tasmota").only("url", "relay", "user", "password"), true);
            case "shelly" -> relay(map.map("shelly").only("url", "relay", "generation", "user", "password"), false);
            default -> hub(map.map("uhubctl"));
        };
    }

    private YamlScalar get(YamlMap from, String key) {
        return RackText.resolve(from.scalar(key), announced);
    }

    private PowerWire scpi(YamlMap map) {
        YamlScalar address = get(map, "scpi");
        int baud = map.has("baud") ? Math.toIntExact(map.whole("baud", 50, MOST_BAUD)) : ScpiAddress.USUAL_BAUD;
        if (!RackText.waits(address)) {
            check(address, () -> ScpiAddress.check(address.text()));
        }
        return new PowerWire.Scpi(new ScpiAddress(address.text(), baud));
    }

    private static void check(YamlScalar place, Runnable reader) {
        boolean unused = place.inPlace(() -> {
            reader.run();
            return true;
        });
    }

    private PowerWire command(YamlMap command) {
        command.only("on", "off", "state", "within");
        var reader = new CommandReader(announced);
        return new PowerWire.Command(
                reader.read(command.node("on")),
                reader.read(command.node("off")),
                command.optional("state").map(reader::read),
                command.optionalScalar("within").map(s -> s.duration(LEAST)).orElse(COMMAND));
    }

    private PowerWire relay(YamlMap map, boolean tasmota) {
        YamlScalar url = get(map, "url");
        URI base = url.inPlace(() -> RelayPlace.url(url.text()));
        if (map.has("user") && !map.has("password")) {
            throw map.badKey("user", "a user without a password");
        }
        RelayPlace.Kind kind = RelayPlace.Kind.TASMOTA;
        if (!tasmota) {
            boolean first = map.has("generation") && map.whole("generation", 1, 4) == 1;
            kind = first ? RelayPlace.Kind.SHELLY_1 : RelayPlace.Kind.SHELLY_2;
        }
        int least = tasmota ? 1 : 0;
        return new PowerWire.Relay(
                kind,
                base,
                map.has("relay") ? Math.toIntExact(map.whole("relay", least, MOST_RELAYS)) : least,
                map.has("user") ? map.text("user") : "admin",
                map.optionalScalar("password").map(s -> RackText.secret(s, announced)));
    }

    private static PowerWire hub(YamlMap map) {
        map.only("location", "port", "program");
        YamlScalar location = map.scalar("location");
        int port = Math.toIntExact(map.whole("port", 1, LAST_USB_PORT));
        String program = map.has("program") ? map.text("program") : "uhubctl";
        return new PowerWire.Hub(location.inPlace(() -> new HubPlace(location.text(), port, program)));
    }
}
