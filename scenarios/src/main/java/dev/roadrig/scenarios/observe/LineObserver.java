package dev.roadrig.scenarios.observe;

import java.util.List;
import java.util.Optional;

/**
 * One pattern, and what a line that it fits gives.
 *
 * @param result whether the line is an answer to a frame; else it holds readings of sensors
 * @param groups every named group of the pattern
 */
public record LineObserver(LinePattern pattern, boolean result, List<Group> groups) {
    public LineObserver {
        groups = List.copyOf(groups);
    }

    public Optional<Group> group(Meaning meaning) {
        return groups.stream().filter(g -> g.meaning() == meaning).findFirst();
    }
}
