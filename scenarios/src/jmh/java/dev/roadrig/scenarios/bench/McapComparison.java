package dev.roadrig.scenarios.bench;

import dev.roadrig.scenarios.bench.McapBenchmark.Form;
import dev.roadrig.scenarios.mcap.McapInNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Our reader and writer beside the format's own TypeScript library, on the same files in the same run. The library runs
 * before and after ours and its better run counts, each the best of five; ours is JMH's median.
 */
public final class McapComparison {
    private static final List<String> WAYS = List.of("stream", "indexed", "write");

    private McapComparison() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createDirectories(Path.of(System.getProperty("roadrig.bench")));
        for (Form form : Form.values()) {
            McapBenchmark.write(form, form.file());
        }
        McapInNode node = McapInNode.installed();
        Map<String, Double> theirs = new HashMap<>();
        time(node, folder, theirs);
        Options options = new OptionsBuilder()
                .include(McapBenchmark.class.getName())
                .jvmArgsAppend("-Droadrig.bench=" + folder)
                .build();
        Collection<RunResult> ours = new Runner(options).run();
        time(node, folder, theirs);
        System.out.println("| messages | way | @mcap/core, messages/s | ours, messages/s | ours, MB/s | times |");
        System.out.println("|---|---|---|---|---|---|");
        for (Form form : Form.values()) {
            for (String way : WAYS) {
                print(form, way, theirs.get(form + way), rate(ours, form, way));
            }
        }
        for (Form form : Form.values()) {
            Files.delete(form.file());
        }
        Files.deleteIfExists(folder.resolve("ours-again.mcap"));
    }

    private static void time(McapInNode node, Path folder, Map<String, Double> rates) throws Exception {
        for (Form form : Form.values()) {
            node.time(form.file(), folder.resolve("theirs-again.mcap"))
                    .forEach((way, rate) -> rates.merge(form + way, rate, Math::max));
        }
    }

    /** Messages a second, by the median of the measured walks. */
    private static double rate(Collection<RunResult> results, Form form, String way) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + way))
                .filter(result -> result.getParams().getParam("form").equals(form.name()))
                .mapToDouble(result -> result.getPrimaryResult().getStatistics().getPercentile(50))
                .map(millis -> form.messages / (millis / 1000))
                .findFirst()
                .orElseThrow();
    }

    private static void print(Form form, String way, double theirs, double ours) throws Exception {
        double fileBytesAMessage = (double) Files.size(form.file()) / form.messages;
        System.out.printf(
                Locale.ROOT,
                "| %,d B | %s | %,.0f | %,.0f | %,.0f | %.1f |%n",
                form.messageBytes,
                way,
                theirs,
                ours,
                ours * fileBytesAMessage / 1e6,
                ours / theirs);
    }
}
