package dev.roadrig.boards.qemu;

import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** QEMU's command line for a board (qemu(1)). */
final class QemuCommand {
    static final String PROGRAM = "qemu-system-aarch64";

    private QemuCommand() {}

    /** @param sshPort of the loopback, behind which the board's port 22 is */
    static List<String> of(BoardImage image, BoardFolder folder, int sshPort) throws RigFault {
        Path files = image.folder().toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                DebianProgram.require(PROGRAM).toString(),
                "-nodefaults",
                "-display",
                "none",
                "-machine",
                "virt",
                "-cpu",
                "cortex-a72",
                // /dev/kvm may open and yet run nothing; and another host's processor is none of arm64.
                "-accel",
                "tcg",
                "-m",
                String.valueOf(image.memoryMegabytes()),
                // The power is off until it is switched on.
                "-S",
                // A board that powers itself off is still there to be asked, and is switched on again.
                "-no-shutdown",
                "-kernel",
                files.resolve(BoardImage.KERNEL).toString(),
                "-initrd",
                files.resolve(BoardImage.INITRD).toString(),
                "-append",
                "console=ttyAMA0 panic=5",
                "-chardev",
                "pty,id=console",
                "-serial",
                "chardev:console",
                "-qmp",
                "unix:" + doubled(folder.path().resolve(BoardFolder.QMP)) + ",server=on,wait=off",
                "-pidfile",
                folder.path().resolve(BoardFolder.PID).toString(),
                "-netdev",
                "user,id=n0,restrict=on,hostfwd=tcp:127.0.0.1:" + sshPort + "-:22",
                "-device",
                "virtio-net-pci,netdev=n0,romfile=",
                "-device",
                "virtio-rng-pci"));
        Path snapshots = folder.path().resolve(BoardFolder.SNAPSHOTS);
        if (Files.exists(snapshots)) {
            command.addAll(List.of("-drive", "if=none,id=snapshots,format=qcow2,file=" + doubled(snapshots)));
        }
        image.javaDrive().ifPresent(drive -> {
            command.addAll(List.of(
                    "-drive", "if=none,id=java,format=raw,readonly=on,file=" + doubled(drive.toAbsolutePath())));
            command.addAll(List.of("-device", "virtio-blk-pci,drive=java"));
        });
        // Read-only to the board: a drive that can be written and keeps no snapshots keeps QEMU from making any.
        command.addAll(List.of(
                "-drive",
                "if=none,id=card,format=raw,readonly=on,file="
                        + doubled(folder.card().card())));
        command.addAll(List.of("-device", "virtio-blk-pci,drive=card,serial=card"));
        return command;
    }

    /** A comma in a value is written twice. */
    private static String doubled(Path path) {
        return path.toString().replace(",", ",,");
    }
}
