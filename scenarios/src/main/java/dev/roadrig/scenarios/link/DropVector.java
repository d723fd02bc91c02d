package dev.roadrig.scenarios.link;

import dev.roadrig.scenarios.fault.BadInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Which packets of a flow were lost, by number from 0. As a file: a line a packet, {@code 17}, or a run of packets, {@code
 * 17-23}, rising; packets past the last line were not lost.
 */
public final class DropVector {
    private static final Pattern LINE = Pattern.compile("(\\d{1,12})(?:-(\\d{1,12}))?");

    private final Path source;
    private final long[] first;
    private final long[] last;

    private DropVector(Path source, long[] first, long[] last) {
        this.source = source;
        this.first = first;
        this.last = last;
    }

    /** Reads a file. Throws {@link BadInput} with line and reason where it is none. */
    public static DropVector read(Path file) {
        long[] first = new long[64];
        long[] last = new long[64];
        int runs = 0;
        try (TraceLines lines = TraceLines.open(file)) {
            for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
                var match = LINE.matcher(line);
                if (!match.matches()) {
                    throw lines.bad(line, "is no packet's number, and no run of packets such as 17-23");
                }
                long from = Long.parseLong(match.group(1));
                long to = match.group(2) == null ? from : Long.parseLong(match.group(2));
                if (to < from || (runs > 0 && from <= last[runs - 1])) {
                    throw lines.bad(line, "goes back; the packets of a drop vector rise");
                }
                if (runs == first.length) {
                    first = Arrays.copyOf(first, 2 * runs);
                    last = Arrays.copyOf(last, 2 * runs);
                }
                first[runs] = from;
                last[runs] = to;
                runs++;
            }
        }
        if (runs == 0) {
            throw new BadInput(file + " names no packet. Where none is lost, state no loss.");
        }
        return new DropVector(file, Arrays.copyOf(first, runs), Arrays.copyOf(last, runs));
    }

    public boolean contains(long packet) {
        int found = Arrays.binarySearch(first, packet);
        int run = found >= 0 ? found : -found - 2;
        return run >= 0 && packet <= last[run];
    }

    /** The file that it was read from. */
    public Path source() {
        return source;
    }

    /** SHA-256 of its runs, a line {@code FIRST-LAST} each, hex: the same for the same packets, however a file writes them. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int run = 0; run < first.length; run++) {
                digest.update((first[run] + "-" + last[run] + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The share of the packets up to the last one lost. */
    double share() {
        double lost = 0;
        for (int run = 0; run < first.length; run++) {
            lost += last[run] - first[run] + 1;
        }
        return lost / (last[last.length - 1] + 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DropVector vector
                && Arrays.equals(first, vector.first)
                && Arrays.equals(last, vector.last);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(first) + Arrays.hashCode(last);
    }
}
