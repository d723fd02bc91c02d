package dev.roadrig.wires.meter.bench;

import dev.roadrig.wires.meter.MeanBlocks;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.PortLines;
import dev.roadrig.wires.meter.SampleClock;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Energies in a power shield's decimal form, with its time stamps between them, each second. */
final class ShieldReader implements PortLines.Taker {
    private static final Pattern VALUE = Pattern.compile("([0-9]{4,9})([+-])([0-9]{2})");
    private static final Pattern STAMP = Pattern.compile("TimeStamp: ?[ ><]?([0-9]{1,7})s ([0-9]{3})ms.*");
    private static final Pattern PROMPT = Pattern.compile("^(PowerShield > )+");
    private final MeterFeed feed;
    private final double samplesPerSecond;
    private final SampleClock clock;
    private final MeanBlocks blocks;
    private final ShieldStamps stamps;
    private long sinceStamp;
    private boolean torn;

    ShieldReader(MeterFeed feed, String rail, int samplesPerSecond) {
        this.feed = feed;
        this.samplesPerSecond = samplesPerSecond;
        long sampleNanos = 1_000_000_000L / samplesPerSecond;
        clock = new SampleClock(sampleNanos, SampleClock.NEVER);
        blocks = new MeanBlocks(feed, rail, clock, sampleNanos);
        stamps = new ShieldStamps(samplesPerSecond, samplesPerSecond);
    }

    /** The value of {@code dddd-ee}, which is dddd by 10 to the power of -ee; empty for another word. */
    static OptionalDouble value(String word) {
        Matcher match = VALUE.matcher(word);
        return match.matches()
                ? OptionalDouble.of(Double.parseDouble(match.group(1) + "e" + match.group(2) + match.group(3)))
                : OptionalDouble.empty();
    }

    @Override
    public void lines(long nanos, List<String> texts) {
        List<String> words = texts.stream()
                .map(text -> PROMPT.matcher(text).replaceFirst("").strip())
                .toList();
        long samples = words.stream().filter(word -> value(word).isPresent()).count();
        if (samples > 0) {
            // Those that came together were not taken at once: the first of them was taken long before.
            clock.coming(nanos, samples);
        }
        words.forEach(this::word);
        if (samples > 0) {
            long unused = clock.arrived(nanos);
        }
    }

    private void word(String word) {
        OptionalDouble joules = value(word);
        Matcher stamp = STAMP.matcher(word);
        if (torn) {
            // The rest of a torn line can look like a value.
            torn = false;
            feed.refused(1, "lines that are no sample");
        } else if (joules.isPresent()) {
            blocks.take(joules.getAsDouble() * samplesPerSecond);
            sinceStamp++;
        } else if (stamp.matches()) {
            stamped(Long.parseLong(stamp.group(1)) * 1000 + Long.parseLong(stamp.group(2)));
        } else if (word.contains("Acquisition completed")) {
            feed.lose("ended", "it ended its acquisition by itself: its current was too high, or its key was pressed.");
        } else if (!word.isEmpty() && !word.startsWith("event ") && !word.startsWith("ack ")) {
            torn = true;
            feed.refused(1, "lines that are no sample");
            blocks.spoil();
        }
    }

    private void stamped(long millis) {
        switch (stamps.next(millis, sinceStamp)) {
            case FIRST, LEAPS -> sinceStamp = 0;
            case GOES_ON -> {
                blocks.miss(
                        Math.max(0, stamps.expected() - sinceStamp), "samples missing between two of its time stamps");
                sinceStamp = 0;
            }
            case STRANGE -> {
                blocks.spoil();
                feed.refused(1, "time stamps that do not go on from the one before");
            }
            case RESTARTED -> feed.lose("restarted", stamps.restarted());
        }
    }
}
