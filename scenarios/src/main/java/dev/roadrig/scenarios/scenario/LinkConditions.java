package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.link.WayState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a source states of a link at a moment; what it leaves open is absent.
 *
 * @param name of the state, where the source gives one
 */
record LinkConditions(Optional<String> name, WayConditions up, WayConditions down) {
    static final LinkConditions NOTHING =
            new LinkConditions(Optional.empty(), WayConditions.NOTHING, WayConditions.NOTHING);

    /** Of a whole state, what of it was stated: up, down, rtt, jitter, loss. */
    static LinkConditions of(LinkState state, List<String> stated) {
        return new LinkConditions(
                Optional.of(state.name()),
                way(state.up(), stated.contains("up"), stated),
                way(state.down(), stated.contains("down"), stated));
    }

    private static WayConditions way(WayState state, boolean rate, List<String> stated) {
        return new WayConditions(
                rate ? Optional.of(state.bitsPerSecond()) : Optional.empty(),
                stated.contains("rtt") ? Optional.of(state.delay()) : Optional.empty(),
                stated.contains("jitter") ? Optional.of(state.jitter()) : Optional.empty(),
                stated.contains("loss") ? Optional.of(state.loss()) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Conditions that both state, as a scenario's file calls them. */
    List<String> statedTwiceBy(LinkConditions other) {
        Set<String> upward = new TreeSet<>(up.stated());
        upward.retainAll(other.up.stated());
        Set<String> downward = new TreeSet<>(down.stated());
        downward.retainAll(other.down.stated());
        List<String> names = new ArrayList<>();
        if (upward.remove("rate")) {
            names.add("up");
        }
        if (downward.remove("rate")) {
            names.add("down");
        }
        for (String name : List.of("delay", "jitter", "loss", "reorder", "duplicate", "corrupt")) {
            boolean u = upward.contains(name);
            boolean d = downward.contains(name);
            String common = name.equals("delay") ? "rtt" : name;
            if (u && d) {
                names.add(common);
            } else if (u || d) {
                names.add((u ? "up." : "down.") + name);
            }
        }
        return names;
    }

    /** What is stated here, else what is stated there. */
    LinkConditions over(LinkConditions below) {
        return new LinkConditions(name.or(below::name), up.over(below.up), down.over(below.down));
    }

    /** The worst of both where both state something. */
    LinkConditions worstOf(LinkConditions below) {
        return new LinkConditions(name.or(below::name), up.worstOf(below.up), down.worstOf(below.down));
    }

    LinkState state() {
        return new LinkState(name.orElse("constant"), up.state(), down.state());
    }

    /** How two sources of conditions become one. */
    enum Combine {
        WORST("worst"),
        REPLACE("replace");

        private final String word;

        Combine(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        /** @param over the source that is named later, which wins where it replaces */
        LinkConditions join(LinkConditions over, LinkConditions below) {
            return this == WORST ? over.worstOf(below) : over.over(below);
        }
    }
}
