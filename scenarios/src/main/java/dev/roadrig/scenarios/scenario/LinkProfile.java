package dev.roadrig.scenarios.scenario;

import dev.roadrig.scenarios.link.PacketPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The network's conditions over a drive: piecewise constant from each step on; before the first step, the first holds. */
public final class LinkProfile {
    private final NavigableMap<Long, LinkState> steps;
    private final PacketPlan packets;
    /** How much of the packet traces lies before this profile's time 0. */
    private final long tracedNanos;

    /**
     * With what is usual for packets.
     *
     * @param steps states by the nanoseconds since the drive's start from which they hold; not empty
     */
    public LinkProfile(Map<Long, LinkState> steps) {
        this(steps, PacketPlan.USUAL);
    }

    /**
     * @param steps states by the nanoseconds since the drive's start from which they hold; not empty
     * @param packets what holds for good
     */
    public LinkProfile(Map<Long, LinkState> steps, PacketPlan packets) {
        this(steps, packets, 0);
    }

    private LinkProfile(Map<Long, LinkState> steps, PacketPlan packets, long tracedNanos) {
        this.tracedNanos = tracedNanos;
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a link profile has at least one state");
        }
        this.steps = new TreeMap<>(steps);
        this.packets = packets;
    }

    /** What holds for good, and only packets feel. */
    public PacketPlan packets() {
        return packets;
    }

    /** How far its packet traces have come at its time 0, which a window's start may be. */
    public Duration traced() {
        return Duration.ofNanos(tracedNanos);
    }

    public static LinkProfile constant(LinkState state) {
        return new LinkProfile(Map.of(0L, state));
    }

    /** The same states with other queues and traces. */
    public LinkProfile queued(PacketPlan other) {
        return new LinkProfile(steps, other, tracedNanos);
    }

    /** The state at a moment, in nanoseconds since the drive's start. */
    public LinkState at(long driveOffsetNanos) {
        Map.Entry<Long, LinkState> step = steps.floorEntry(driveOffsetNanos);
        return step == null ? steps.firstEntry().getValue() : step.getValue();
    }

    /** Since when the state at a moment has held; before the first step, from the first step's moment. */
    public long since(long driveOffsetNanos) {
        Long step = steps.floorKey(driveOffsetNanos);
        return step == null ? steps.firstKey() : step;
    }

    /**
     * The same conditions counted from a later moment: its state is the first and holds from 0 on, and packet traces go on from
     * where they are then.
     */
    public LinkProfile from(long driveOffsetNanos) {
        NavigableMap<Long, LinkState> later = new TreeMap<>();
        steps.tailMap(driveOffsetNanos, false).forEach((at, state) -> later.put(at - driveOffsetNanos, state));
        later.put(0L, at(driveOffsetNanos));
        return new LinkProfile(later, packets, tracedNanos + driveOffsetNanos);
    }

    /**
     * Other states over the same drive, with the same queues; and with the same packet traces where these still have all the
     * say: the rates are theirs, and nothing else changes.
     */
    public LinkProfile retaining(Map<Long, LinkState> others) {
        var changed = new LinkProfile(others, packets, tracedNanos);
        return packets.byTrace() && !tracedAlike(changed) ? new LinkProfile(others, packets.byRate()) : changed;
    }

    private boolean tracedAlike(LinkProfile other) {
        TreeSet<Long> moments = new TreeSet<>(steps.keySet());
        moments.addAll(other.steps.keySet());
        LinkState first = other.at(0);
        return moments.stream().allMatch(at -> {
            LinkState state = other.at(at);
            return state.upBitsPerSecond() == at(at).upBitsPerSecond()
                    && state.downBitsPerSecond() == at(at).downBitsPerSecond()
                    && state.up().alikeButForRate(first.up())
                    && state.down().alikeButForRate(first.down());
        });
    }

    /** All steps, in time order. */
    public List<Step> steps() {
        return steps.entrySet().stream()
                .map(e -> new Step(e.getKey(), e.getValue()))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LinkProfile profile
                && steps.equals(profile.steps)
                && packets.equals(profile.packets)
                && (tracedNanos == profile.tracedNanos || !packets.byTrace());
    }

    @Override
    public int hashCode() {
        return 31 * steps.hashCode() + packets.hashCode();
    }

    /** From this moment on, this state. */
    public record Step(long driveOffsetNanos, LinkState state) {}
}
