package dev.roadrig.scenarios.mcap;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the fields of one record's content; every length is checked against what is there before it is used. */
final class ContentReader {
    /** A map takes many times the memory of its bytes. */
    private static final long MAP_BYTES = ReadLimits.DEFAULT.listBytes() / 8;

    private final int opcode;
    private final long fileOffset;
    private final ByteBuffer content;

    /**
     * @param fileOffset where the record begins, for messages
     */
    ContentReader(int opcode, long fileOffset, byte[] bytes, int from, int length) {
        this.opcode = opcode;
        this.fileOffset = fileOffset;
        this.content = ByteBuffer.wrap(bytes, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    int u8() throws Malformed {
        return need(1).get() & 0xFF;
    }

    int u16() throws Malformed {
        return need(2).getShort() & 0xFFFF;
    }

    long u32() throws Malformed {
        return need(4).getInt() & 0xFFFF_FFFFL;
    }

    long u64() throws Malformed {
        return need(8).getLong();
    }

    int position() {
        return content.position();
    }

    boolean hasMore() {
        return content.hasRemaining();
    }

    String string() throws Malformed {
        ByteBuffer utf8 = slice(u32());
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw malformed("holds text that is not UTF-8");
        }
    }

    ByteString bytes32() throws Malformed {
        return ByteString.copyFrom(slice(u32()));
    }

    ByteString bytes64() throws Malformed {
        return ByteString.copyFrom(slice(u64()));
    }

    ByteString rest() {
        return ByteString.copyFrom(content);
    }

    SortedMap<String, String> stringMap() throws Malformed {
        var map = new TreeMap<String, String>();
        ContentReader entries = array();
        if (entries.content.remaining() > MAP_BYTES) {
            throw malformed("holds a map of " + entries.content.remaining() + " bytes, over the limit of " + MAP_BYTES
                    + ", which grows with the JVM's -Xmx");
        }
        while (entries.hasMore()) {
            map.put(entries.string(), entries.string());
        }
        return map;
    }

    SortedMap<Integer, Long> longMap() throws Malformed {
        var map = new TreeMap<Integer, Long>();
        ContentReader entries = array();
        while (entries.hasMore()) {
            map.put(entries.u16(), entries.u64());
        }
        return map;
    }

    /** An array's elements: a u32 length in bytes, and as many bytes. */
    ContentReader array() throws Malformed {
        return new ContentReader(opcode, fileOffset, slice(u32()));
    }

    private ContentReader(int opcode, long fileOffset, ByteBuffer content) {
        this.opcode = opcode;
        this.fileOffset = fileOffset;
        this.content = content.order(ByteOrder.LITTLE_ENDIAN);
    }

    private ByteBuffer slice(long length) throws Malformed {
        if (length < 0 || length > content.remaining()) {
            throw malformed("states a length of " + Long.toUnsignedString(length) + " bytes where "
                    + content.remaining() + " are left");
        }
        ByteBuffer slice = content.slice(content.position(), (int) length);
        content.position(content.position() + (int) length);
        return slice;
    }

    private ByteBuffer need(int bytes) throws Malformed {
        if (content.remaining() < bytes) {
            throw malformed("is too short for its fields");
        }
        return content;
    }

    Malformed malformed(String what) {
        return new Malformed(fileOffset, "a " + Opcode.name(opcode) + " record " + what);
    }
}
