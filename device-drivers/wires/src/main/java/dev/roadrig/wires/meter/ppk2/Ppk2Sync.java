package dev.roadrig.wires.meter.ppk2;

import java.util.Arrays;

/**
 * Cuts bytes into samples. Where the counter does not go on, the next words decide: if they count on from here, samples
 * are lost; if they do so one to three bytes later, bytes are. Anything else is thrown away until they do.
 */
final class Ppk2Sync {
    /** So many words must count on; noise does so once in 64 to this power. */
    private static final int AHEAD = 6;

    private static final int NEEDED = (AHEAD + 1) * Ppk2Word.BYTES;
    private static final int NOT_YET = -1;

    private final Listener listener;
    private byte[] held = new byte[0];
    private int expected = NOT_YET;

    /** Told of samples and of what is between them, in order. */
    interface Listener {
        void sample(Ppk2Word word);

        /** Samples that the counter misses: modulo 64, so 64 and its multiples are not among them. */
        void missed(int samples);

        /** Bytes that belong to no sample. */
        void slipped(int bytes);
    }

    Ppk2Sync(Listener listener) {
        this.listener = listener;
    }

    void take(byte[] bytes) {
        byte[] all = Arrays.copyOf(held, held.length + bytes.length);
        System.arraycopy(bytes, 0, all, held.length, bytes.length);
        int at = 0;
        int next;
        do {
            next = step(all, at);
            at += next;
        } while (next > 0);
        held = Arrays.copyOfRange(all, at, all.length);
    }

    /** Takes what can be taken at a place; returns how many bytes, 0 where more have to come first. */
    private int step(byte[] all, int at) {
        int left = all.length - at;
        if (left < Ppk2Word.BYTES) {
            return 0;
        }
        Ppk2Word word = Ppk2Word.at(all, at);
        if (word.exists() && word.counter() == expected) {
            accept(word);
            return Ppk2Word.BYTES;
        }
        if (left < NEEDED) {
            return 0;
        }
        for (int offset = 0; offset < Ppk2Word.BYTES; offset++) {
            if (countsOn(all, at + offset)) {
                Ppk2Word good = Ppk2Word.at(all, at + offset);
                resume(offset, good);
                return offset + Ppk2Word.BYTES;
            }
        }
        listener.slipped(Ppk2Word.BYTES);
        return Ppk2Word.BYTES;
    }

    private void resume(int slipped, Ppk2Word good) {
        if (slipped > 0) {
            listener.slipped(slipped);
        }
        if (expected != NOT_YET) {
            int missed = Math.floorMod(good.counter() - expected, Ppk2Word.COUNTS);
            if (missed > 0) {
                listener.missed(missed);
            }
        }
        accept(good);
    }

    private void accept(Ppk2Word word) {
        expected = (word.counter() + 1) % Ppk2Word.COUNTS;
        listener.sample(word);
    }

    private static boolean countsOn(byte[] all, int from) {
        Ppk2Word before = Ppk2Word.at(all, from);
        for (int i = 1; i < AHEAD; i++) {
            Ppk2Word word = Ppk2Word.at(all, from + i * Ppk2Word.BYTES);
            if (!before.exists() || word.counter() != (before.counter() + 1) % Ppk2Word.COUNTS) {
                return false;
            }
            before = word;
        }
        return before.exists();
    }
}
