package dev.roadrig.harness.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roadrig.boards.pty.Pty;
import dev.roadrig.harness.home.Home;
import dev.roadrig.harness.rack.Lease;
import dev.roadrig.harness.run.EngineProbe;
import dev.roadrig.scenarios.drive.video.FfmpegDecoder;
import dev.roadrig.scenarios.time.Ticker;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Roadrig needs of this host, tried one by one. */
final class HostCheck {
    private static final Duration LOADING = Duration.ofSeconds(60);
    private static final long LEAST_BYTES = 500_000_000;
    private static final int CAP_SYS_NICE = 23;
    /** Threads inherit it from the one that starts them. */
    private static final String HOW = "; have it with `chrt -f 20 ./roadrig ...`, for replays on a busy host";

    private static final Pattern REALTIME = Pattern.compile("Max realtime priority\\s+(\\d+|unlimited)");
    private static final Pattern CAPABILITIES = Pattern.compile("CapEff:\\s*([0-9a-fA-F]{1,16})");

    private final Ticker ticker;
    private final Path proc;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param proc where the system says what this process may do, {@code /proc/self}
     */
    HostCheck(Ticker ticker, Path proc) {
        this.ticker = ticker;
        this.proc = proc;
    }

    /**
     * What was found.
     *
     * @param needed whether the demo cannot do without it
     * @param text what was seen, or what to do next
     */
    record Finding(String name, boolean fine, boolean needed, String text) {
        String level() {
            if (fine) {
                return "ok";
            }
            return needed ? "MISSING" : "optional";
        }
    }

    /** Everything: loads a model in each engine, which takes some seconds. */
    List<Finding> all(Path leases, Path out) throws InterruptedException {
        check("Java", true, () -> Runtime.version() + " in " + System.getProperty("java.home"));
        check("fonts", true, HostCheck::fonts);
        check("pseudo terminals", true, HostCheck::pty);
        engine("ONNX Runtime", "signs-int8.yaml");
        engine("TensorFlow Lite", "signs-int8-tflite.yaml");
        check("board agent", true, () -> Home.find().agentJar().toString());
        check("Allure", true, () -> Home.find().allure().toString());
        return quick(leases, out);
    }

    /** What only looks at folders and limits. */
    List<Finding> quick(Path leases, Path out) throws InterruptedException {
        check("video files", false, HostCheck::ffmpeg);
        check("disk", true, () -> disk(out));
        check("leases", true, () -> lease(leases));
        check("real-time priority", false, this::realTime);
        return List.copyOf(findings);
    }

    private void check(String name, boolean needed, Trial trial) throws InterruptedException {
        try {
            findings.add(new Finding(name, true, needed, trial.run()));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | LinkageError | InternalError e) {
            // Native parts of the JDK and of libraries fail as errors.
            findings.add(new Finding(name, false, needed, e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private static String fonts() throws IOException {
        try {
            Graphics2D graphics = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB).createGraphics();
            int width = graphics.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12))
                    .stringWidth("roadrig");
            graphics.dispose();
            return "text is " + width + " pixels wide";
        } catch (RuntimeException | LinkageError | InternalError e) {
            throw new IOException(
                    "The JDK finds no fonts for plots (" + e + "). Install them (Debian: apt-get install"
                            + " fontconfig fonts-dejavu-core).",
                    e);
        }
    }

    private static String pty() throws IOException {
        try (Pty pty = Pty.open()) {
            return pty.path();
        }
    }

    private void engine(String name, String card) throws InterruptedException {
        check(name, true, () -> {
            Path token = Files.createTempFile("roadrig-doctor", ".token");
            try {
                Files.writeString(token, "0123456789abcdef".repeat(2));
                EngineProbe.load(Home.find().demo().resolve("models").resolve(card), token, ticker, ticker.in(LOADING));
                return "loaded " + card;
            } finally {
                Files.delete(token);
            }
        });
    }

    private static String ffmpeg() throws IOException {
        return FfmpegDecoder.programOn(System.getenv("PATH"))
                .map(Path::toString)
                .orElseThrow(() -> new IOException("No ffmpeg on the PATH: video files are not imported, pictures and"
                        + " everything else are. Install it (Debian: apt-get install ffmpeg)."));
    }

    private static String disk(Path out) throws IOException {
        long free = Files.getFileStore(out.toAbsolutePath()).getUsableSpace();
        String text = free / 1_000_000 + " MB free at " + out.toAbsolutePath().normalize();
        if (free < LEAST_BYTES) {
            throw new IOException(text + "; " + LEAST_BYTES / 1_000_000 + " MB are needed. Delete old roadrig-runs.");
        }
        return text;
    }

    private String lease(Path leases) throws Exception {
        String name = "doctor." + ProcessHandle.current().pid();
        Lease.take(leases, name, "doctor", ticker.utcAnchor()).close();
        Files.delete(leases.resolve(name + ".lease"));
        return leases.toString();
    }

    private String realTime() throws IOException {
        Matcher limit = REALTIME.matcher(Files.readString(proc.resolve("limits"), UTF_8));
        Matcher capabilities = CAPABILITIES.matcher(Files.readString(proc.resolve("status"), UTF_8));
        if (limit.find() && !limit.group(1).equals("0")) {
            return "up to priority " + limit.group(1) + HOW;
        }
        if (capabilities.find() && ((Long.parseUnsignedLong(capabilities.group(1), 16) >>> CAP_SYS_NICE) & 1) == 1) {
            return "CAP_SYS_NICE is there" + HOW;
        }
        throw new IOException(
                "Not allowed: frames may be sent late while the host is busy, and the run says so. To allow"
                        + " it, write `@GROUP - rtprio 20` to /etc/security/limits.d/roadrig.conf, log in again, and start"
                        + " with `chrt -f 20 ./roadrig ...`.");
    }

    /** Tries something; what was seen. */
    private interface Trial {
        String run() throws Exception;
    }
}
