package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.observe.Observers;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.wires.console.BootDeadlines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How one board is reached. A board that a process stands for has wires that the process announces when it starts; until
 * {@link #resolve} puts them in, such a text is still {@code ${process:NAME}} and such a port or baud rate is 0.
 *
 * @param process started by the rig before the board has any wire
 * @param shell over SSH
 * @param adb a shell of an Android board, in place of one over SSH; no agent is deployed over it
 * @param agent where our agent goes on the board
 * @param meter how the agent reads power and temperature on the board
 * @param meters further ones, which the rig reads
 * @param boot how long each state of a boot may last
 * @param uplink how the board reaches the cloud on the rig's host, and what stands in for the network
 * @param firmware how it states its firmware's version, and how another gets onto it
 * @param observe what is taken of the lines that the product prints on its console
 * @param tags what suites choose boards by
 * @param written the board's part of the file, with what it is {@code like}
 */
public record RackBoard(
        String name,
        Optional<Launch> process,
        Optional<SerialWire> console,
        Optional<SshWire> shell,
        Optional<AdbWire> adb,
        Optional<BoardPower> power,
        AgentPlace agent,
        Optional<AgentMeter> meter,
        List<MeterWire> meters,
        BootDeadlines boot,
        UplinkWire uplink,
        Optional<FirmwareWire> firmware,
        Observers observe,
        List<String> tags,
        YamlMap written) {

    public RackBoard {
        meters = List.copyOf(meters);
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

    /**
     * A shell over adb, straight over TCP.
     *
     * @param key a private key's file, absent for a board that asks for none
     */
    public record AdbWire(String host, int port, Optional<Path> key) {
        /** Where it is, for people. */
        public String text() {
            return "adb " + host + ":" + port;
        }
    }

    /**
     * Where our agent goes.
     *
     * @param jar on the rig's host; absent for the one that comes with Roadrig
     * @param java the command on the board
     * @param folder on the board, absolute
     * @param protocol how frames go to it
     */
    public record AgentPlace(Optional<Path> jar, String java, String folder, AgentProtocol protocol) {
        /** Where a board's file says nothing. */
        static final AgentPlace USUAL = new AgentPlace(Optional.empty(), "java", "/opt/roadrig", AgentProtocol.GRPC);
    }

    /** How frames go to an agent; everything else goes by gRPC. */
    public enum AgentProtocol {
        /** Over the frame wire where the agent has one, else as calls. */
        GRPC,
        /** As calls of the Open Inference Protocol over REST, with tensors as bytes. */
        REST;

        /** As the file has it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

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

    /** What its rack file keeps as references; {@link SecretMask} takes them out of whatever is written. */
    public List<Secret> secrets() {
        Stream<Secret> logins = Stream.concat(
                console.flatMap(SerialWire::password).stream(), shell.flatMap(SshWire::password).stream());
        return Stream.of(
                        logins,
                        power.stream().flatMap(each -> each.secrets().stream()),
                        meters.stream().flatMap(each -> each.secrets().stream()))
                .flatMap(each -> each)
                .toList();
    }
}
