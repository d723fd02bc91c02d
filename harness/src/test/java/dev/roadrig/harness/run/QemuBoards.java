package dev.roadrig.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One image for all test classes, made of Debian's packages, and boards that are brought up from it as a run does. */
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
        Path jar = jar();
        Path image = image(jar);
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
                qemu: {image: '%s'}
                boot: {first-sign: 60s, kernel: 120s}
                firmware:
                  version: cat /etc/roadrig-firmware
                  image: "(product-.*)[.]fw"
                  known-good: {file: product-1.fw}
                  flash: {mux: {to-host: ["true"], to-board: ["true"], device: "${process:card}"}}
            """.formatted(image));
        return new QemuBoards(rack, AgentJar.at(jar));
    }

    /**
     * The image of what is tested, made once for all classes that want it, however many processes they run in. What of
     * ours makes it is in its name, so that an older one is not taken for it; Debian's packages are those of when it was made.
     */
    private static Path image(Path jar) throws Exception {
        Path all = Files.createDirectories(Path.of("target", "qemu").toAbsolutePath());
        Path image = all.resolve("image-" + madeBy(jar));
        try (FileChannel file =
                        FileChannel.open(all.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            if (!Files.exists(image)) {
                Path making = Files.createTempDirectory(all, "making");
                build(making.resolve("image"), jar);
                Files.move(making.resolve("image"), image);
                Files.delete(making);
            }
        }
        return image;
    }

    private static void build(Path image, Path jar) throws Exception {
        try (var ticker = new RealTicker("image")) {
            var unused = new ImageBuilder(ticker, step -> {}).build(image, true, Optional.of(jar));
        } catch (RigFault e) {
            assumeTrue(
                    !PackagesAbsent.isSaidBy(e),
                    () -> "Debian's arm64 packages are not to be had here: " + e.getMessage());
            throw e;
        }
    }

    private static String madeBy(Path jar) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(Files.readAllBytes(jar));
        Path boards = Path.of(ImageBuilder.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(boards)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest(), 0, 8);
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
