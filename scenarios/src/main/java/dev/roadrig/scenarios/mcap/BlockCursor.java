package dev.roadrig.scenarios.mcap;

import java.nio.ByteBuffer;

/** A cursor whose message is the one where a block of messages stands. */
abstract class BlockCursor implements MessageCursor {
    /** The block; throws {@link java.util.NoSuchElementException} where there is no message. */
    abstract MessageBlock block();

    @Override
    public final long sequence() {
        return block().sequence();
    }

    @Override
    public final long logTime() {
        return block().logTime();
    }

    @Override
    public final long publishTime() {
        return block().publishTime();
    }

    @Override
    public final long blockOffset() {
        return block().fileOffset();
    }

    @Override
    public final int offsetInBlock() {
        return block().offset();
    }

    @Override
    public final ByteBuffer data() {
        return block().data();
    }
}
