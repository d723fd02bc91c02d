package dev.roadrig.boards.meter;

/** A kit's samples as it sends them, with its default constants. */
public final class Ppk2Words {
    static final double[] OHMS = {1031.64, 101.65, 10.15, 0.94, 0.043};
    private static final double AMPERES_OHM_A_STEP = 4 * 1.8 / 163_840;
    private static final int MOST_STEPS = 16_383;

    private Ppk2Words() {}

    /**
     * One sample in the finest range that holds it.
     *
     * @param counter 0 to 63
     */
    public static byte[] word(double amperes, int counter) {
        int range = 0;
        while (range < 4 && amperes * OHMS[range] / AMPERES_OHM_A_STEP > MOST_STEPS) {
            range++;
        }
        long adc = Math.max(0, Math.min(MOST_STEPS, Math.round(amperes * OHMS[range] / AMPERES_OHM_A_STEP)));
        int word = (int) adc | range << 14 | counter << 18;
        return new byte[] {(byte) word, (byte) (word >>> 8), (byte) (word >>> 16), (byte) (word >>> 24)};
    }
}
