package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.observe.Observers;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.wires.console.BootDeadlines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one board is reached. A board that a process stands for has wires that the process announces when it starts; until
 * {@link #resolve} puts them in, such a text is still {@code ${process:NAME}} and such a port or baud rate is 0.
 *
 * @param process started by the rig before the board has any wire
 * @param agent where our agent goes on the board
 * @param meter how power and temperature are read
 * @param boot how long each state of a boot may last
 * @param uplink how the board reaches the cloud on the rig's host, and what stands in for the network
 * @param observe what is taken of the lines that the product prints on its console
 * @param tags what suites choose boards by
 * @param written the board's part of the file, with what it is {@code like}
 */
public record RackBoard(
        String name,
        Optional<Launch> process,
        Optional<SerialWire> console,
        Optional<SshWire> shell,
        Optional<PowerWire> power,
        AgentPlace agent,
        Optional<AgentMeter> meter,
        BootDeadlines boot,
        UplinkWire uplink,
        Observers observe,
        List<String> tags,
        YamlMap written) {

    public RackBoard {
        tags = List.copyOf(tags);
    }

    /** A command whose first word is a program; its first line of output announces the board's wires. */
    public record Launch(List<String> command) {
        public Launch {
            command = List.copyOf(command);
        }
    }

    /**
     * A console on a serial port.
     *
     * @param device such as /dev/ttyUSB0
     * @param login who logs in, absent where the console needs none
     * @param silence how long the console is still before an empty line is sent to wake it
     * @param typedBytes typed at a time
     * @param typingDelay between two such chunks
     */
    public record SerialWire(
            String device,
            int baud,
            Optional<String> login,
            Optional<Secret> password,
            Duration silence,
            int typedBytes,
            Duration typingDelay) {}

    /**
     * A shell over SSH.
     *
     * @param key a private key's file; either this or a password is there
     * @param hostKey keytype and base64; nothing else is ever accepted
     */
    public record SshWire(
            String host, int port, String user, Optional<Path> key, Optional<Secret> password, String hostKey) {}

    /** What switches the board's power. */
    public sealed interface PowerWire permits ScpiWire, QmpWire {
        /** What it is and where, for people. */
        String text();
    }

    /** A supply that speaks SCPI over TCP. */
    public record ScpiWire(String host, int port) implements PowerWire {
        @Override
        public String text() {
            return "scpi " + host + ":" + port;
        }
    }

    /** QEMU's own control socket, a path. */
    public record QmpWire(String socket) implements PowerWire {
        @Override
        public String text() {
            return "qmp " + socket;
        }
    }

    /**
     * Where our agent goes.
     *
     * @param jar on the rig's host; absent for the one that comes with Roadrig
     * @param java the command on the board
     * @param folder on the board, absolute
     */
    public record AgentPlace(Optional<Path> jar, String java, String folder) {}

    /** Sensors that the agent reads on the board. */
    public record AgentMeter(Duration period) {}

    /** Which tier the board is of, by the program that stands for it: {@code emulated}, {@code qemu} or {@code real}. */
    public String tier() {
        String program = process.map(launch -> launch.command().get(0)).orElse("");
        return switch (program) {
            case "roadrig-emulated-board" -> "emulated";
            case QemuBoard.PROGRAM -> QemuBoard.TIER;
            default -> "real";
        };
    }

    /** Names that the process must announce before the wires are known. */
    public List<String> awaited() {
        return RackText.awaited(written);
    }

    /**
     * The same board with its announced wires put in, checked again.
     *
     * @param announced by name, as the process's line has them
     * @throws dev.roadrig.scenarios.fault.BadInput where a name is missing or a value is none of its kind
     */
    public RackBoard resolve(Map<String, String> announced) {
        return new RackBoardReader(name, written, Optional.of(Map.copyOf(announced))).read();
    }

    /** To be masked in everything that is written. */
    public List<Secret> secrets() {
        return Stream.concat(console.flatMap(SerialWire::password).stream(), shell.flatMap(SshWire::password).stream())
                .toList();
    }
}
