package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.drive.v1.DeliveryOpportunities;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Imports a packet trace of mahimahi ({@code src/frontend/link_queue.cc}): a line is the millisecond of one chance to
 * deliver 1,500 bytes; the trace repeats with the last line's period. One direction.
 */
final class MahimahiImporter implements DriveImporter {
    private static final Pattern STAMP = Pattern.compile("\\d{1,9}");
    private static final long MILLIS_TO_NANOS = 1_000_000;
    private static final int PACKET_BYTES = 1_500;
    private static final String UNITS = "packets, bytes each";

    @Override
    public String name() {
        return "mahimahi";
    }

    @Override
    public String form() {
        return "mahimahi packet trace";
    }

    @Override
    public String mark() {
        return "its lines, whole milliseconds that never go back";
    }

    @Override
    public boolean knows(Path source) {
        List<String> head = TextHead.of(source);
        long last = 0;
        for (String line : head) {
            if (!STAMP.matcher(line.strip()).matches() || Long.parseLong(line.strip()) < last) {
                return false;
            }
            last = Long.parseLong(line.strip());
        }
        return !head.isEmpty();
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        String direction =
                String.valueOf(source.getFileName()).toLowerCase(Locale.ROOT).endsWith(".up") ? "up" : "down";
        var topic = new DriveTopic("/link/" + direction, DeliveryOpportunities.getDescriptor(), UNITS);
        long last = 0;
        long packets = 0;
        int atOnce = 0;
        try (TextLines lines = TextLines.open(source)) {
            while (lines.next()) {
                long stamp = stamp(lines, last);
                if (stamp != last && atOnce > 0) {
                    write(writer, topic, last, atOnce);
                    atOnce = 0;
                }
                last = stamp;
                atOnce++;
                packets++;
            }
            if (last == 0) {
                throw lines.bad("the trace ends at 0 ms and has no length");
            }
        }
        write(writer, topic, last, atOnce);
        long rate = packets * PACKET_BYTES * 8 * 1_000 / last;
        return new Account(
                FolderHash.ofFile(source),
                "milliseconds since the trace began, " + Stamps.SYNTHETIC + ", since the trace has no date",
                List.of(
                        packets + " packets in " + last + " ms, " + rate
                                + " bit/s in the mean; the trace repeats after that",
                        "taken as the " + direction
                                + " direction by the file's name; the other direction is another file",
                        "to play it as a link, name the trace itself as the scenario's network"),
                List.of());
    }

    private static long stamp(TextLines lines, long last) {
        String text = lines.text().strip();
        if (!STAMP.matcher(text).matches()) {
            throw lines.bad(text, "is not a whole number of milliseconds");
        }
        long stamp = Long.parseLong(text);
        if (stamp < last) {
            throw lines.bad(text, "is before the line above, " + last + "; a trace never goes back");
        }
        return stamp;
    }

    private static void write(DriveWriter writer, DriveTopic topic, long millis, int packets) throws RigFault {
        writer.write(
                topic,
                Stamps.SYNTHETIC_UTC_NANOS + millis * MILLIS_TO_NANOS,
                DeliveryOpportunities.newBuilder()
                        .setPackets(packets)
                        .setBytesEach(PACKET_BYTES)
                        .build());
    }
}
