package dev.roadrig.scenarios.drive.formats;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what is told after an import, by kind, with the line where each kind was first met. */
final class Tally {
    private static final int MOST_KINDS = 20;
    private static final String OTHERS = "of other kinds";

    private final Map<String, Count> counts = new LinkedHashMap<>();

    /** How many there are of a kind. */
    private static final class Count {
        private final long firstLine;
        private long times;

        Count(long firstLine) {
            this.firstLine = firstLine;
        }
    }

    /**
     * Counts one.
     *
     * @param kind in words, in the plural; kinds that come from a file are bounded in number here, not in length
     * @param line where it is, from 1; 0 where there are no lines
     */
    void add(String kind, long line) {
        String known = counts.containsKey(kind) || counts.size() < MOST_KINDS ? kind : OTHERS;
        counts.computeIfAbsent(known, k -> new Count(line)).times++;
    }

    long of(String kind) {
        Count count = counts.get(kind);
        return count == null ? 0 : count.times;
    }

    /** "12 lines without a checksum, first at line 3". */
    List<String> told() {
        List<String> told = new ArrayList<>();
        counts.forEach((kind, count) ->
                told.add(count.times + " " + kind + (count.firstLine > 0 ? ", first at line " + count.firstLine : "")));
        return told;
    }
}
