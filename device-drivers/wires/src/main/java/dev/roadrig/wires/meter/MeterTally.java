package dev.roadrig.wires.meter;

import dev.roadrig.scenarios.record.v1.MeterAccount;
import java.util.ArrayList;
import java.util.List;

/** What a meter took, lost and refused. For any thread. */
final class MeterTally {
    private static final int MOST_NOTES = 20;

    private final List<String> notes = new ArrayList<>();
    private long taken;
    private long lost;
    private long refused;

    synchronized void taken(long samples) {
        taken += samples;
    }

    synchronized void lost(long samples, String why) {
        lost += samples;
        note(why);
    }

    synchronized void refused(long words, String why) {
        refused += words;
        note(why);
    }

    private void note(String why) {
        if (notes.size() < MOST_NOTES && !notes.contains(why)) {
            notes.add(why);
        }
    }

    synchronized MeterAccount account(String meter) {
        return MeterAccount.newBuilder()
                .setMeter(meter)
                .setTaken(taken)
                .setLost(lost)
                .setRefused(refused)
                .addAllNotes(notes)
                .build();
    }
}
