package dev.roadrig.scenarios.record;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.mcap.AttachmentName;
import dev.roadrig.scenarios.mcap.ProtobufEncoding;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes in the calling thread; its bytes depend on the messages alone. */
final class DirectRecordWriter implements RunRecordWriter {
    private final RecordFile file;
    private @Nullable RigFault fault;
    private boolean closed;

    DirectRecordWriter(RecordFile file) {
        this.file = file;
    }

    @Override
    public synchronized void write(long nanos, Message message) {
        RunTopic topic = RunTopic.of(message.getClass());
        attempt(() -> {
            if (!file.chunkIsEmpty() && nanos - file.chunkStartNanos() >= RecordFile.CHUNK_NANOS) {
                file.closeChunk();
            }
            file.write(topic, nanos, ProtobufEncoding.bytes(message));
        });
    }

    @Override
    public synchronized void attach(String name, String mediaType, ByteString bytes) {
        AttachmentName.checkWritten(name);
        attempt(() -> file.attach(name, mediaType, bytes));
    }

    private void attempt(DiskAction action) {
        if (closed) {
            throw new IllegalStateException("the record is closed");
        }
        if (fault == null) {
            act(action);
        }
    }

    private void act(DiskAction action) {
        try {
            action.run();
        } catch (IOException e) {
            if (fault == null) {
                fault = file.fault(e);
            }
        }
    }

    @Override
    public synchronized Optional<RigFault> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            act(file::close);
        }
    }

    /** Something that the disk may refuse. */
    @FunctionalInterface
    interface DiskAction {
        void run() throws IOException;
    }
}
