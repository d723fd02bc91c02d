package dev.roadrig.harness.run;

import com.google.protobuf.Message;
import dev.roadrig.scenarios.record.RunRecordWriter;
import dev.roadrig.scenarios.record.Sink;
import java.util.concurrent.atomic.AtomicBoolean;

/** A run's record as its parts write to it: when it can be written no more, the run ends and does not go on unseen. */
final class WatchedRecord implements Sink {
    private final RunRecordWriter record;
    private final FaultLine faults;
    private final AtomicBoolean told = new AtomicBoolean();

    WatchedRecord(RunRecordWriter record, FaultLine faults) {
        this.record = record;
        this.faults = faults;
    }

    @Override
    public void write(long nanos, Message message) {
        record.write(nanos, message);
        record.fault().ifPresent(fault -> {
            if (told.compareAndSet(false, true)) {
                faults.report(fault);
            }
        });
    }
}
