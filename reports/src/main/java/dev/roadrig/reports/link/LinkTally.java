package dev.roadrig.reports.link;

import dev.roadrig.scenarios.record.SparseHistogram;
import dev.roadrig.scenarios.record.v1.LinkCarried;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What one direction did, added up over what a record holds of it. */
public final class LinkTally {
    /** Less than this at its rate says little: the link's own error at both ends would be more than 1 % of it. */
    private static final long LEAST_SATURATED_NANOS = 100_000_000;

    private final List<LinkCarried> parts = new ArrayList<>();
    private final SparseHistogram delay = new SparseHistogram();
    private final SparseHistogram late = new SparseHistogram();
    private double askedNanos;
    private double mostOffered;
    private long saturatedNanos;
    private long saturatedBits;

    /**
     * @param askedBitsPerSecond under which it was done
     * @param overlapNanos for how long of the part's time these conditions held; 0 where too short to speak of a rate
     */
    void add(LinkCarried part, long askedBitsPerSecond, long overlapNanos) {
        parts.add(part);
        if (overlapNanos > 0) {
            mostOffered = Math.max(mostOffered, part.getOfferedBits() * 1e9 / overlapNanos);
        }
        delay.add(part.getDelay());
        late.add(part.getLate());
        if (askedBitsPerSecond > 0) {
            saturatedBits += part.getSaturatedBits();
            saturatedNanos += part.getSaturatedNs();
            askedNanos += part.getSaturatedBits() * 1e9 / askedBitsPerSecond;
        }
    }

    void add(LinkTally other) {
        parts.addAll(other.parts);
        other.parts.forEach(part -> {
            delay.add(part.getDelay());
            late.add(part.getLate());
        });
        mostOffered = Math.max(mostOffered, other.mostOffered);
        saturatedBits += other.saturatedBits;
        saturatedNanos += other.saturatedNanos;
        askedNanos += other.askedNanos;
    }

    private long sum(java.util.function.ToLongFunction<LinkCarried> count) {
        return parts.stream().mapToLong(count).sum();
    }

    /** Whether it was busy for long enough that what it let through is its rate. */
    public boolean saturated() {
        return saturatedNanos >= LEAST_SATURATED_NANOS;
    }

    /** Bits a second got, while something waited. */
    public double bitsPerSecond() {
        return saturatedBits * 1e9 / saturatedNanos;
    }

    /** The rate got as a multiple of the one asked. */
    public double rateShare() {
        return askedNanos / saturatedNanos;
    }

    /** For how long something waited, in seconds. */
    public double saturatedSeconds() {
        return saturatedNanos / 1e9;
    }

    /** Bits a second that were offered at most, over a message of the record: about a second. */
    public double mostOffered() {
        return mostOffered;
    }

    /** From the rate's end to the link's, nanoseconds; nothing in it where nothing passed. */
    public SparseHistogram delay() {
        return delay;
    }

    /** Its own error, nanoseconds. */
    public SparseHistogram late() {
        return late;
    }

    /** Negative is early; empty where nothing passed. */
    public OptionalLong leastLateNanos() {
        return parts.stream()
                .filter(LinkCarried::hasLeastLateNs)
                .mapToLong(LinkCarried::getLeastLateNs)
                .min();
    }

    public long lossTried() {
        return sum(LinkCarried::getLossTried);
    }

    /** By chance; on a byte stream, stalled. */
    public long lost() {
        return sum(LinkCarried::getLost);
    }

    public long noRoom() {
        return sum(LinkCarried::getNoRoom);
    }

    public long tooLarge() {
        return sum(LinkCarried::getTooLarge);
    }

    public long offered() {
        return sum(LinkCarried::getOffered);
    }

    public long passed() {
        return sum(LinkCarried::getPassed);
    }

    public long passedBytes() {
        return sum(LinkCarried::getPassedBytes);
    }

    public boolean byTrace() {
        return parts.stream().anyMatch(LinkCarried::getByTrace);
    }

    /** When its last left the rate; empty where nothing passed. */
    OptionalLong lastNanos() {
        return parts.stream()
                .filter(part -> part.getPassed() > 0)
                .mapToLong(LinkCarried::getLastNs)
                .max();
    }

    /** What holds its first exit; empty where nothing passed. */
    java.util.Optional<LinkCarried> first() {
        return parts.stream()
                .filter(part -> part.getPassed() > 0)
                .min(java.util.Comparator.comparingLong(LinkCarried::getFirstAskedNs));
    }
}
