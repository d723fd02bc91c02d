package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.mcap.BlockReader.Place;
import dev.roadrig.scenarios.mcap.McapRecord.DataEnd;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** Every record of a file, front to back, with every CRC checked. */
final class RecordWalk {
    private static final int PIECE_BYTES = 1 << 16;

    private final FileSource source;
    private final BlockReader reader;
    private final BufferPool pool = new BufferPool();
    private final CRC32 dataCrc = new CRC32();

    RecordWalk(FileSource source, BlockReader reader) {
        this.source = source;
        this.reader = reader;
    }

    void forEach(Consumer<McapRecord> visitor) throws IOException, Malformed {
        long at = Opcode.magic().length;
        update(0, at);
        Place place;
        do {
            place = reader.place(at);
            visit(place, visitor);
            at = place.end();
        } while (place.opcode() != Opcode.FOOTER);
        SummarySection unused = SummarySection.read(source, reader);
    }

    private void visit(Place place, Consumer<McapRecord> visitor) throws IOException, Malformed {
        if (place.opcode() == Opcode.CHUNK) {
            MessageBlock block = reader.chunk(place, pool);
            while (block.nextRecord()) {
                visitor.accept(RecordDecoder.decode(block.raw()));
            }
            pool.give(block.bytes());
        } else {
            McapRecord record = RecordDecoder.decode(reader.raw(place));
            if (record instanceof DataEnd end
                    && end.dataSectionCrc() != 0
                    && end.dataSectionCrc() != dataCrc.getValue()) {
                throw new Malformed(place.offset(), "the data section does not match its CRC");
            }
            visitor.accept(record);
        }
        update(place.offset(), place.end());
    }

    private void update(long from, long to) throws IOException {
        for (long at = from; at < to; at += PIECE_BYTES) {
            dataCrc.update(source.read(at, (int) Math.min(PIECE_BYTES, to - at)));
        }
    }
}
