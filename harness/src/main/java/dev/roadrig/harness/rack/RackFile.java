package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.MissingFile;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a rack.
 *
 * <pre>{@code
 * rack: desk
 * boards:
 *   dashcam-1:
 *     console: {serial: /dev/ttyUSB0, baud: 115200, login: root, password: "${env:BOARD_PASSWORD}"}
 *     shell: {ssh: {host: 192.168.7.2, port: 22, user: root, key: keys/rig, host-key: ssh-ed25519 AAAAC3...}}
 *     power: {scpi: "tcp://192.168.7.9:5025"}          # or command, tasmota, shelly, uhubctl; see PowerReader
 *     agent: {java: java, folder: /opt/roadrig}        # jar: PATH for another agent than Roadrig's own
 *     meter: {agent: {period: 20ms}}
 *     boot: {first-sign: 30s, bootloader: 30s, kernel: 90s, login: 30s}
 *     uplink: {forward: ssh}                           # or {host: 192.168.7.1}
 *     observe: {console: [...]}                        # what the product's own lines mean, see ObserversFile
 *     tags: [arm64]
 *   dashcam-2:
 *     like: dashcam-1                                  # all of it, with what is written here laid over it
 *     console: {serial: "rfc2217://rack1:2001"}        # or tcp://HOST:PORT, unix:/PATH
 *   emulated:
 *     process: {command: [roadrig-emulated-board]}     # started by the rig; its first line announces its wires
 *     console: {serial: "${process:console}", login: root}
 *   arm64:
 *     qemu: {image: boards/qemu-arm64}                 # made by `roadrig board build-qemu`; it brings all its wires
 * }</pre>
 */
public final class RackFile {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final YamlMap boards;

    private RackFile(YamlMap boards) {
        this.boards = boards;
    }

    /**
     * Reads and checks every board. No wire is opened, and no secret is looked up. A file that is not there concerns its board
     * alone; what else is wrong in the rack file is {@link BadInput}, of such a board up to where it names the file.
     */
    public static Rack read(Path path) {
        if (!Files.exists(path)) {
            String meant = FileTrouble.meant(path);
            throw new BadInput("There is no rack file " + path + (meant.isEmpty() ? ". " : meant + " ")
                    + "It says which boards there are and how each is reached; scenarios/demo/rack.yaml has an emulated"
                    + " one. Where a command has --rack, name it there.");
        }
        YamlMap top = YamlFile.read(path).top().only("rack", "boards");
        String name = top.scalar("rack").title();
        return new RackFile(top.map("boards")).read(name, path.toAbsolutePath());
    }

    private Rack read(String rack, Path file) {
        Map<String, RackBoard> all = new LinkedHashMap<>();
        Map<String, MissingFile> incomplete = new LinkedHashMap<>();
        for (String name : boards.keys()) {
            if (!NAME.matcher(name).matches()) {
                throw boards.badKey(
                        name,
                        Wording.quote(name) + " is not a board's name; use up to 64 letters, digits, '.', '_', '-'");
            }
            try {
                YamlMap map = merged(name, new ArrayList<>());
                RackBoard board = new RackBoardReader(name, QemuBoard.expanded(map), Optional.empty()).read();
                QemuBoard.requireImage(map);
                all.put(name, board);
            } catch (MissingFile e) {
                incomplete.put(name, e);
            }
        }
        if (all.isEmpty() && incomplete.isEmpty()) {
            throw boards.bad("there is no board");
        }
        return new Rack(rack, file, all, incomplete);
    }

    /** A board's map laid over that of the board which it is like. */
    private YamlMap merged(String name, List<String> chain) {
        YamlMap own = boards.map(name);
        Optional<YamlScalar> like = own.optionalScalar("like");
        if (like.isEmpty()) {
            return own;
        }
        String other = like.get().text();
        if (!boards.has(other)) {
            throw like.get().bad("there is no board " + Wording.quote(other) + Wording.instead(other, boards.keys()));
        }
        chain.add(name);
        if (chain.contains(other)) {
            throw like.get()
                    .bad("boards are like each other in a circle: " + String.join(" -> ", chain) + " -> " + other);
        }
        YamlMap base = merged(other, chain);
        // One kind of an uplink or of a switch excludes the others, so each is taken whole.
        for (String whole : List.of("uplink", "power")) {
            base = own.has(whole) ? base.without(whole) : base;
        }
        return base.overlaidWith(own.without("like"));
    }
}
