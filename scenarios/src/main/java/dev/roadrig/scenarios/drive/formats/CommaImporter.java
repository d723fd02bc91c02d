package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * Imports a segment of comma2k19 ({@code processed_log/*} and {@code global_pose/*}, NumPy arrays): CAN, speed, steering,
 * radar, inertial sensors, GNSS and pose, merged by time. Its clock is the phone's since it booted; the frames' GPS times
 * tie it to UTC.
 */
final class CommaImporter implements DriveImporter {
    static final String LOG = "processed_log/";
    static final String POSE = "global_pose/";
    static final String FRAME_TIMES = POSE + "frame_times.npy";
    private static final String GPS_TIMES = POSE + "frame_gps_times.npy";
    private static final double WEEK_SECONDS = 604_800;
    /** From 1970 to 1980-01-06, the first week of GPS. */
    private static final double GPS_EPOCH_SECONDS = 315_964_800;
    /** GPS is ahead of UTC by so much since 2017, and in the data set, which is of 2018. */
    private static final double LEAP_SECONDS = 18;

    private static final double LATEST_SECONDS = 4_000_000_000.0;

    @Override
    public String name() {
        return "comma2k19";
    }

    @Override
    public String form() {
        return "comma2k19 segment";
    }

    @Override
    public String mark() {
        return "its folders processed_log and global_pose with frame_gps_times.npy";
    }

    @Override
    public boolean knows(Path source) {
        return Files.isDirectory(source.resolve(LOG)) && Files.exists(source.resolve(GPS_TIMES));
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        List<String> notes = new ArrayList<>();
        double offset = offset(source, notes);
        List<CommaStream> streams = new ArrayList<>();
        try {
            CommaParts.open(source, streams);
            // Ties in the order in which the streams were opened.
            var byTime = new PriorityQueue<CommaStream>(
                    Comparator.comparingDouble(CommaStream::seconds).thenComparingInt(streams::indexOf));
            streams.stream().filter(CommaStream::hasRow).forEach(byTime::add);
            for (CommaStream next = byTime.poll(); next != null; next = byTime.poll()) {
                double utc = next.seconds() + offset;
                if (!(utc >= 0 && utc < LATEST_SECONDS)) {
                    throw new BadInput(source + ": the time " + next.seconds() + " s is before 1970 or after 2096.");
                }
                next.write(writer, Math.round(utc * 1e6) * 1_000);
                if (next.hasRow()) {
                    byTime.add(next);
                }
            }
        } finally {
            streams.forEach(CommaStream::close);
        }
        notes.add("lengths of CAN frames are not recorded: each has the 8 bytes of its field");
        return new Account(
                FolderHash.ofFolder(source),
                "the phone's clock since it booted, brought to UTC by the frames' GPS times, to the microsecond",
                notes,
                List.of(
                        "pictures: a segment has them in video.hevc, which is not read",
                        "GPS week and time of week of frames, since they are in the stamps"));
    }

    /** What is added to seconds since boot, to come to seconds since 1970: the mean over the frames. */
    private static double offset(Path source, List<String> notes) {
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        try (var boot = new NpyArray(source.resolve(FRAME_TIMES), "<f8");
                var gps = new NpyArray(source.resolve(GPS_TIMES), "<f8")) {
            if (boot.rows() == 0 || boot.rows() != gps.rows() || gps.columns() != 2) {
                throw new BadInput(source.resolve(GPS_TIMES) + " should have a week and a time for each frame of "
                        + FRAME_TIMES + ".");
            }
            while (boot.next() && gps.next()) {
                double utc = gps.number(0) * WEEK_SECONDS + gps.number(1) + GPS_EPOCH_SECONDS - LEAP_SECONDS;
                double offset = utc - boot.number(0);
                sum += offset;
                least = Math.min(least, offset);
                most = Math.max(most, offset);
            }
            notes.add(String.format(
                    Locale.ROOT,
                    "over %d frames the two clocks differ by up to %.3f ms from their mean difference",
                    boot.rows(),
                    Math.max(most - sum / boot.rows(), sum / boot.rows() - least) * 1e3));
            return sum / boot.rows();
        }
    }
}
