package dev.roadrig.scenarios.mcap;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.mcap.McapRecord.Channel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Merges spans that may overlap in time: a block is read when its first message is due, and let go after its last. */
final class SpanCursor extends BlockCursor {
    private static final Comparator<MessageBlock> BY_NEXT = ((Comparator<MessageBlock>)
                    (a, b) -> Long.compareUnsigned(a.logTime(), b.logTime()))
            .thenComparingLong(MessageBlock::fileOffset);

    private final Path path;
    private final BlockReader reader;
    private final Query query;
    private final boolean byTime;
    private final Deque<Span> pending;
    private final BufferPool pool = new BufferPool();
    private final PriorityQueue<MessageBlock> open = new PriorityQueue<>(BY_NEXT);
    private final @Nullable Channel[] channels;
    private final boolean[] wanted;
    private long openBytes;
    private @Nullable MessageBlock current;

    SpanCursor(Path path, BlockReader reader, Catalog catalog, List<Span> spans, Query query) {
        this.path = path;
        this.reader = reader;
        this.query = query;
        this.byTime = query.order() == Query.Order.LOG_TIME;
        int ids =
                catalog.channels.keySet().stream().mapToInt(id -> id + 1).max().orElse(0);
        channels = new Channel[ids];
        wanted = new boolean[ids];
        catalog.channels.forEach((id, channel) -> {
            channels[id] = channel;
            wanted[id] = query.channels().test(channel);
        });
        boolean all = wantsAll();
        this.pending = new ArrayDeque<>(spans.stream()
                .filter(span -> span.meets(query) && (all || mayHoldWanted(span)))
                .sorted(byTime ? Span.BY_TIME : Comparator.comparingLong(Span::offset))
                .toList());
    }

    /** By the word of its index, on which only a query that wants less than everything passes it over. */
    private boolean mayHoldWanted(Span span) {
        return span.channels().isEmpty() || span.channels().stream().anyMatch(id -> id < wanted.length && wanted[id]);
    }

    private boolean wantsAll() {
        for (int id = 0; id < wanted.length; id++) {
            if (channels[id] != null && !wanted[id]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean next() {
        try {
            while (step()) {
                if (isWanted(block())) {
                    return true;
                }
            }
            return false;
        } catch (Malformed e) {
            throw new BadInput(path + ": " + e.damage() + ".", e);
        } catch (IOException e) {
            throw FileTrouble.unread(path, e);
        }
    }

    private boolean step() throws IOException, Malformed {
        MessageBlock block = current;
        if (block != null && block.next()) {
            if (isFirst(block)) {
                return true;
            }
            open.add(block);
        } else if (block != null) {
            openBytes -= block.memory();
            pool.give(block.bytes());
            current = null;
        }
        while (!pending.isEmpty() && nextSpanIsDue()) {
            open(pending.remove());
        }
        current = open.poll();
        return current != null;
    }

    private boolean isFirst(MessageBlock block) {
        if (!byTime) {
            return true;
        }
        MessageBlock other = open.peek();
        Span span = pending.peek();
        return (other == null || BY_NEXT.compare(block, other) < 0)
                && (span == null || Long.compareUnsigned(block.logTime(), span.startTime()) < 0);
    }

    private boolean nextSpanIsDue() {
        MessageBlock first = open.peek();
        return first == null
                || (byTime && Long.compareUnsigned(pending.element().startTime(), first.logTime()) <= 0);
    }

    private void open(Span span) throws IOException, Malformed {
        MessageBlock block = reader.block(span, pool);
        if (block.messages() == 0) {
            pool.give(block.bytes());
            return;
        }
        if (Long.compareUnsigned(block.startTime(), span.startTime()) < 0
                || Long.compareUnsigned(block.endTime(), span.endTime()) > 0) {
            throw new Malformed(span.offset(), "a chunk holds messages outside the times that its index states");
        }
        if (byTime) {
            block.orderByTime();
        }
        openBytes += block.memory();
        if (openBytes > reader.limits().openBytes()) {
            throw new Malformed(
                    span.offset(),
                    "chunks that overlap in time hold more than "
                            + reader.limits().openBytes() + " bytes together, the limit");
        }
        if (block.next()) {
            open.add(block);
        }
    }

    private boolean isWanted(MessageBlock block) throws Malformed {
        int id = block.channelId();
        if (id >= channels.length || channels[id] == null) {
            throw new Malformed(block.fileOffset(), "a Message record is of channel " + id + ", which is not declared");
        }
        return wanted[id] && query.holds(block.logTime());
    }

    @Override
    MessageBlock block() {
        MessageBlock block = current;
        if (block == null) {
            throw new NoSuchElementException("there is no message here; next() was not called, or was false");
        }
        return block;
    }

    @Override
    public Channel channel() {
        Channel channel = channels[block().channelId()];
        if (channel == null) {
            throw new NoSuchElementException("there is no message here; next() has thrown");
        }
        return channel;
    }
}
