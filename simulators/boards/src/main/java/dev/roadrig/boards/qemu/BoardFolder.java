package dev.roadrig.boards.qemu;

import dev.roadrig.boards.firmware.BoardCard;
import dev.roadrig.scenarios.fault.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of one running board: its socket, its snapshots, and whose it is. QEMU's command line names it, and so tells
 * that QEMU from any other process that may have its number later.
 *
 * @param path absolute
 */
record BoardFolder(Path path) {
    static final String OWNER = "owner";
    static final String PID = "qemu.pid";
    static final String QMP = "qmp";
    static final String SAID = "qemu.err";
    static final String SNAPSHOTS = "snapshots.qcow2";

    private static final Path PROC = Path.of("/proc");

    /**
     * Says whose it is, before anything is started.
     *
     * @param board its name, for people
     */
    void claim(ProcessHandle owner, String board) throws IOException {
        String birth = ProcessBirth.of(owner.pid()).orElseThrow(() -> new IOException(owner + " has ended"));
        OwnerOnly.write(path.resolve(OWNER), owner.pid() + "\n" + birth + "\n" + board + "\n");
    }

    /** The board's name, when the process that started it has ended without tidying up; empty when it is still there. */
    Optional<String> orphaned() {
        try {
            List<String> lines = Files.readAllLines(path.resolve(OWNER));
            if (lines.size() != 3) {
                throw new BadInput(path + " does not say whose it is.");
            }
            boolean lives = ProcessBirth.of(Long.parseLong(lines.get(0)))
                    .filter(lines.get(1)::equals)
                    .isPresent();
            return lives ? Optional.empty() : Optional.of(lines.get(2));
        } catch (IOException | NumberFormatException | BadInput e) {
            // It is being made, was not finished, or nothing can be told of its owner: in doubt it is left alone.
            return Optional.empty();
        }
    }

    /** The card that the board boots its firmware from. */
    BoardCard card() {
        return new BoardCard(path.resolve("card.img"), path.resolve("card.mux"));
    }

    /** The QEMU that runs here, if it still does. */
    Optional<ProcessHandle> qemu() {
        try {
            long pid = Long.parseLong(Files.readString(path.resolve(PID)).strip());
            String command = Files.readString(PROC.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return command.contains(path.toString()) ? ProcessHandle.of(pid) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    void delete() {
        try {
            Trees.delete(path);
        } catch (IOException e) {
            // It lies among this user's temporary files, and the next start finds it.
        }
    }
}
