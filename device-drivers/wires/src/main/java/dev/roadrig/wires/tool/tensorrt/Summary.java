package dev.roadrig.wires.tool.tensorrt;

import static dev.roadrig.wires.tool.ToolText.NUMBER;

import dev.roadrig.wires.tool.ResultDraft;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The summary of a run: a row a figure from 8.0 on, blocks of lines before that. */
final class Summary {
    static final Pattern ROW = Pattern.compile("(?:^|\\] )(End-to-End Host Latency|Latency|Enqueue Time|H2D Latency|GPU"
            + " Compute Time|D2H Latency): (min = .*)$");
    static final Pattern OLD_BLOCK = Pattern.compile("\\] (Host Latency|GPU Compute)$");

    private static final Pattern PART =
            Pattern.compile("(min|max|mean|median|percentile\\(([0-9.]++)%\\)) = " + NUMBER + " ms");
    private static final Pattern OLD_PART = Pattern.compile("\\] (min|max|mean|median|percentile): " + NUMBER
            + " ms(?: at ([0-9]++)%)?(?: \\(end to end " + NUMBER + " ms(?: at [0-9]++%)?\\))?$");
    private static final Pattern THROUGHPUT = Pattern.compile("\\] [Tt]hroughput: " + NUMBER + " qps$");
    private static final Pattern WALL = Pattern.compile("\\] (?:Total Host Walltime|walltime): " + NUMBER + " s$");
    private static final Pattern COMPUTE =
            Pattern.compile("\\] (?:Total GPU Compute Time|total compute time): " + NUMBER + " s$");
    private static final Pattern QUERIES = Pattern.compile("Timing trace has ([0-9]++) queries");

    private static final Map<String, String> NAMES = Map.of(
            "Latency", "latency",
            "End-to-End Host Latency", "e2e",
            "Enqueue Time", "enqueue",
            "H2D Latency", "h2d",
            "GPU Compute Time", "gpu",
            "D2H Latency", "d2h",
            "Host Latency", "latency",
            "GPU Compute", "gpu");

    private Summary() {}

    /**
     * Whether there is a summary.
     *
     * @param withoutTransfers a transfer that was not made is printed as 0 ms, and is not taken
     */
    static boolean read(ResultDraft draft, boolean withoutTransfers) {
        boolean any = rows(draft, withoutTransfers);
        any |= blocks(draft);
        draft.figure("throughput", THROUGHPUT, "qps");
        draft.figure("walltime", WALL, "s");
        draft.figure("compute_time", COMPUTE, "s");
        draft.figure("queries", QUERIES, "");
        return any;
    }

    private static boolean rows(ResultDraft draft, boolean withoutTransfers) {
        boolean any = false;
        for (String line : draft.text().lines()) {
            Matcher row = ROW.matcher(line);
            if (!row.find()) {
                continue;
            }
            String name = NAMES.getOrDefault(row.group(1), "");
            if (withoutTransfers && (name.equals("h2d") || name.equals("d2h"))) {
                continue;
            }
            Matcher parts = PART.matcher(row.group(2));
            while (parts.find()) {
                any = true;
                String statistic = parts.group(2) == null ? parts.group(1) : "p" + parts.group(2);
                draft.figure(name + "." + statistic, parts.group(3), "ms");
            }
        }
        return any;
    }

    /** A line of a block whose head is not there belongs to nothing. */
    private static boolean blocks(ResultDraft draft) {
        String block = "";
        boolean any = false;
        for (String line : draft.text().lines()) {
            Matcher head = OLD_BLOCK.matcher(line);
            Matcher part = OLD_PART.matcher(line);
            if (head.find()) {
                block = NAMES.getOrDefault(head.group(1), "");
            } else if (!part.find()) {
                block = "";
            } else if (!block.isEmpty()) {
                any = true;
                String statistic = part.group(3) == null ? part.group(1) : "p" + part.group(3);
                draft.figure(block + "." + statistic, part.group(2), "ms");
                if (part.group(4) != null) {
                    draft.figure("e2e." + statistic, part.group(4), "ms");
                }
            }
        }
        return any;
    }
}
