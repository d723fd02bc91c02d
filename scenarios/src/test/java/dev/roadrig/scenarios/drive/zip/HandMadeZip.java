package dev.roadrig.scenarios.drive.zip;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** A ZIP archive byte by byte, so that it can say what no tool would. */
final class HandMadeZip {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final List<Entry> entries = new ArrayList<>();

    /** What the archive says of a file, to be made wrong. */
    static final class Entry {
        String name = "a.txt";
        String localName = "";
        byte[] content = new byte[0];
        int flags;
        int method = 8;
        int unixMode = 0100644;
        long unpacked = -1;
        long crc = -1;
        long at = -1;
        private byte[] packed = new byte[0];

        Entry(String name, String text) {
            this.name = name;
            this.content = text.getBytes(UTF_8);
        }
    }

    HandMadeZip add(String name, String text) {
        return add(new Entry(name, text));
    }

    HandMadeZip add(Entry entry) {
        var crc = new CRC32();
        crc.update(entry.content);
        entry.crc = entry.crc < 0 ? crc.getValue() : entry.crc;
        entry.unpacked = entry.unpacked < 0 ? entry.content.length : entry.unpacked;
        entry.packed = entry.method == 8 ? deflated(entry.content) : entry.content;
        entry.at = entry.at < 0 ? bytes.size() : entry.at;
        byte[] name = (entry.localName.isEmpty() ? entry.name : entry.localName).getBytes(UTF_8);
        ByteBuffer head = buffer(30);
        head.putInt(0x04034B50)
                .putShort((short) 20)
                .putShort((short) entry.flags)
                .putShort((short) entry.method);
        head.putInt(0).putInt((int) entry.crc).putInt(entry.packed.length).putInt((int) entry.unpacked);
        head.putShort((short) name.length).putShort((short) 0);
        write(head);
        bytes.writeBytes(name);
        bytes.writeBytes(entry.packed);
        entries.add(entry);
        return this;
    }

    private static byte[] deflated(byte[] content) {
        var deflater = new Deflater(9, true);
        deflater.setInput(content);
        deflater.finish();
        byte[] piece = new byte[content.length + 64];
        int length = deflater.deflate(piece);
        deflater.end();
        return Arrays.copyOf(piece, length);
    }

    private void write(ByteBuffer filled) {
        byte[] all = new byte[filled.capacity()];
        filled.get(0, all);
        bytes.writeBytes(all);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    Path write(Path file) throws IOException {
        int from = bytes.size();
        for (Entry entry : entries) {
            byte[] name = entry.name.getBytes(UTF_8);
            ByteBuffer head = buffer(46);
            head.putInt(0x02014B50).putShort((short) (3 << 8 | 20)).putShort((short) 20);
            head.putShort((short) entry.flags)
                    .putShort((short) entry.method)
                    .putInt(0)
                    .putInt((int) entry.crc);
            head.putInt(entry.packed.length).putInt((int) entry.unpacked).putShort((short) name.length);
            head.putShort((short) 0).putShort((short) 0).putShort((short) 0).putShort((short) 0);
            head.putInt(entry.unixMode << 16).putInt((int) entry.at);
            write(head);
            bytes.writeBytes(name);
        }
        ByteBuffer end = buffer(22);
        end.putInt(0x06054B50).putInt(0).putShort((short) entries.size()).putShort((short) entries.size());
        end.putInt(bytes.size() - from).putInt(from).putShort((short) 0);
        write(end);
        return Files.write(file, bytes.toByteArray());
    }
}
