package dev.roadrig.scenarios.drive.formats;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/** Writes MDF4 files block by block, also wrong ones. */
final class Mdf4File {
    static final long START = 1_700_000_000_000_000_000L;

    private byte[] file = new byte[64];

    Mdf4File() {
        put(0, "MDF     4.10    roadrig ".getBytes(StandardCharsets.US_ASCII));
        number(28, 410, 2);
        block("HD", new long[6], le(START, 8), new byte[24]);
    }

    /** Bytes of a number, the lowest first. */
    static byte[] le(long number, int bytes) {
        byte[] all = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
        return Arrays.copyOf(all, bytes);
    }

    static byte[] join(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private void put(int at, byte[] bytes) {
        System.arraycopy(bytes, 0, file, at, bytes.length);
    }

    void number(long at, long number, int bytes) {
        put((int) at, le(number, bytes));
    }

    void link(long block, int index, long to) {
        number(block + 24 + 8L * index, to, 8);
    }

    long block(String kind, long[] links, byte[]... data) {
        int at = (file.length + 7) / 8 * 8;
        byte[] all = join(data);
        file = Arrays.copyOf(file, at + 24 + 8 * links.length + all.length);
        put(at, ("##" + kind).getBytes(StandardCharsets.US_ASCII));
        number(at + 8L, 24 + 8L * links.length + all.length, 8);
        number(at + 16L, links.length, 8);
        for (int i = 0; i < links.length; i++) {
            link(at, i, links[i]);
        }
        put(at + 24 + 8 * links.length, all);
        return at;
    }

    byte[] bytes() {
        return file.clone();
    }

    /** A channel to write. */
    record Channel(
            String name, int type, int dataType, int bitAt, int bits, int flags, int invalidBit, long data, long cc) {
        static Channel time(int dataType, long cc) {
            return new Channel("Timestamp", 2, dataType, 0, 64, 0, 0, 0, cc);
        }

        static Channel number(String name, int bitAt, int bits) {
            return new Channel(name, 0, 0, bitAt, bits, 0, 0, 0, 0);
        }

        static Channel bytes(String name, int byteAt, int bytes) {
            return new Channel(name, 0, 10, 8 * byteAt, 8 * bytes, 0, 0, 0, 0);
        }

        static Channel variable(String name, int byteAt, long data) {
            return new Channel(name, 1, 10, 8 * byteAt, 64, 0, 0, data, 0);
        }

        Channel invalid(int flags, int bit) {
            return new Channel(name, type, dataType, bitAt, bits, flags, bit, data, cc);
        }

        Channel converted(long by) {
            return new Channel(name, type, dataType, bitAt, bits, flags, invalidBit, data, by);
        }
    }

    /** Blocks ##CN: the first by itself, the others as what a channel of this name is composed of. */
    long channels(String whole, List<Channel> channels) {
        long last = 0;
        List<Channel> backwards = new ArrayList<>(channels.subList(1, channels.size()));
        java.util.Collections.reverse(backwards);
        for (Channel channel : backwards) {
            last = channel(channel, last, 0);
        }
        long frame = last == 0 ? 0 : channel(Channel.bytes(whole, 0, 1), 0, last);
        return channel(channels.get(0), frame, 0);
    }

    private long channel(Channel channel, long next, long composed) {
        long name = block("TX", new long[0], (channel.name() + "\0").getBytes(StandardCharsets.UTF_8));
        boolean master = channel.type() == 2;
        return block(
                "CN",
                new long[] {next, composed, name, 0, channel.cc(), channel.data(), 0, 0},
                new byte[] {
                    (byte) channel.type(),
                    (byte) (master ? 1 : 0),
                    (byte) channel.dataType(),
                    (byte) (channel.bitAt() % 8)
                },
                le(channel.bitAt() / 8, 4),
                le(channel.bits(), 4),
                le(channel.flags(), 4),
                le(channel.invalidBit(), 4),
                new byte[52]);
    }

    long group(long next, long channels, long id, int flags, int dataBytes, int invalidationBytes) {
        return block(
                "CG",
                new long[] {next, channels, 0, 0, 0, 0},
                le(id, 8),
                le(0, 8),
                le(flags, 2),
                new byte[6],
                le(dataBytes, 4),
                le(invalidationBytes, 4));
    }

    long dataGroup(long next, long group, long data, int idBytes) {
        long at = block("DG", new long[] {next, group, data, 0}, new byte[] {(byte) idBytes}, new byte[7]);
        link(64, 0, at);
        return at;
    }

    long conversion(int type, double... values) {
        byte[] numbers = new byte[0];
        for (double value : values) {
            numbers = join(numbers, le(Double.doubleToLongBits(value), 8));
        }
        return block(
                "CC",
                new long[4],
                new byte[] {(byte) type, 0},
                le(0, 2),
                le(0, 2),
                le(values.length, 2),
                new byte[16],
                numbers);
    }

    /** Data in one of the ways in which loggers store them. */
    long data(Storage storage, String kind, byte[] bytes) {
        return switch (storage) {
            case ONE_BLOCK -> block(kind, new long[0], bytes);
            case ONE_DEFLATED -> packed(kind, bytes, 0, 0);
            case LIST_OF_EQUAL_LENGTH -> list(kind, pieces(bytes, 7), false, 0, 7, false);
            case LISTS_WITH_OFFSETS -> list(kind, pieces(bytes, 11), false, 0, 0, true);
            case HEAD_AND_DEFLATED -> head(0, list(kind, pieces(bytes, 50), true, 0, 50, false));
            case HEAD_AND_TRANSPOSED -> head(1, list(kind, pieces(bytes, 50), true, 6, 0, true));
        };
    }

    enum Storage {
        ONE_BLOCK,
        ONE_DEFLATED,
        LIST_OF_EQUAL_LENGTH,
        LISTS_WITH_OFFSETS,
        HEAD_AND_DEFLATED,
        HEAD_AND_TRANSPOSED
    }

    private static List<byte[]> pieces(byte[] bytes, int each) {
        List<byte[]> pieces = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += each) {
            pieces.add(Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + each)));
        }
        return pieces;
    }

    private long head(int zipType, long list) {
        return block("HL", new long[] {list}, le(0, 2), new byte[] {(byte) zipType}, new byte[5]);
    }

    /** A data list, or a chain of lists with two blocks each. */
    private long list(String kind, List<byte[]> pieces, boolean pack, int columns, int equalLength, boolean chained) {
        List<Long> blocks = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        long offset = 0;
        for (byte[] piece : pieces) {
            blocks.add(pack ? packed(kind, piece, columns > 0 ? 1 : 0, columns) : block(kind, new long[0], piece));
            offsets.add(offset);
            offset += piece.length;
        }
        int each = chained ? 2 : Math.max(1, blocks.size());
        long next = 0;
        for (int from = (blocks.size() - 1) / each * each; from >= 0; from -= each) {
            int count = Math.min(each, blocks.size() - from);
            long[] links = new long[1 + count];
            links[0] = next;
            byte[] rest = equalLength > 0 ? le(equalLength, 8) : new byte[0];
            for (int i = 0; i < count; i++) {
                links[1 + i] = blocks.get(from + i);
                rest = equalLength > 0 ? rest : join(rest, le(offsets.get(from + i), 8));
            }
            next = block("DL", links, new byte[] {(byte) (equalLength > 0 ? 1 : 0), 0, 0, 0}, le(count, 4), rest);
        }
        return next;
    }

    private long packed(String kind, byte[] bytes, int zipType, int columns) {
        return packed(kind, zipType == 1 ? transposed(bytes, columns) : bytes, zipType, columns, bytes.length);
    }

    long packed(String kind, byte[] bytes, int zipType, int columns, long said) {
        var deflated = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(deflated)) {
            out.write(bytes);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return block(
                "DZ",
                new long[0],
                kind.getBytes(StandardCharsets.US_ASCII),
                new byte[] {(byte) zipType, 0},
                le(columns, 4),
                le(said, 8),
                le(deflated.size(), 8),
                deflated.toByteArray());
    }

    private static byte[] transposed(byte[] bytes, int columns) {
        byte[] made = bytes.clone();
        int rows = bytes.length / columns;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                made[column * rows + row] = bytes[row * columns + column];
            }
        }
        return made;
    }
}
