package dev.roadrig.harness.run;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.Message;
import dev.roadrig.boards.firmware.Firmware;
import dev.roadrig.boards.qemu.ImageBuilder;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.RackBoard;
import dev.roadrig.harness.rack.RackFile;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.record.Sink;
import dev.roadrig.scenarios.time.RealTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One image for a test class, made of Debian's packages, and boards that are brought up from it as a run does. */
final class QemuBoards {
    private final Path rack;
    private final AgentJar agent;

    private QemuBoards(Path rack, AgentJar agent) {
        this.rack = rack;
        this.agent = agent;
    }

    /** Makes the image in a folder, or skips the test with the reason. */
    static QemuBoards make(Path folder) throws Exception {
        for (String program : List.of("qemu-system-aarch64", "qemu-img", "mke2fs", "apt-get", "dpkg-deb")) {
            assumeTrue(
                    List.of("/usr/bin", "/usr/sbin", "/sbin").stream()
                            .anyMatch(place -> Files.isExecutable(Path.of(place, program))),
                    () -> program + " is not here (apt-get install qemu-system-arm qemu-utils e2fsprogs)");
        }
        Path image = folder.resolve("image");
        Path jar = jar();
        try (var ticker = new RealTicker("image")) {
            var unused = new ImageBuilder(ticker, step -> {}).build(image, true, Optional.of(jar));
        } catch (RigFault e) {
            assumeTrue(
                    !PackagesAbsent.isSaidBy(e),
                    () -> "Debian's arm64 packages are not to be had here: " + e.getMessage());
            throw e;
        }
        for (String version : List.of("product-1", "product-2")) {
            Files.write(
                    folder.resolve(version + ".fw"),
                    new Firmware(version, "echo " + version + " >/etc/product").image());
        }
        Files.write(folder.resolve("product-3.fw"), new Firmware("product-3", "echo c >/proc/sysrq-trigger").image());
        Path rack = Files.writeString(folder.resolve("rack.yaml"), """
            rack: qemu
            boards:
              arm64:
                qemu: {image: image}
                boot: {first-sign: 60s, kernel: 120s}
                firmware:
                  version: cat /etc/roadrig-firmware
                  image: "(product-.*)[.]fw"
                  known-good: {file: product-1.fw}
                  flash: {mux: {to-host: ["true"], to-board: ["true"], device: "${process:card}"}}
            """);
        return new QemuBoards(rack, AgentJar.at(jar));
    }

    private static Path jar() {
        try {
            return Home.find().agentJar();
        } catch (BadInput e) {
            return abort(String.valueOf(e.getMessage()));
        }
    }

    RackBoard board() {
        return RackFile.read(rack).board("arm64");
    }

    /** An order for an image that lies beside the rack: 1 and 2 boot, 3 has the kernel panic. */
    FirmwareOrder firmware(int number) {
        return FirmwareOrder.of(board(), rack.resolveSibling("product-" + number + ".fw"), Optional.empty());
    }

    Programs programs() {
        return new Programs(agent);
    }

    AgentJar agent() {
        return agent;
    }

    static Rig rig(RealTicker ticker) {
        Sink forgetful = new Sink() {
            @Override
            public void write(long nanos, Message message) {
                // These tests look at the board, and not at its record.
            }
        };
        return new Rig(ticker, forgetful, new FaultLine(ticker), Progress.SILENT);
    }
}
