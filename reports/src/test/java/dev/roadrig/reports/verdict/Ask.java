package dev.roadrig.reports.verdict;

import dev.roadrig.scenarios.spec.Metric;
import dev.roadrig.scenarios.spec.Requirement;
import dev.roadrig.scenarios.spec.Requirement.Bound;
import dev.roadrig.scenarios.spec.Requirement.When;
import dev.roadrig.scenarios.spec.Spec;
import dev.roadrig.scenarios.spec.Statistic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A requirement in the making. */
record Ask(Requirement requirement) {
    static Ask atMost(Metric metric, Statistic statistic, double limit, String written) {
        return new Ask(new Requirement(
                "R-1",
                metric,
                statistic,
                new Bound(Bound.Side.AT_MOST, limit, written),
                When.ALWAYS,
                0.95,
                Optional.empty(),
                0,
                Duration.ZERO,
                Duration.ZERO,
                false,
                Optional.empty(),
                Map.of(),
                3));
    }

    static Ask p95(double limitMs) {
        return atMost(Metric.LATENCY_END_TO_END, Statistic.percentile(95), limitMs / 1e3, Math.round(limitMs) + "ms");
    }

    Ask atLeast() {
        Bound b = requirement.bound();
        return with(new Bound(Bound.Side.AT_LEAST, b.limit(), b.written()), requirement.when());
    }

    Ask when(When when) {
        return with(requirement.bound(), when);
    }

    private Ask with(Bound bound, When when) {
        Requirement r = requirement;
        return new Ask(new Requirement(
                r.id(),
                r.metric(),
                r.statistic(),
                bound,
                when,
                r.confidence(),
                r.forEach(),
                r.minSamples(),
                r.after(),
                r.over(),
                r.includeFaults(),
                r.of(),
                r.given(),
                r.line()));
    }

    Ask forEach(String attribute, int minSamples) {
        Requirement r = requirement;
        return new Ask(new Requirement(
                r.id(),
                r.metric(),
                r.statistic(),
                r.bound(),
                r.when(),
                r.confidence(),
                Optional.of(attribute),
                minSamples,
                r.after(),
                r.over(),
                r.includeFaults(),
                r.of(),
                r.given(),
                r.line()));
    }

    Ask window(Duration after, Duration over, boolean includeFaults) {
        Requirement r = requirement;
        return new Ask(new Requirement(
                r.id(),
                r.metric(),
                r.statistic(),
                r.bound(),
                r.when(),
                r.confidence(),
                r.forEach(),
                r.minSamples(),
                after,
                over,
                includeFaults,
                r.of(),
                r.given(),
                r.line()));
    }

    Ask of(String of) {
        return given(Optional.of(of), Map.of());
    }

    Ask given(String name, String value) {
        return given(requirement.of(), Map.of(name, value));
    }

    private Ask given(Optional<String> of, Map<String, String> given) {
        Requirement r = requirement;
        return new Ask(new Requirement(
                r.id(),
                r.metric(),
                r.statistic(),
                r.bound(),
                r.when(),
                r.confidence(),
                r.forEach(),
                r.minSamples(),
                r.after(),
                r.over(),
                r.includeFaults(),
                of,
                given,
                r.line()));
    }

    Spec spec() {
        return new Spec("spec", List.of(requirement), "");
    }
}
