package dev.roadrig.wires.meter.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * Finds samples and what stands between them in a power shield's binary form.
 *
 * <p>A sample is two bytes, the high one first: its upper four bits are a negative power of 16, the lower twelve the value in
 * amperes, as 52A0 is 640.9 uA. Since no sample has the power 15, bytes of 0xF0 and more are no sample's first: F0 F3 begins
 * a time stamp (four bytes of milliseconds, one of the buffer's load in percent), F0 F4 the acquisition's end, F0 F5 an
 * overcurrent, F0 F1 an error and F0 F2 an information in text; FF FF ends each. Source: STMicroelectronics' UM2269, "Getting
 * started with PowerShield firmware", as four open readers have it in common that were written on their own (Zephyr's power
 * harness, x-nucleo-lpm01a-gui, and two drivers of research projects).
 */
final class ShieldBytes {
    static final int ERROR = 0xF1;
    static final int INFORMATION = 0xF2;
    static final int STAMP = 0xF3;
    static final int END = 0xF4;
    static final int OVERCURRENT = 0xF5;

    private static final int MARK = 0xF0;
    private static final int CLOSE = 0xFF;
    private static final int STAMP_BYTES = 9;
    private static final int BARE_BYTES = 4;
    private static final int LONGEST_TEXT = 256;
    /** Of a kind that is not known: two more than the longest that a source tells of. */
    private static final int LONGEST_UNKNOWN = 6;

    private static final int NONE = -1;
    private static final int UNFINISHED = 0;

    private final Listener listener;
    private byte[] bytes = new byte[8192];
    private int length;
    private int at;
    private boolean aligned;

    /** Whoever is told. */
    interface Listener {
        void sample(double amperes);

        /** @param millis unsigned, of 32 bits */
        void stamp(long millis);

        /** Bytes came that can be no sample; what comes is nothing until the next stamp. */
        void slipped();

        /**
         * @param kind but that of a time stamp: from 0xF1 to 0xFE, also one that is not known
         * @param text empty where the kind has none
         */
        void said(int kind, String text);
    }

    ShieldBytes(Listener listener) {
        this.listener = listener;
    }

    /** The value of a sample. */
    static double amperes(int word) {
        return (word & 0xFFF) * Math.scalb(1.0, -4 * (word >> 12));
    }

    void take(byte[] more) {
        if (length + more.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more.length));
        }
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
        while (aligned ? word() : search()) {
            // On to the next one.
        }
        keep();
    }

    /** The byte before the next word too: a mark whose first byte was taken for a sample's second begins there. */
    private void keep() {
        int from = Math.max(0, at - 1);
        System.arraycopy(bytes, from, bytes, 0, length - from);
        length -= from;
        at -= from;
    }

    private int octet(int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }

    /** Whether one was finished. */
    private boolean word() {
        if (length - at < 2) {
            return false;
        }
        if (octet(at) < MARK) {
            listener.sample(amperes(octet(at) << 8 | octet(at + 1)));
            at += 2;
            return true;
        }
        int marked = marked(at);
        if (marked == NONE) {
            aligned = false;
            at = Math.max(0, at - 1);
            listener.slipped();
            return true;
        }
        tell(marked);
        return marked != UNFINISHED;
    }

    /** Looks for anything that is whole; a stamp tells where words begin. */
    private boolean search() {
        for (; at < length; at++) {
            int marked = octet(at) == MARK ? marked(at) : NONE;
            if (marked == UNFINISHED) {
                return false;
            }
            if (marked > 0) {
                aligned |= octet(at + 1) == STAMP;
                tell(marked);
                return true;
            }
        }
        return false;
    }

    private void tell(int marked) {
        if (marked == UNFINISHED) {
            return;
        }
        int kind = octet(at + 1);
        int from = at + 2;
        at += marked;
        if (kind == STAMP) {
            listener.stamp((long) octet(from) << 24 | octet(from + 1) << 16 | octet(from + 2) << 8 | octet(from + 3));
        } else {
            boolean text = kind == ERROR || kind == INFORMATION;
            listener.said(kind, text ? new String(bytes, from, marked - 4, US_ASCII).strip() : "");
        }
    }

    /** How many bytes what begins here has. */
    private int marked(int from) {
        if (length - from < 2) {
            return UNFINISHED;
        }
        int kind = octet(from + 1);
        if (octet(from) != MARK || kind <= MARK || kind == CLOSE) {
            return NONE;
        }
        return switch (kind) {
            case STAMP -> closed(from, STAMP_BYTES);
            case END, OVERCURRENT -> closed(from, BARE_BYTES);
            case ERROR, INFORMATION -> text(from);
            default -> unknown(from);
        };
    }

    private int closed(int from, int size) {
        for (int i = from + size - 2; i < from + size; i++) {
            if (i < length && octet(i) != CLOSE) {
                return NONE;
            }
        }
        return length - from < size ? UNFINISHED : size;
    }

    private int text(int from) {
        for (int i = from + 2; i < from + 2 + LONGEST_TEXT; i++) {
            if (i >= length) {
                return UNFINISHED;
            }
            if (octet(i) == CLOSE) {
                return closed(from, i + 2 - from);
            }
            if (octet(i) > 0x7E) {
                return NONE;
            }
        }
        return NONE;
    }

    private int unknown(int from) {
        for (int size = BARE_BYTES; size <= LONGEST_UNKNOWN; size++) {
            int closed = closed(from, size);
            if (closed != NONE) {
                return closed;
            }
        }
        return NONE;
    }
}
