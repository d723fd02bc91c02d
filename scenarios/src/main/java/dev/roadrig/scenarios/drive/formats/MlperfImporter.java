package dev.roadrig.scenarios.drive.formats;

import dev.roadrig.scenarios.drive.DriveImporter;
import dev.roadrig.scenarios.drive.DriveTopic;
import dev.roadrig.scenarios.drive.DriveWriter;
import dev.roadrig.scenarios.drive.FolderHash;
import dev.roadrig.scenarios.drive.foxglove.Log;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RigFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Imports a session of the EEMBC runner as MLPerf Tiny submissions have them: a folder with {@code log.txt}, in which the
 * board speaks too, and in energy sessions the meter's {@code trace1-energy.bin} and {@code trace1-timestamps.json}.
 */
final class MlperfImporter implements DriveImporter {
    static final String LOG = "log.txt";

    private static final String ENERGY = "trace1-energy.bin";
    private static final String EDGES = "trace1-timestamps.json";
    private static final String RESULTS = "results.txt";
    private static final DriveTopic LINES =
            new DriveTopic("/log", Log.getDescriptor(), "lines of the runner and of the board (dut)");

    @Override
    public String name() {
        return "mlperf-tiny";
    }

    @Override
    public String form() {
        return "MLPerf Tiny runner session";
    }

    @Override
    public String mark() {
        return "its log.txt, which begins with m-session-start-id";
    }

    @Override
    public boolean knows(Path source) {
        return Files.isDirectory(source)
                && TextHead.of(source.resolve(LOG)).stream()
                        .limit(3)
                        .anyMatch(line -> line.contains("m-session-start-id["));
    }

    @Override
    public Account write(Path source, DriveWriter writer) throws RigFault {
        List<String> notes = new ArrayList<>();
        OptionalLong traceStart = writeLog(source.resolve(LOG), writer);
        Path energy = source.resolve(ENERGY);
        if (Files.exists(energy)) {
            long start = traceStart.orElseThrow(() -> new BadInput(source.resolve(LOG)
                    + " does not say when the trace began (emon: m-trace[on]), and there is " + ENERGY + "."));
            long samples = EnergyTrace.write(energy, start, writer);
            if (Files.exists(source.resolve(EDGES))) {
                TimerEdges.write(source.resolve(EDGES), start, writer);
            }
            notes.add(samples + " samples of energy; the meter's clock is laid at the log's m-trace[on], which is some"
                    + " tens of ms late");
        }
        List<String> dropped = Files.exists(source.resolve(RESULTS))
                ? List.of(RESULTS + ", which is concluded from the rest")
                : List.of();
        return new Account(
                FolderHash.ofFolder(source),
                "the runner's clock, laid at the session's id, a local time to the second that is read as UTC",
                notes,
                dropped);
    }

    /** Writes the log; returns where the trace begins, UTC nanoseconds. */
    private static OptionalLong writeLog(Path log, DriveWriter writer) throws RigFault {
        OptionalLong traceStart = OptionalLong.empty();
        OptionalLong offset = OptionalLong.empty();
        try (TextLines lines = TextLines.open(log)) {
            while (lines.next()) {
                if (lines.text().isBlank()) {
                    continue;
                }
                MlperfLine line = MlperfLine.of(lines.text())
                        .orElseThrow(() -> lines.bad(lines.text(), "is no line of a runner's log: seconds who: what"));
                if (offset.isEmpty()) {
                    long start = line.sessionStart()
                            .orElseThrow(() -> lines.bad(line.text(), "should be m-session-start-id[yyyymmddhhmmss]"));
                    offset = OptionalLong.of(start - line.nanos());
                }
                long utc = offset.getAsLong() + line.nanos();
                if (line.beginsTrace() && traceStart.isEmpty()) {
                    traceStart = OptionalLong.of(utc);
                }
                writer.write(LINES, utc, line.message(utc, lines.line()));
            }
        }
        return traceStart;
    }
}
