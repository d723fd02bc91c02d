package dev.roadrig.scenarios.drive.formats;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * The blocks that a chain of data lists (##DL) names, in their order. Read as far as it is asked for: the list of a large
 * file is itself large.
 */
final class Mdf4List {
    private static final int EQUAL_LENGTH = 1;
    private static final int WORD = 8;
    private static final int FIELDS_BYTES = 16;
    private static final int LEAST_BYTES = Mdf4Blocks.HEAD_BYTES + 2 * WORD;

    private final Mdf4Blocks blocks;
    private final Tally told;
    private long at;
    private long links;
    private long count;
    private long index;
    private boolean equal;
    private long equalLength;
    private long expected;
    /** A list that was met, and after how many more another one is kept: a ring is noticed in constant memory (Brent). */
    private long met = -1;

    private long steps;
    private long stepsKept = 1;

    Mdf4List(Mdf4Blocks blocks, long first, Tally told) {
        this.blocks = blocks;
        this.told = told;
        enter(first, 0);
    }

    /**
     * The next block; empty at the end.
     *
     * @param position how many bytes the blocks before it had
     */
    OptionalLong next(long position) {
        while (true) {
            if (index < count) {
                long link = word(1 + index);
                long stated = equal ? expected : word(links + 1 + index);
                index++;
                // Room that a logger kept and did not need.
                if (link != 0) {
                    expected += equalLength;
                    check(stated, position);
                    return OptionalLong.of(link);
                }
            } else if (word(0) == 0) {
                return OptionalLong.empty();
            } else {
                enter(word(0), position);
            }
        }
    }

    private void check(long stated, long position) {
        if (stated != position) {
            told.add("data blocks that do not begin at the offset that their list says", 0);
        }
    }

    private long word(long number) {
        return blocks.bytes(at + Mdf4Blocks.HEAD_BYTES + WORD * number, WORD).getLong(0);
    }

    private void enter(long to, long position) {
        if (to == met) {
            throw blocks.bad(to, "is linked twice: the chain of data lists is a ring");
        }
        if (++steps == stepsKept) {
            met = to;
            steps = 0;
            stepsKept *= 2;
        }
        blocks.expect(to, "DL");
        long length = blocks.dataLength(to, "DL");
        at = to;
        links = blocks.bytes(to, Mdf4Blocks.HEAD_BYTES).getLong(16);
        if (links < 1 || links > (length - LEAST_BYTES) / WORD + 1) {
            throw blocks.bad(to, "is a data list of " + length + " bytes with " + links + " links");
        }
        ByteBuffer fields = blocks.bytes(to + Mdf4Blocks.HEAD_BYTES + WORD * links, FIELDS_BYTES);
        equal = (fields.get(0) & EQUAL_LENGTH) != 0;
        equalLength = equal ? fields.getLong(8) : 0;
        expected = position;
        index = 0;
        count = fields.getInt(4) & 0xffff_ffffL;
        long room = (length - Mdf4Blocks.HEAD_BYTES) / WORD - links - 1;
        if (count > links - 1 || (!equal && count > room)) {
            throw blocks.bad(to, "is a data list of " + count + " blocks with " + (links - 1) + " links to them");
        }
    }
}
