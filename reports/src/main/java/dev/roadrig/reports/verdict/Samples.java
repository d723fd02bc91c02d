package dev.roadrig.reports.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What counts for a requirement, in time order, and what does not and why. */
final class Samples {
    private final List<Sample> list = new ArrayList<>();
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private int unusable;
    private Optional<String> refusal = Optional.empty();

    void add(Sample sample) {
        list.add(sample);
    }

    void addAll(Samples other) {
        list.addAll(other.list);
        other.leftOut.forEach((why, n) -> leftOut.merge(why, n, Integer::sum));
        unusable += other.unusable;
        if (refusal.isEmpty()) {
            refusal = other.refusal;
        }
    }

    /** Leaves one out that does not count for this requirement. */
    void leaveOut(String why) {
        leftOut.merge(why, 1, Integer::sum);
    }

    /** Leaves one out that would count, had the instruments been better. */
    void unusable(String why) {
        unusable++;
        leaveOut(why);
    }

    /** Says that no sample can carry a verdict; the first reason is kept. */
    void refuse(String why) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(why);
        }
    }

    List<Sample> list() {
        return list;
    }

    int size() {
        return list.size();
    }

    int unusable() {
        return unusable;
    }

    Optional<String> refusal() {
        return refusal;
    }

    double[] values() {
        return list.stream().mapToDouble(Sample::value).toArray();
    }

    /** Such as "3 x emulation overrun, 40 x inside an ordered fault"; empty for nothing. */
    String leftOut() {
        return leftOut.entrySet().stream()
                .map(e -> e.getValue() + " x " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    /** The instrument that leaves most samples open among those that a limit divides. */
    String doubtAt(double limit) {
        Map<String, Integer> doubts = new TreeMap<>();
        for (Sample s : list) {
            if (!s.doubt().isEmpty() && s.low() <= limit && s.high() >= limit) {
                doubts.merge(s.doubt(), 1, Integer::sum);
            }
        }
        return doubts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseGet(() -> list.stream()
                        .map(Sample::doubt)
                        .filter(d -> !d.isEmpty())
                        .findFirst()
                        .orElse("an instrument"));
    }
}
