package dev.roadrig.wires.files;

import java.util.Locale;

/** The checksum of POSIX's {@code cksum}: CRC-32 by 0x04C11DB7, the length behind the data, the complement at the end. */
final class PosixChecksum {
    private static final int POLYNOMIAL = 0x04C11DB7;
    private static final int[] TABLE = new int[256];

    static {
        for (int i = 0; i < TABLE.length; i++) {
            int crc = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? crc << 1 ^ POLYNOMIAL : crc << 1;
            }
            TABLE[i] = crc;
        }
    }

    private int crc;
    private long length;

    void update(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            take(bytes[i]);
        }
        length += count;
    }

    private void take(int value) {
        crc = crc << 8 ^ TABLE[(crc >>> 24 ^ value) & 0xff];
    }

    /** As {@code cksum} prints it for its input: the sum, a blank, the length. Ends the sum. */
    String text() {
        for (long left = length; left != 0; left >>>= 8) {
            take((int) left);
        }
        return String.format(Locale.ROOT, "%d %d", ~crc & 0xffffffffL, length);
    }
}
