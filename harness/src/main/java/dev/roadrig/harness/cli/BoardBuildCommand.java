package dev.roadrig.harness.cli;

import dev.roadrig.boards.qemu.BoardImage;
import dev.roadrig.boards.qemu.DebianPackage;
import dev.roadrig.boards.qemu.ImageBuilder;
import dev.roadrig.harness.home.Home;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.RealTicker;
import dev.roadrig.scenarios.time.Ticker;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code roadrig board build-qemu}: an arm64 Linux board for QEMU, of Debian's packages alone. */
@Command(
        name = "build-qemu",
        description = {
            "Makes an arm64 Linux board for QEMU of Debian's packages, by this host's own apt sources and keys:"
                    + " kernel, busybox, dropbear, iproute2. As any user; nothing is installed, and no list or cache of"
                    + " the host's apt is touched.",
            "A rack names it as `qemu: {image: DIR}`."
        },
        mixinStandardHelpOptions = true)
final class BoardBuildCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before the call
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", description = "where the image goes (default: ${DEFAULT-VALUE})")
    private Path out = Path.of("roadrig-boards/qemu-arm64");

    @Option(
            names = "--with-java",
            description = "with a second drive that holds Debian's Java 17, and the board agent of this Roadrig")
    private boolean withJava;

    @Override
    public Integer call() throws RigFault, InterruptedException {
        PrintWriter text = spec.commandLine().getOut();
        try (Ticker ticker = new RealTicker("board-image")) {
            var builder = new ImageBuilder(ticker, step -> {
                text.printf(Locale.ROOT, "%5.1f s  %s%n", ticker.nanos() / 1e9, step);
                text.flush();
            });
            Optional<Path> agent = withJava ? Optional.of(Home.find().agentJar()) : Optional.empty();
            BoardImage image = builder.build(out, withJava, agent);
            text.printf(Locale.ROOT, "%5.1f s  made%n%n", ticker.nanos() / 1e9);
            Columns.of(rows(image)).forEach(text::println);
        }
        return 0;
    }

    private List<List<String>> rows(BoardImage image) {
        DebianPackage kernel = image.packages().stream()
                .filter(each -> each.name().startsWith("linux-image-"))
                .findFirst()
                .orElseThrow();
        return List.of(
                List.of("image", out + ", " + BoardImage.MANIFEST + " says what it is made of"),
                List.of("kernel", kernel.toString()),
                List.of("packages", image.packages().size() + ", with their hashes in the manifest"),
                List.of("modules", String.join(" ", image.modules())),
                List.of("java", image.java() ? "on a second drive" : "none; --with-java makes a drive with it"),
                List.of("memory", image.memoryMegabytes() + " MiB"),
                List.of("rack", "qemu: {image: " + out + "}"));
    }
}
