package dev.roadrig.wires.meter.bench;

import dev.roadrig.wires.meter.MeanBlocks;
import dev.roadrig.wires.meter.MeterFeed;
import dev.roadrig.wires.meter.PortLines;
import dev.roadrig.wires.meter.SampleClock;
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
    private long stampMillis = -1;
    private long strangeMillis = -1;
    private long sinceStamp;
    private boolean torn;

    ShieldReader(MeterFeed feed, String rail, int samplesPerSecond) {
        this.feed = feed;
        this.samplesPerSecond = samplesPerSecond;
        long sampleNanos = 1_000_000_000L / samplesPerSecond;
        clock = new SampleClock(sampleNanos, SampleClock.NEVER);
        blocks = new MeanBlocks(feed, rail, clock, sampleNanos);
    }

    /** The value of {@code dddd-ee}, which is dddd by 10 to the power of -ee; empty for another word. */
    static OptionalDouble value(String word) {
        Matcher match = VALUE.matcher(word);
        return match.matches()
                ? OptionalDouble.of(Double.parseDouble(match.group(1) + "e" + match.group(2) + match.group(3)))
                : OptionalDouble.empty();
    }

    @Override
    public void line(long nanos, String text) {
        String word = PROMPT.matcher(text).replaceFirst("").strip();
        OptionalDouble joules = value(word);
        Matcher stamp = STAMP.matcher(word);
        if (torn) {
            // The rest of a torn line can look like a value.
            torn = false;
            feed.refused(1, "lines that are no sample");
        } else if (joules.isPresent()) {
            clock.coming(nanos, 1);
            blocks.take(joules.getAsDouble() * samplesPerSecond);
            sinceStamp++;
            long unused = clock.arrived(nanos);
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

    /**
     * Exactly as many samples stand between two stamps as the rate says, so one that is a second or more from that has a
     * wrong digit, or the shield was started again, or more was lost at once: the next stamp decides.
     */
    private void stamped(long millis) {
        long missing = Math.round((millis - stampMillis) * samplesPerSecond / 1000) - sinceStamp;
        if (stampMillis < 0) {
            believe(millis, 0);
        } else if (goesOn(stampMillis, millis) && Math.abs(missing) < samplesPerSecond) {
            believe(millis, missing);
        } else if (!confirmed(millis)) {
            strangeMillis = millis;
            blocks.spoil();
            feed.refused(1, "time stamps that do not go on from the one before");
        } else if (millis <= stampMillis) {
            feed.lose(
                    "restarted",
                    "its time stamps began anew after %d s, so it was started again. Check its supply, and that nobody"
                                    .formatted(stampMillis / 1000)
                            + " presses its keys.");
        } else {
            believe(millis, goesOn(stampMillis, millis) ? missing : 0);
        }
    }

    private void believe(long millis, long missing) {
        if (missing > 0) {
            blocks.miss(missing, "samples missing between two of its time stamps");
        }
        stampMillis = millis;
        strangeMillis = -1;
        sinceStamp = 0;
    }

    /** Whether a stamp goes on from a strange one, and both lie on one side of the last that was believed. */
    private boolean confirmed(long millis) {
        return goesOn(strangeMillis, millis) && strangeMillis > stampMillis == millis > stampMillis;
    }

    private static boolean goesOn(long fromMillis, long millis) {
        return fromMillis >= 0 && millis > fromMillis && millis - fromMillis <= MeanBlocks.LONGEST_GAP_SECONDS * 1000;
    }
}
