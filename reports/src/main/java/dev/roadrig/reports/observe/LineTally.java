package dev.roadrig.reports.observe;

import dev.roadrig.scenarios.observe.LineObserver;
import java.util.OptionalLong;

/** Counts for one pattern while lines go by. */
final class LineTally {
    private final LineObserver observer;
    private int taken;
    private int early;
    private int cut;
    private int twice;
    private int unreadable;
    private int costly;
    private int longestBytes;
    private boolean stampsKnown = true;
    private long latestStampNanos;
    private String example = "";

    LineTally(LineObserver observer) {
        this.observer = observer;
    }

    LineObserver observer() {
        return observer;
    }

    void taken(ConsoleLine line) {
        taken++;
        longestBytes = Math.max(longestBytes, line.wireBytes());
        stampsKnown &= line.lateNanos().isPresent();
        latestStampNanos = Math.max(latestStampNanos, line.lateNanos().orElse(0));
    }

    void early() {
        early++;
    }

    void cut(ConsoleLine line) {
        cut++;
        show(line);
    }

    void twice(ConsoleLine line) {
        twice++;
        show(line);
    }

    void unreadable(ConsoleLine line) {
        unreadable++;
        show(line);
    }

    void costly(ConsoleLine line) {
        costly++;
        show(line);
    }

    private void show(ConsoleLine line) {
        if (example.isEmpty()) {
            example = line.text().substring(0, Math.min(120, line.text().length()));
        }
    }

    PatternTally total() {
        return new PatternTally(
                observer.pattern().toString(),
                observer.result(),
                taken,
                early,
                cut,
                twice,
                unreadable,
                costly,
                longestBytes,
                taken > 0 && stampsKnown ? OptionalLong.of(latestStampNanos) : OptionalLong.empty(),
                example);
    }
}
