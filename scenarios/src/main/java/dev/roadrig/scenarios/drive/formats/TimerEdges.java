package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.v1.Measurement;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The edges of the timer of an EEMBC runner's session: a JSON list of seconds since the trace of energy began. */
final class TimerEdges {
    private static final int MOST_EDGE_BYTES = 1 << 20;
    private static final DriveTopic EDGES = DriveTopic.measurement("/power/timer", "the timer's edge, counted from 1");
    private static final Pattern NUMBER = Pattern.compile("[^\\s,\\[\\]]+");

    private TimerEdges() {}

    /** Writes the edges of the timer. Throws {@link BadInput} where they are no list of rising seconds. */
    static void write(Path file, long utcNanos, DriveWriter writer) throws RigFault {
        String text;
        try {
            if (Files.size(file) > MOST_EDGE_BYTES) {
                throw new BadInput(file + " is over " + MOST_EDGE_BYTES + " bytes; no session has so many edges.");
            }
            text = Files.readString(file).strip();
        } catch (IOException e) {
            throw new BadInput(file + " cannot be read as text: " + FileTrouble.why(e), e);
        }
        if (!text.startsWith("[") || !text.endsWith("]")) {
            throw new BadInput(file + " should be a JSON list of seconds.");
        }
        Matcher number = NUMBER.matcher(text);
        long last = -1;
        for (int edge = 1; number.find(); edge++) {
            long nanos = Stamps.nanos(number.group()).orElse(-1);
            if (nanos < last || nanos < 0) {
                throw new BadInput(file + ": edge " + edge + " should be a number of seconds, not before the one before"
                        + " it, and not " + Wording.quote(number.group()) + ".");
            }
            last = nanos;
            writer.write(
                    EDGES,
                    utcNanos + nanos,
                    Measurement.newBuilder().addValues(edge).build());
        }
    }
}
