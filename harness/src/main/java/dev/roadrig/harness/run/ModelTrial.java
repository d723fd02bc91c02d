package dev.roadrig.harness.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roadrig.agent.inference.TrialMain;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.model.ModelCard;
import dev.roadrig.scenarios.model.ModelCardFile;
import dev.roadrig.scenarios.time.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tries a model in a process of its own before any other process of Roadrig loads it: a forged file can end the process
 * that loads it. A model that ran once with its card is remembered by their hash and not tried again.
 */
public final class ModelTrial {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MOST_OUTPUT_BYTES = 1 << 16;
    /** What a shell makes of SIGABRT, SIGBUS, SIGFPE, SIGILL and SIGSEGV. */
    private static final Set<Integer> CRASHES = Set.of(134, 135, 136, 132, 139);

    private static final Pattern SIGNAL = Pattern.compile("#\\s+(SIG[A-Z]+) ");

    private final Path remembered;
    private final Ticker ticker;

    /**
     * @param remembered a folder for the hashes of models that ran; made when needed
     */
    public ModelTrial(Path remembered, Ticker ticker) {
        this.remembered = remembered;
        this.ticker = ticker;
    }

    /** The folder of this user: {@code -Droadrig.models}, else one in the home. */
    public static Path folder() {
        String told = System.getProperty("roadrig.models", "");
        return told.isBlank() ? Path.of(System.getProperty("user.home"), ".roadrig", "models") : Path.of(told);
    }

    /**
     * Loads the card's model and runs it once on zeros, unless that was seen to go well before.
     *
     * @throws BadInput when the model is refused, does not fit its card, ends its process or does not come to an end
     * @throws RigFault {@code model.trial} when it could not be tried on this host
     */
    public void of(ModelCard card) throws RigFault, InterruptedException {
        Path mark = remembered.resolve(key(card));
        if (Files.exists(mark)) {
            return;
        }
        try {
            Path scratch = Files.createTempDirectory("roadrig-model");
            try {
                run(card, scratch);
            } finally {
                delete(scratch);
            }
        } catch (IOException e) {
            throw new RigFault(
                    "model.trial",
                    "The model " + card.file() + " could not be tried on this host: " + e
                            + ". Check the free space of the folder for temporary files.");
        }
        remember(mark);
    }

    private void remember(Path mark) {
        try {
            Files.createDirectories(remembered);
            Files.write(mark, new byte[0]);
        } catch (IOException e) {
            // Then it is tried again next time, which costs a moment and harms nothing.
        }
    }

    /** Of the model, all of its card, and who tried. */
    private static String key(ModelCard card) {
        String text = String.join(
                "\n",
                ModelCardFile.selfContained(card, "model"),
                card.format().word(),
                Version.text(),
                System.getProperty("os.arch"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private void run(ModelCard card, Path scratch) throws IOException, RigFault, InterruptedException {
        Path output = scratch.resolve("output");
        var builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + scratch.resolve("crash"),
                TrialMain.class.getName(),
                card.card().toString()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            var unused = process.onExit().thenRun(ticker::signal);
            if (!ticker.await(() -> !process.isAlive(), ticker.in(LIMIT))) {
                throw new BadInput("The model " + card.file() + " does not load and run once in " + LIMIT.toSeconds()
                        + " s. Export it anew.");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        judge(card, process.exitValue(), read(output));
    }

    private static void judge(ModelCard card, int exitCode, String output) throws RigFault {
        String said = output.lines()
                .filter(line -> line.startsWith(TrialMain.MARK))
                .reduce("", (first, last) -> last.substring(TrialMain.MARK.length()));
        if (exitCode == 0) {
            return;
        }
        if (exitCode == TrialMain.REFUSED) {
            throw new BadInput(said);
        }
        Matcher signal = SIGNAL.matcher(output);
        boolean crashed = CRASHES.contains(exitCode) || signal.find();
        if (!crashed) {
            throw new RigFault(
                    "model.trial",
                    "The model " + card.file() + " could not be tried on this host: "
                            + (said.isEmpty() ? "its process ended with exit code " + exitCode : said)
                            + ". `roadrig doctor` says what is missing.",
                    new Evidence("the process's output", output));
        }
        throw new BadInput("The model " + card.file() + " ends the process that loads it ("
                + (signal.reset().find() ? signal.group(1) : "exit code " + exitCode)
                + "): it is damaged or forged, whatever its format says. It was tried in a process of its own, and"
                + " nothing else was harmed. Export it anew, and do not put this file on a board.");
    }

    private static String read(Path output) throws IOException {
        try (InputStream in = Files.newInputStream(output)) {
            return new String(in.readNBytes(MOST_OUTPUT_BYTES), UTF_8);
        }
    }

    private static void delete(Path scratch) throws IOException {
        for (String name : List.of("output", "crash")) {
            Files.deleteIfExists(scratch.resolve(name));
        }
        Files.delete(scratch);
    }
}
