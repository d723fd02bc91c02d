package dev.roadrig.reports.allure;

import dev.roadrig.scenarios.fault.Evidence;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The Allure 2 command line, run as a plain java main in a JVM of its own: renders results as one HTML file that opens
 * from disk, or as a folder where one file would be too much for a browser.
 */
public final class AllureReport {
    /** Results above which one file is too much. */
    static final int MOST_SINGLE_RESULTS = 20;

    /** Bytes of results above which one file is too much. */
    static final long MOST_SINGLE_BYTES = 50_000_000;

    private static final int EVIDENCE_CHARACTERS = 8_000;

    private final Path home;
    private final Ticker ticker;

    /**
     * @param home the folder of an unpacked Allure command line, with {@code lib} in it
     */
    public AllureReport(Path home, Ticker ticker) {
        this.home = home.toAbsolutePath();
        this.ticker = ticker;
    }

    /**
     * Renders results.
     *
     * @param results folders of results
     * @param report the file to write, such as {@code report.html}; what was there is replaced only by a whole report
     * @return the page to open: {@code report}, or {@code index.html} in a folder of its name without the ending, which
     *     browsers show only through a web server
     * @throws RigFault when the command line is missing, fails or is late; its own output is the evidence
     */
    public Path generate(List<Path> results, Path report, Deadline deadline)
            throws IOException, RigFault, InterruptedException {
        if (!Files.isDirectory(home.resolve("lib"))) {
            throw new RigFault(
                    "report.allure-missing",
                    "No Allure command line in " + home + ": it has no folder lib. Build the project, which unpacks it,"
                            + " or name the folder of an unpacked Allure 2.");
        }
        Path target = report.toAbsolutePath();
        Path parent = target.getParent();
        if (parent == null) {
            throw new IOException("a report is a file in a folder, not " + report);
        }
        Files.createDirectories(parent);
        Path work = Files.createTempDirectory(parent, ".allure-");
        try {
            boolean single = fitsOneFile(results);
            run(results, work.resolve("out"), single, work.resolve("log"), deadline);
            return single ? moveFile(work, target) : moveFolder(work, target);
        } finally {
            deleteTree(work);
        }
    }

    static boolean fitsOneFile(List<Path> results) throws IOException {
        long count = 0;
        long bytes = 0;
        for (Path folder : results) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    count += file.toString().endsWith("-result.json") ? 1 : 0;
                    bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
                }
            }
        }
        return count <= MOST_SINGLE_RESULTS && bytes <= MOST_SINGLE_BYTES;
    }

    private void run(List<Path> results, Path out, boolean single, Path log, Deadline deadline)
            throws IOException, RigFault, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-Djava.awt.headless=true", "-cp"));
        // lib/config holds its log settings: without them it prints some thousand lines.
        command.add(home.resolve("lib") + File.separator + "*" + File.pathSeparator + home.resolve("lib/config"));
        command.addAll(List.of("io.qameta.allure.CommandLine", "generate", "--clean", "--name", "Roadrig"));
        if (single) {
            command.add("--single-file");
        }
        command.add("--output");
        command.add(out.toString());
        results.forEach(folder -> command.add(folder.toAbsolutePath().toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("APP_HOME", home.toString());
        // Else it tells a server on the internet of each report.
        builder.environment().put("ALLURE_NO_ANALYTICS", "1");
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            boolean ended = ticker.await(() -> !process.isAlive(), deadline);
            if (!ended) {
                throw fault("report.allure-late", "did not end by its deadline", log);
            }
            if (process.exitValue() != 0 || !Files.isRegularFile(out.resolve("index.html"))) {
                throw fault("report.allure-failed", "ended with exit code " + process.exitValue(), log);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private RigFault fault(String code, String what, Path log) throws IOException {
        // Reads what is there with any byte in it.
        String output = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
        String last = output.substring(Math.max(0, output.length() - EVIDENCE_CHARACTERS));
        return new RigFault(
                code,
                "Allure's command line in " + home + " " + what + ", so there is no report. The results are whole: read"
                        + " its output, then run `roadrig report` again.",
                new Evidence("the output of Allure's command line", last));
    }

    private static Path moveFile(Path work, Path target) throws IOException {
        return Files.move(work.resolve("out/index.html"), target, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path moveFolder(Path work, Path target) throws IOException {
        Path folder = target.resolveSibling(target.getFileName().toString().replaceFirst("\\.html?$", ""));
        if (folder.equals(target)) {
            folder = target.resolveSibling(target.getFileName() + "-folder");
        }
        deleteTree(folder);
        return Files.move(work.resolve("out"), folder).resolve("index.html");
    }

    private static void deleteTree(Path top) throws IOException {
        if (!Files.exists(top)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(top)) {
            all = new ArrayList<>(walk.toList());
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.delete(all.get(i));
        }
    }
}
