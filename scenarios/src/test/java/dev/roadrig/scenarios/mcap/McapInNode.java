package dev.roadrig.scenarios.mcap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.roadrig.scenarios.SharedFolder;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The format's own TypeScript library in a node process: what it makes of our files, and files of it for us. */
public final class McapInNode {
    private static final List<String> SOURCES = List.of("package.json", "read.mjs", "write.mjs", "bench.mjs");
    private static final long PATIENCE_SECONDS = 300;

    private final Path folder;

    private McapInNode(Path folder) {
        this.folder = folder;
    }

    /**
     * Installs the library in a folder of the build where it is not yet, from exact versions, without running any script
     * of a package. Skips the test with the reason where there is no npm.
     */
    public static McapInNode installed() throws Exception {
        for (String program : List.of("node", "npm")) {
            assumeTrue(onPath(program), () -> program + " is not here (apt-get install nodejs npm)");
        }
        var node = new McapInNode(Files.createDirectories(SharedFolder.root().resolve("scenarios/target/npm/mcap")));
        for (String source : SOURCES) {
            try (InputStream in = McapInNode.class.getResourceAsStream("/npm/mcap/" + source)) {
                Files.copy(
                        Objects.requireNonNull(in, source),
                        node.folder.resolve(source),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        node.install();
        return node;
    }

    private void install() throws Exception {
        Path wanted = folder.resolve("package.json");
        Path installed = folder.resolve("package.installed.json");
        if (!Files.exists(installed) || Files.mismatch(installed, wanted) >= 0) {
            run("npm", "install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund");
            Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean onPath(String program) {
        for (String place : String.valueOf(System.getenv("PATH")).split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(place, program))) {
                return true;
            }
        }
        return false;
    }

    /** Reads a file from the front up to its end or cut and, when it is whole, once more by its indexes. */
    public Seen read(Path file) throws Exception {
        boolean whole = false;
        Map<String, Topic> topics = new TreeMap<>();
        Map<String, Long> byIndex = new TreeMap<>();
        List<String> others = new ArrayList<>();
        for (String line : run("node", "read.mjs", file.toString())) {
            String[] word = line.split("\t", -1);
            switch (word[0]) {
                case "channel" -> topics.put(word[1], new Topic(word[2], word[3], Long.parseLong(word[4]), word[5]));
                case "indexed" -> byIndex.put(word[1], Long.valueOf(word[2]));
                case "whole" -> whole = true;
                case "cut" -> assertThat(whole).isFalse();
                default -> others.add(line.replace('\t', ' '));
            }
        }
        return new Seen(whole, topics, byIndex, others);
    }

    /** Has the library write a file of 3000 messages, with or without chunks. */
    void write(Path file, Compression compression, boolean chunked) throws Exception {
        String name = compression == Compression.NONE ? "none" : compression.mcapName();
        assertThat(run("node", "write.mjs", file.toString(), name, chunked ? "chunked" : "plain"))
                .containsExactly("written");
    }

    /**
     * Times the library on a file: its stream reader, its indexed reader, and its writer writing the same again.
     *
     * @return messages a second by name: stream, indexed, write
     */
    public Map<String, Double> time(Path file, Path spare) throws Exception {
        Map<String, Double> rates = new TreeMap<>();
        for (String line : run("node", "bench.mjs", file.toString(), spare.toString())) {
            String[] word = line.split("\t", -1);
            rates.put(word[0], Double.valueOf(word[1]));
        }
        return rates;
    }

    private List<String> run(String... command) throws Exception {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(ended).as("%s ended", List.of(command)).isTrue();
            assertThat(process.exitValue())
                    .as(() -> "%s said %s %s".formatted(List.of(command), text(out), text(err)))
                    .isZero();
            return Files.readAllLines(out);
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What our own reader finds in a file, by topic. */
    public static Map<String, Topic> ours(Path path) throws NoSuchAlgorithmException {
        Map<String, Topic> topics = new TreeMap<>();
        try (McapFile file = McapFile.open(path)) {
            Map<Integer, String> schemas = new TreeMap<>(Map.of(0, ""));
            file.schemas().forEach(schema -> schemas.put(schema.id(), schema.name()));
            for (McapRecord.Channel channel : file.channels()) {
                var digest = MessageDigest.getInstance("SHA-256");
                long count = 0;
                MessageCursor cursor = file.messages(new Query(c -> c.id() == channel.id(), 0, -1, Query.Order.FILE));
                while (cursor.next()) {
                    digest.update(cursor.data());
                    count++;
                }
                String sha256 = HexFormat.of().formatHex(digest.digest());
                String schema = Objects.requireNonNull(schemas.get(channel.schemaId()), channel.topic());
                topics.put(channel.topic(), new Topic(channel.messageEncoding(), schema, count, sha256));
            }
        }
        return topics;
    }

    static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    /**
     * One topic of a file.
     *
     * @param encoding of its messages
     * @param schema the name of their schema, empty for none
     * @param sha256 over the bytes of all its messages as they lie in the file
     */
    public record Topic(String encoding, String schema, long messages, String sha256) {}

    /**
     * What the library saw of a file; every protobuf message was decoded by the file's own schema.
     *
     * @param whole whether it read the file up to a valid end
     * @param byIndex messages by topic as its indexed reader finds them; empty for a file that is cut
     * @param others attachments, metadata and the count of the file's statistics, one line each
     */
    public record Seen(boolean whole, Map<String, Topic> topics, Map<String, Long> byIndex, List<String> others) {}
}
