package dev.roadrig.wires.meter.ppk2;

/**
 * One sample, a little-endian word of 32 bits.
 *
 * @param adc 0 to 16383
 * @param range 0 to 7, of which 5 to 7 do not exist
 * @param counter 0 to 63, one more each sample
 * @param logic levels of D0 (bit 0) to D7
 */
record Ppk2Word(int adc, int range, int counter, int logic) {
    static final int BYTES = 4;
    static final int COUNTS = 64;

    static Ppk2Word at(byte[] bytes, int offset) {
        int word = (bytes[offset] & 0xff)
                | (bytes[offset + 1] & 0xff) << 8
                | (bytes[offset + 2] & 0xff) << 16
                | (bytes[offset + 3] & 0xff) << 24;
        return new Ppk2Word(word & 0x3fff, word >>> 14 & 7, word >>> 18 & 63, word >>> 24);
    }

    boolean exists() {
        return range <= 4;
    }
}
