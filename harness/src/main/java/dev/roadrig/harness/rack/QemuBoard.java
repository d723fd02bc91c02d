package dev.roadrig.harness.rack;

import dev.roadrig.scenarios.fault.MissingFile;
import dev.roadrig.scenarios.yaml.YamlFile;
import dev.roadrig.scenarios.yaml.YamlMap;
import dev.roadrig.scenarios.yaml.YamlScalar;
import java.nio.file.Path;

/** What {@code qemu: {image: DIR}} stands for in a rack: a process, and all the wires that it announces. */
public final class QemuBoard {
    /** Of boards whose latency says nothing of any board. */
    public static final String TIER = "qemu";

    /** The program that a rack names as a board's process. */
    public static final String PROGRAM = "roadrig-qemu-board";

    private static final String WIRES = """
        process: {command: [%s, --image, %s]}
        console: {serial: "${process:console}", baud: 115200, login: root, password: "${process:password}"}
        shell:
          ssh:
            host: "${process:ssh-host}"
            port: "${process:ssh-port}"
            user: root
            key: "${process:key-file}"
            host-key: "${process:host-key}"
        power: {qmp: "${process:qmp}"}
        tags: [qemu]
        """;

    private QemuBoard() {}

    /** The same board with the wires of its image, under whatever else is written. Any other board stays as it is. */
    static YamlMap expanded(YamlMap board) {
        if (!board.has(TIER)) {
            return board;
        }
        if (board.has("process")) {
            throw board.badKey("process", "qemu is a process of its own; keep one of the two");
        }
        String image = image(board).plainPath().toString();
        return YamlFile.parse(
                        board.place().file() + ", the wires of qemu", WIRES.formatted(PROGRAM, YamlFile.quoted(image)))
                .overlaidWith(board.without(TIER));
    }

    /** Throws {@link MissingFile} of a board whose image is not there. */
    static void requireImage(YamlMap board) {
        if (board.has(TIER)) {
            Path unused = image(board).path("Make it with `roadrig board build-qemu`, or correct the path.");
        }
    }

    private static YamlScalar image(YamlMap board) {
        return board.map(TIER).only("image").scalar("image");
    }
}
