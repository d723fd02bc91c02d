package dev.roadrig.scenarios.drive.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Data of an MDF4 file as one stream, in whatever blocks they lie: one block, or lists of blocks, plain or packed. Holds
 * one block of them in memory at most.
 */
final class Mdf4Stream extends InputStream {
    private final Mdf4Blocks blocks;
    private final String kind;
    /** The next block, by how many bytes those before it had. */
    private final LongFunction<OptionalLong> next;

    private InputStream piece = InputStream.nullInputStream();
    private long position;

    private Mdf4Stream(Mdf4Blocks blocks, String kind, LongFunction<OptionalLong> next) {
        this.blocks = blocks;
        this.kind = kind;
        this.next = next;
    }

    /**
     * Begins a stream.
     *
     * @param at of a block of data, plain or packed, of a data list or of a list's head
     * @param kind DT or SD
     */
    static Mdf4Stream of(Mdf4Blocks blocks, long at, String kind, Tally told) {
        return switch (blocks.kind(at)) {
            // A list's head says how its blocks are packed, which each of them says itself.
            case "HL" -> {
                long list = blocks.block(at, "HL").link(0);
                yield list == 0
                        ? new Mdf4Stream(blocks, kind, position -> OptionalLong.empty())
                        : new Mdf4Stream(blocks, kind, new Mdf4List(blocks, list, told)::next);
            }
            case "DL" -> new Mdf4Stream(blocks, kind, new Mdf4List(blocks, at, told)::next);
            default -> new Mdf4Stream(blocks, kind, new Single(at));
        };
    }

    /** One block, once. */
    private static final class Single implements LongFunction<OptionalLong> {
        private final long at;
        private boolean given;

        Single(long at) {
            this.at = at;
        }

        @Override
        public OptionalLong apply(long position) {
            boolean first = !given;
            given = true;
            return first ? OptionalLong.of(at) : OptionalLong.empty();
        }
    }

    private InputStream open(long at) {
        String found = blocks.kind(at);
        if (found.equals("DZ")) {
            return Mdf4Packed.open(blocks, at, kind);
        }
        if (found.equals("LD") || found.equals("DV") || found.equals("DI")) {
            throw blocks.bad(
                    at,
                    "is data in columns (##" + found + ", MDF 4.2), which are not read; export the file as MDF 4.1, in"
                            + " rows, with the tool that it is from");
        }
        blocks.expect(at, kind);
        return blocks.stream(at + Mdf4Blocks.HEAD_BYTES, blocks.dataLength(at, kind) - Mdf4Blocks.HEAD_BYTES);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (true) {
            int got = piece.read(bytes, from, count);
            if (got > 0) {
                position += got;
                return got;
            }
            piece.close();
            piece = InputStream.nullInputStream();
            OptionalLong at = next.apply(position);
            if (at.isEmpty()) {
                return -1;
            }
            piece = open(at.getAsLong());
        }
    }

    @Override
    public void close() throws IOException {
        piece.close();
        piece = InputStream.nullInputStream();
    }
}
