package dev.roadrig.harness.cli;

import dev.roadrig.scenarios.link.Direction;
import dev.roadrig.scenarios.link.PacketFaults;
import dev.roadrig.scenarios.link.PacketPlan;
import dev.roadrig.scenarios.link.WayState;
import dev.roadrig.scenarios.scenario.LinkProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What of a link's conditions the relay of byte streams does otherwise than they say, or not at all. */
final class LinkNotes {
    private LinkNotes() {}

    static List<String> of(LinkProfile profile) {
        List<String> notes = new ArrayList<>();
        if (ways(profile).anyMatch(way -> !way.loss().none())) {
            notes.add(
                    "on byte streams through the relay a loss is a retransmission stall (two round trips, 10 ms or more);"
                            + " nothing is lost");
        }
        List<String> hidden = new ArrayList<>();
        note(hidden, "reorder", ways(profile).map(WayState::faults).anyMatch(f -> f.reordered() > 0));
        note(hidden, "duplicate", ways(profile).map(WayState::faults).anyMatch(f -> f.duplicated() > 0));
        note(hidden, "corrupt", ways(profile).map(WayState::faults).anyMatch((PacketFaults f) -> f.corrupted() > 0));
        PacketPlan packets = profile.packets();
        note(
                hidden,
                "queue",
                !packets.up().equals(PacketPlan.USUAL.up()) || !packets.down().equals(PacketPlan.USUAL.down()));
        note(hidden, "mtu", packets.mtuBytes() != PacketPlan.USUAL.mtuBytes());
        if (!hidden.isEmpty()) {
            notes.add("without effect on byte streams through the relay: " + String.join(", ", hidden)
                    + " (TCP hides them, and waits where a packet would be dropped)");
        }
        if (packets.upTrace().isPresent() || packets.downTrace().isPresent()) {
            notes.add("on byte streams through the relay a packet trace is a rate, not a chance a packet");
        }
        return notes;
    }

    private static Stream<WayState> ways(LinkProfile profile) {
        return profile.steps().stream()
                .flatMap(step -> Stream.of(Direction.values()).map(step.state()::way));
    }

    private static void note(List<String> words, String word, boolean asked) {
        if (asked) {
            words.add(word);
        }
    }
}
