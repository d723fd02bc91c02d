package dev.roadrig.harness.rack;

import dev.roadrig.harness.rack.RackBoard.AdbWire;
import dev.roadrig.harness.rack.RackBoard.AgentMeter;
import dev.roadrig.harness.rack.RackBoard.AgentPlace;
import dev.roadrig.harness.rack.RackBoard.AgentProtocol;
import dev.roadrig.harness.rack.RackBoard.Launch;
import dev.roadrig.harness.rack.RackBoard.SerialWire;
import dev.roadrig.harness.rack.RackBoard.SshWire;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.observe.Observers;
import dev.roadrig.scenarios.observe.ObserversFile;
import dev.roadrig.scenarios.yaml.YamlList;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import dev.roadrig.wires.console.BootDeadlines;
import dev.roadrig.wires.serial.SerialAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads one board of a rack, before or after its process has announced its wires. */
final class RackBoardReader {
    private static final String KEY = "Put the private key there, or correct the path.";
    private static final Pattern HOST_KEY = Pattern.compile("[a-z0-9@.-]{3,60} [A-Za-z0-9+/]{16,8192}={0,2}");
    private static final Duration LEAST = Duration.ofMillis(1);
    private static final long MOST_BAUD = 12_000_000;

    private final String name;
    private final YamlMap map;
    private final Optional<Map<String, String>> announced;

    RackBoardReader(String name, YamlMap map, Optional<Map<String, String>> announced) {
        this.name = name;
        this.map = map;
        this.announced = announced;
    }

    RackBoard read() {
        map.only(
                "like",
                "process",
                "qemu",
                "console",
                "shell",
                "power",
                "agent",
                "meter",
                "boot",
                "uplink",
                "firmware",
                "observe",
                "tags");
        List<String> awaited = RackText.awaited(map);
        if (!awaited.isEmpty() && !map.has("process")) {
            throw map.bad("${process:" + awaited.get(0) + "} is announced by a process, but there is no process");
        }
        if (!map.has("console") && !map.has("shell")) {
            throw map.bad("the board has no wire; write console, shell or both");
        }
        Optional<SerialWire> console = map.optionalMap("console").map(this::console);
        Optional<YamlMap> shells = map.optionalMap("shell").map(RackBoardReader::oneShell);
        Optional<SshWire> shell = shells.flatMap(s -> s.optionalMap("ssh")).map(this::ssh);
        return new RackBoard(
                name,
                map.optionalMap("process").map(this::launch),
                console,
                shell,
                shells.flatMap(s -> s.optionalMap("adb")).map(this::adb),
                map.optionalMap("power").map(new PowerReader(announced)::read),
                map.optionalMap("agent").map(this::agent).orElse(AgentPlace.USUAL),
                map.optionalMap("meter")
                        .flatMap(m -> m.optionalMap(MeterReader.AGENT))
                        .map(this::meter),
                map.optionalMap("meter").map(new MeterReader(announced)::read).orElse(List.of()),
                map.optionalMap("boot").map(this::boot).orElse(BootDeadlines.USUAL),
                uplink(shell),
                map.optionalMap("firmware").map(this::firmware),
                map.optionalMap("observe").map(this::observe).orElse(Observers.NONE),
                map.optionalList("tags").map(this::tags).orElse(List.of()),
                map);
    }

    private UplinkWire uplink(Optional<SshWire> shell) {
        var reader = new UplinkReader(name, shell, announced);
        return map.optionalMap("uplink").map(reader::read).orElseGet(() -> new UplinkWire.Forward(Optional.empty()));
    }

    private FirmwareWire firmware(YamlMap firmware) {
        return new FirmwareReader(map.has("shell"), map.has("power"), announced).read(firmware);
    }

    private Observers observe(YamlMap observe) {
        if (!map.has("console")) {
            throw observe.bad("the board has no console whose lines could be observed");
        }
        return ObserversFile.block(observe);
    }

    private YamlScalar get(YamlMap from, String key) {
        return RackText.resolve(from.scalar(key), announced);
    }

    private Optional<YamlScalar> optional(YamlMap from, String key) {
        return from.optionalScalar(key).map(s -> RackText.resolve(s, announced));
    }

    private Launch launch(YamlMap process) {
        YamlList command = process.only("command").list("command");
        if (command.items().isEmpty()) {
            throw command.bad("the command is empty");
        }
        command.scalars().stream().filter(RackText::waits).findFirst().ifPresent(word -> {
            throw word.bad("the process cannot use what it announces itself");
        });
        return new Launch(command.scalars().stream().map(YamlScalar::text).toList());
    }

    private SerialWire console(YamlMap console) {
        console.only("serial", "baud", "login", "password", "silence", "typing");
        if (console.has("password") && !console.has("login")) {
            throw console.badKey("password", "a password without a login");
        }
        Optional<YamlMap> typing = console.optionalMap("typing").map(t -> t.only("bytes", "delay"));
        YamlScalar serial = get(console, "serial");
        if (!RackText.waits(serial)) {
            try {
                SerialAddress.check(serial.text());
            } catch (BadInput e) {
                throw serial.bad(String.valueOf(e.getMessage()));
            }
        }
        return new SerialWire(
                serial.text(),
                optional(console, "baud")
                        .map(s -> RackText.waits(s) ? 0 : Math.toIntExact(s.whole(50, MOST_BAUD)))
                        .orElse(115_200),
                optional(console, "login").map(YamlScalar::text),
                console.optionalScalar("password").map(s -> RackText.secret(s, announced)),
                optional(console, "silence").map(s -> s.duration(LEAST)).orElse(Duration.ofSeconds(2)),
                typing.map(t -> Math.toIntExact(t.whole("bytes", 1, 4096))).orElse(4096),
                typing.map(t -> t.scalar("delay").duration(Duration.ZERO)).orElse(Duration.ZERO));
    }

    private SshWire ssh(YamlMap ssh) {
        ssh.only("host", "port", "user", "key", "password", "host-key");
        if (ssh.has("key") == ssh.has("password")) {
            throw ssh.bad(ssh.has("key") ? "key and password are both there; keep one" : "write key or password");
        }
        YamlScalar hostKey = get(ssh, "host-key");
        String host = get(ssh, "host").text();
        int port = optional(ssh, "port").map(RackBoardReader::port).orElse(22);
        if (!RackText.waits(hostKey) && !HOST_KEY.matcher(hostKey.text()).matches()) {
            boolean announced = RackText.waits(get(ssh, "host")) || port == 0;
            throw hostKey.bad(
                    announced
                            ? "is no host key. Write `${process:host-key}`, or what `ssh-keyscan` prints after the host"
                            : "is no host key. Write what `ssh-keyscan -p " + port + " " + host
                                    + "` prints after the host, of type ed25519 where there is one, once you know that it is the board's");
        }
        return new SshWire(
                host,
                port,
                get(ssh, "user").text(),
                optional(ssh, "key").map(s -> RackText.waits(s) ? Path.of(s.text()) : s.file(KEY)),
                ssh.optionalScalar("password").map(s -> RackText.secret(s, announced)),
                hostKey.text());
    }

    private static YamlMap oneShell(YamlMap shell) {
        shell.only("ssh", "adb");
        if (shell.has("ssh") == shell.has("adb")) {
            throw shell.bad("write ssh: or adb:, one of them");
        }
        return shell;
    }

    private AdbWire adb(YamlMap adb) {
        adb.only("host", "port", "key");
        return new AdbWire(
                get(adb, "host").text(),
                optional(adb, "port").map(RackBoardReader::port).orElse(5555),
                optional(adb, "key").map(s -> RackText.waits(s) ? Path.of(s.text()) : s.file(KEY)));
    }

    private static int port(YamlScalar scalar) {
        return RackText.waits(scalar) ? 0 : Math.toIntExact(scalar.whole(1, 65_535));
    }

    private AgentPlace agent(YamlMap agent) {
        agent.only("jar", "java", "folder", "protocol");
        Optional<YamlScalar> folder = optional(agent, "folder");
        folder.filter(f -> !f.text().startsWith("/")).ifPresent(f -> {
            throw f.bad(Wording.quote(f.text()) + " is not absolute; write a folder on the board from / on");
        });
        return new AgentPlace(
                optional(agent, "jar").map(YamlScalar::file),
                optional(agent, "java").map(YamlScalar::text).orElse(AgentPlace.USUAL.java()),
                folder.map(YamlScalar::text).orElse(AgentPlace.USUAL.folder()),
                agent.optionalScalar("protocol")
                        .map(p -> p.word(AgentProtocol.values(), AgentProtocol::word))
                        .orElse(AgentProtocol.GRPC));
    }

    private AgentMeter meter(YamlMap meter) {
        return new AgentMeter(get(meter.only("period"), "period").duration(LEAST));
    }

    private BootDeadlines boot(YamlMap boot) {
        boot.only("first-sign", "bootloader", "kernel", "login");
        BootDeadlines usual = BootDeadlines.USUAL;
        return new BootDeadlines(
                optional(boot, "first-sign").map(s -> s.duration(LEAST)).orElse(usual.firstSign()),
                optional(boot, "bootloader").map(s -> s.duration(LEAST)).orElse(usual.bootloader()),
                optional(boot, "kernel").map(s -> s.duration(LEAST)).orElse(usual.kernel()),
                optional(boot, "login").map(s -> s.duration(LEAST)).orElse(usual.login()));
    }

    private List<String> tags(YamlList tags) {
        return tags.scalars().stream().map(YamlScalar::title).toList();
    }
}
