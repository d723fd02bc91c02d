package dev.roadrig.boards.meter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.roadrig.boards.meter.ShieldFault.Kind;
import java.io.ByteArrayOutputStream;

/** A power shield's binary form as it sends it, with what goes wrong in it. */
public final class ShieldWords {
    private static final int LARGEST = 0xFFF;
    private static final int SMALLEST_POWER = 14;

    private final byte[] sample;
    private final int samplesPerSecond;
    private final ShieldFault fault;
    private long beganAt;
    private boolean due;
    private boolean ended;

    /** @param amperes constant */
    ShieldWords(double amperes, int samplesPerSecond, ShieldFault fault) {
        this.samplesPerSecond = samplesPerSecond;
        this.fault = fault;
        sample = sample(amperes);
    }

    /** One sample, 0 to 4095 A, as exactly as it can be said. */
    public static byte[] sample(double amperes) {
        int power = SMALLEST_POWER;
        while (power > 0 && Math.rint(Math.scalb(amperes, 4 * power)) > LARGEST) {
            power--;
        }
        int word = power << 12 | (int) Math.min(LARGEST, Math.rint(Math.scalb(amperes, 4 * power)));
        return new byte[] {(byte) (word >>> 8), (byte) word};
    }

    /** @param loadPercent of its buffer */
    public static byte[] stamp(long millis, int loadPercent) {
        return bytes(
                0xF0,
                0xF3,
                (int) (millis >>> 24),
                (int) (millis >>> 16),
                (int) (millis >>> 8),
                (int) millis,
                loadPercent,
                0xFF,
                0xFF);
    }

    /** A word without more: 0xF4 is the end, 0xF5 an overcurrent. */
    public static byte[] bare(int kind) {
        return bytes(0xF0, kind, 0xFF, 0xFF);
    }

    /** A word with text: 0xF1 is an error, 0xF2 an information. */
    public static byte[] text(int kind, String text) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(bytes(0xF0, kind));
        out.writeBytes(text.getBytes(US_ASCII));
        out.writeBytes(bytes(0xFF, 0xFF));
        return out.toByteArray();
    }

    private static byte[] bytes(int... octets) {
        var out = new ByteArrayOutputStream();
        for (int octet : octets) {
            out.write(octet);
        }
        return out.toByteArray();
    }

    /** Whether it has stopped by itself. */
    boolean ended() {
        return ended;
    }

    /** What is sent for the samples from one number to before another. */
    byte[] next(long from, long to) {
        var out = new ByteArrayOutputStream();
        for (long n = from; n < to && !ended; n++) {
            if (n == fault.atSample()) {
                strike(n, out);
            }
            if (fault.kind() == Kind.DROP && n >= fault.atSample() && n < fault.atSample() + fault.n()) {
                continue;
            }
            if (n % EmulatedShield.STAMP_SAMPLES == 0) {
                out.writeBytes(stamped((n - beganAt) * 1000 / samplesPerSecond));
            }
            boolean slips = fault.kind() == Kind.SLIP && n == fault.atSample();
            out.write(sample, slips ? fault.n() : 0, ended ? 0 : sample.length - (slips ? fault.n() : 0));
        }
        return out.toByteArray();
    }

    private byte[] stamped(long millis) {
        boolean now = due;
        due = false;
        ended |= now && fault.kind() == Kind.CUT;
        if (ended) {
            return bytes(0xF0, 0xF3, 0);
        }
        return stamp(millis + (now && fault.kind() == Kind.LEAP ? fault.n() : 0), 3);
    }

    private void strike(long n, ByteArrayOutputStream out) {
        due = true;
        switch (fault.kind()) {
            case RESTART -> beganAt = n - n % EmulatedShield.STAMP_SAMPLES;
            case OVERCURRENT -> end(out, bare(0xF5));
            case ERROR -> out.writeBytes(text(0xF1, "Target board voltage too low"));
            case UNKNOWN -> out.writeBytes(bytes(0xF0, 0xF7, 0x0C, 0xE4, 0xFF, 0xFF));
            case ENDS -> end(out, new byte[0]);
            default -> {
                // What is wrong is in the samples, in the stamps, or on the wire.
            }
        }
    }

    private void end(ByteArrayOutputStream out, byte[] before) {
        out.writeBytes(before);
        out.writeBytes(bare(0xF4));
        out.writeBytes("\r\nsummary beg\r\nsummary end\r\nPowerShield > Acquisition completed\r\n".getBytes(US_ASCII));
        ended = true;
    }
}
