package dev.roadrig.reports.verdict;

import dev.roadrig.reports.RecordBuilder;
import dev.roadrig.reports.join.RunTable;
import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Statistic;
import java.util.List;

/** Runs judged by one requirement. */
final class Judging {
    static final Ask LOST = Ask.atMost(Metric.RESULTS_LOST, Statistic.COUNT, 0, "0");
    static final Ask RIGHT =
            Ask.atMost(Metric.ACCURACY_TOP_1, Statistic.SHARE, 0.95, "0.95").atLeast();

    static Finding judge(Ask ask, RunTable... runs) {
        return Judge.judge(List.of(runs), ask.spec()).findings().get(2);
    }

    static Finding builtIn(int index, RunTable... runs) {
        return Judge.judge(List.of(runs), LOST.spec()).findings().get(index);
    }

    static RecordBuilder frames(int n, double latencyMs) {
        return new RecordBuilder().answered(n, 0, latencyMs);
    }
}
