package dev.roadrig.wires.meter.ppk2;

/** Bytes that a kit understands. */
final class Ppk2Command {
    static final byte[] METADATA = {0x19};
    static final byte[] START = {0x06};
    static final byte[] STOP = {0x07};
    static final byte[] AMPERE_METER = {0x11, 1};
    static final byte[] SOURCE = {0x11, 2};
    static final byte[] BOARD_ON = {0x0c, 1};
    static final byte[] FILTER_ON = {0x15};
    static final byte[] FILTER_OFF = {0x16};

    private static final int LEAST_MILLIVOLTS = 800;
    private static final int MOST_MILLIVOLTS = 5000;
    private static final int OFFSET = 32;

    private Ppk2Command() {}

    /** The regulator's voltage, held to what it can do. */
    static byte[] regulator(double volts) {
        long millivolts = Math.round(volts * 1000);
        int steps = (int) Math.max(LEAST_MILLIVOLTS, Math.min(MOST_MILLIVOLTS, millivolts)) - LEAST_MILLIVOLTS + OFFSET;
        return new byte[] {0x0d, (byte) (3 + steps / 256), (byte) (steps % 256)};
    }
}
