package dev.roadrig.scenarios.mcap;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream.BLOCKSIZE;
import net.jpountz.xxhash.XXHashFactory;

/** How a chunk's records are packed; LZ4 is its frame format, not the bare block format. */
public enum Compression {
    NONE(""),
    LZ4("lz4"),
    ZSTD("zstd");

    private static final int FIRST_BYTES = 1 << 16;

    private final String name;

    Compression(String name) {
        this.name = name;
    }

    /** As the format writes it. */
    public String mcapName() {
        return name;
    }

    static Optional<Compression> named(String name) {
        return Arrays.stream(values()).filter(c -> c.name.equals(name)).findFirst();
    }

    void compress(byte[] bytes, int from, int length, LittleEndianBuffer into) throws IOException {
        if (this == NONE) {
            into.bytes(bytes, from, length);
            return;
        }
        var packed = new ByteArrayOutputStream(length / 2 + 64);
        try (OutputStream out = packer(packed)) {
            out.write(bytes, from, length);
        }
        byte[] result = packed.toByteArray();
        into.bytes(result, 0, result.length);
    }

    private OutputStream packer(OutputStream out) throws IOException {
        if (this == ZSTD) {
            return new ZstdOutputStream(out);
        }
        // The pure Java compressor: the native one may choose other bytes, and equal runs shall make equal files.
        return new LZ4FrameOutputStream(
                out,
                BLOCKSIZE.SIZE_256KB,
                -1L,
                LZ4Factory.safeInstance().fastCompressor(),
                XXHashFactory.safeInstance().hash32(),
                LZ4FrameOutputStream.FLG.Bits.BLOCK_INDEPENDENCE);
    }

    /**
     * Unpacks; memory grows with what really comes out, not with what the file says.
     *
     * @param size the size that the file states; at most one byte more is unpacked
     * @param pool lends the array that is returned, which may be longer than the size
     * @throws IOException when the packed bytes are damaged, or unpack to another size
     */
    byte[] decompress(byte[] packed, int from, int length, int size, BufferPool pool) throws IOException {
        if (this == NONE) {
            if (length != size) {
                throw new IOException("holds " + length + " bytes but states " + size);
            }
            byte[] bytes = pool.take(size);
            System.arraycopy(packed, from, bytes, 0, size);
            return bytes;
        }
        try (InputStream in = unpacker(packed, from, length)) {
            byte[] bytes = pool.take(Math.min(size, FIRST_BYTES));
            int have = 0;
            while (have < size) {
                if (have == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(size, 2L * bytes.length));
                }
                int read = in.read(bytes, have, Math.min(size, bytes.length) - have);
                if (read < 0) {
                    throw new IOException("unpacks to " + have + " bytes but states " + size);
                }
                have += read;
            }
            if (in.read() >= 0) {
                throw new IOException("unpacks to more than the " + size + " bytes that it states");
            }
            return bytes;
        } catch (RuntimeException e) {
            throw new IOException(e.toString(), e);
        }
    }

    /**
     * Unpacks what can be unpacked of bytes that are cut or damaged, up to the size that the file states.
     *
     * @return the bytes, as many as there are
     */
    byte[] salvage(byte[] packed, int from, int length, int size) {
        if (this == NONE) {
            return Arrays.copyOfRange(packed, from, from + Math.min(length, size));
        }
        byte[] bytes = new byte[Math.min(size, FIRST_BYTES)];
        int have = 0;
        try (InputStream in = unpacker(packed, from, length)) {
            int read = 0;
            while (have < size && read >= 0) {
                if (have == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(size, 2L * bytes.length));
                }
                read = in.read(bytes, have, bytes.length - have);
                have += Math.max(0, read);
            }
        } catch (IOException | RuntimeException e) {
            // Here the sound part ends.
        }
        return Arrays.copyOf(bytes, have);
    }

    private InputStream unpacker(byte[] packed, int from, int length) throws IOException {
        if (this == LZ4 && LinkedLz4Stream.is(packed, from, length)) {
            return new LinkedLz4Stream(packed, from, length);
        }
        var in = new ByteArrayInputStream(packed, from, length);
        return this == ZSTD ? new ZstdInputStream(in) : new LZ4FrameInputStream(in);
    }
}
