package dev.roadrig.harness.cli;

import dev.roadrig.harness.rack.Rack;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.harness.run.AgentJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A rack of emulated boards, each with its own way to fail. */
final class EmulatedBoards {
    private static final String WIRES = """
            console: {serial: "${process:console}", baud: 115200, login: root, password: "${process:password}"}
            shell: {ssh: {host: "${process:ssh-host}", port: "${process:ssh-port}", user: root, key: "${process:key-file}", host-key: "${process:host-key}"}}
            power: {scpi: "${process:supply}"}
            boot: {first-sign: 20s, bootloader: 20s, kernel: 40s}
            uplink: {host: 127.0.0.1}
            """;

    private final StringBuilder yaml = new StringBuilder("rack: faults\nboards:\n");

    /** A board and what befalls it. */
    EmulatedBoards with(String name, String... options) {
        return add(name, emulated(options), WIRES);
    }

    /** What is taken of the last board's lines. */
    EmulatedBoards observing(String observe) {
        yaml.append(observe.indent(4));
        return this;
    }

    /** A board whose wires differ from what its process announces. */
    EmulatedBoards wiredAs(String name, String written, String instead, String... options) {
        if (!WIRES.contains(written)) {
            throw new IllegalArgumentException("no such wire: " + written);
        }
        return add(name, emulated(options), WIRES.replace(written, instead));
    }

    /** A board with an ignition, that is quick to boot and has little time for it. */
    EmulatedBoards withIgnition(String name, String behaviour, String... options) {
        String[] all = Stream.concat(Stream.of("--boot-ms", "\"500\"", "--ignition", behaviour), Stream.of(options))
                .toArray(String[]::new);
        return add(
                name,
                emulated(all),
                WIRES.replace(
                                "power: {scpi: \"${process:supply}\"}",
                                "power: {battery: {scpi: \"${process:supply}\"}, ignition: {scpi: \"${process:ignition}\"}}")
                        .replace(
                                "boot: {first-sign: 20s, bootloader: 20s, kernel: 40s}",
                                "boot: {first-sign: 15s, bootloader: 10s, kernel: 12s}"));
    }

    /** A board that nothing stands for, with a console at a path. */
    EmulatedBoards onlyConsole(String name, String device) {
        return add(name, "", "console: {serial: " + device + ", baud: 115200, login: root}");
    }

    /** A board of which nothing is there but a console that says nothing, and that nobody waits for long. */
    EmulatedBoards silentConsole(String name, String device) {
        return add(name, "", "console: {serial: " + device + ", baud: 115200, login: root}\nboot: {first-sign: 2s}");
    }

    Rack rack(Path folder) throws IOException {
        Files.writeString(folder.resolve("guessed"), "guessed");
        return RackFile.read(Files.writeString(folder.resolve("rack.yaml"), yaml));
    }

    /** A board carries its agent; this one is only named. */
    static AgentJar agent(Path folder) throws IOException {
        return AgentJar.at(Files.writeString(folder.resolve("agent.jar"), "no agent"));
    }

    private static String emulated(String... options) {
        String more = List.of(options).stream().map(o -> ", " + o).collect(Collectors.joining());
        return "process: {command: [roadrig-emulated-board, --profile, dashcam, --seed, \"7\"" + more + "]}\n";
    }

    private EmulatedBoards add(String name, String process, String wires) {
        yaml.append("  ").append(name).append(":\n").append((process + wires).indent(4));
        return this;
    }
}
