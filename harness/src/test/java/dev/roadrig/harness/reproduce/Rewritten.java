package dev.roadrig.harness.reproduce;

import com.google.protobuf.Message;
import dev.roadrig.scenarios.record.RunEntry;
import dev.roadrig.scenarios.record.RunRecord;
import dev.roadrig.scenarios.record.RunRecordWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** A record with some of its messages changed: as if another board, or another rig, had made it. */
public final class Rewritten {
    private Rewritten() {}

    /** Copies a record, every message through {@code change}. */
    public static Path copy(Path from, Path to, UnaryOperator<Message> change) throws Exception {
        try (RunRecord record = RunRecord.open(from);
                RunRecordWriter copy = RunRecordWriter.direct(to, record.start().getUtcAnchorNs())) {
            List<RunEntry<Message>> entries = record.entriesAsWritten().toList();
            entries.forEach(entry -> copy.write(entry.nanos(), change.apply(entry.message())));
        }
        return to;
    }
}
