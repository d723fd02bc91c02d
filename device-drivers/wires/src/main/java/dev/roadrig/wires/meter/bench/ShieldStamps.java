package dev.roadrig.wires.meter.bench;

import dev.roadrig.wires.meter.MeanBlocks;

/**
 * What a power shield's time stamps say of the samples between them. Exactly as many stand between two as the rate says, so
 * a stamp that is too far from that is a wrong one, or the shield was started again, or samples were lost: the next stamp
 * decides.
 */
final class ShieldStamps {
    private final int samplesPerSecond;
    private final long nearSamples;
    private long stampMillis = -1;
    private long strangeMillis = -1;
    private long expected;

    /** What a stamp is. */
    enum Word {
        /** Nothing is known of what came before it. */
        FIRST,
        /** So many samples were taken since the last one as {@link #expected} says. */
        GOES_ON,
        /** It is believed, and is too far away to say how many samples were taken. */
        LEAPS,
        /** It is not believed: the next one decides. */
        STRANGE,
        /** Its clock began anew. */
        RESTARTED
    }

    /** @param nearSamples under which a stamp may differ from the samples before it and is believed at once */
    ShieldStamps(int samplesPerSecond, long nearSamples) {
        this.samplesPerSecond = samplesPerSecond;
        this.nearSamples = nearSamples;
    }

    /** @param since samples that came after the last stamp that was believed; negative where they could not be counted */
    Word next(long millis, long since) {
        long taken = Math.round((millis - stampMillis) * (double) samplesPerSecond / 1000);
        if (stampMillis < 0) {
            return believe(millis, Word.FIRST);
        }
        boolean near = goesOn(stampMillis, millis);
        if (near && since >= 0 && Math.abs(taken - since) < nearSamples) {
            expected = taken;
            return believe(millis, Word.GOES_ON);
        }
        if (!confirmed(millis)) {
            strangeMillis = millis;
            return Word.STRANGE;
        }
        if (millis <= stampMillis) {
            return Word.RESTARTED;
        }
        expected = taken;
        return believe(millis, near ? Word.GOES_ON : Word.LEAPS);
    }

    /** How many samples were taken between the last two stamps that were believed, where the later one goes on. */
    long expected() {
        return expected;
    }

    /** What is told of a shield that was started again. */
    String restarted() {
        return "its time stamps began anew after " + stampMillis / 1000
                + " s, so it was started again. Check its supply," + " and that nobody presses its keys.";
    }

    private Word believe(long millis, Word word) {
        stampMillis = millis;
        strangeMillis = -1;
        return word;
    }

    /** Whether a stamp goes on from a strange one, and both lie on one side of the last that was believed. */
    private boolean confirmed(long millis) {
        return goesOn(strangeMillis, millis) && strangeMillis > stampMillis == millis > stampMillis;
    }

    private static boolean goesOn(long fromMillis, long millis) {
        return fromMillis >= 0 && millis > fromMillis && millis - fromMillis <= MeanBlocks.LONGEST_GAP_SECONDS * 1000;
    }
}
