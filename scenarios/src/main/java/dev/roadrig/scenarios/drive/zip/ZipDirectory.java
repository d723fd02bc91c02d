package dev.roadrig.scenarios.drive.zip;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.Wording;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The central directory of a ZIP archive, read and checked: names, kinds, sizes, and that no two files share bytes (which
 * is how small archives hold large ones, Fifield 2019). The JDK's own reader tells nothing of links.
 */
final class ZipDirectory {
    private static final int END_SIGNATURE = 0x0605_4B50;
    private static final int END_BYTES = 22;
    private static final int MOST_COMMENT = 0xFFFF;
    private static final int HEAD_SIGNATURE = 0x0201_4B50;
    private static final int HEAD_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int MOST_DIRECTORY = 64 << 20;
    private static final int UNIX = 3;
    private static final int DARWIN = 19;

    private final Path zip;
    private final ByteBuffer bytes;

    private ZipDirectory(Path zip, ByteBuffer bytes) {
        this.zip = zip;
        this.bytes = bytes;
    }

    /** The files of an archive, in the order in which they lie in it. Throws {@link BadInput} where one is refused. */
    static List<ZipEntryHead> read(Path zip, RandomAccessFile file) throws IOException {
        int tail = (int) Math.min(file.length(), END_BYTES + MOST_COMMENT);
        ByteBuffer end = bytes(file, file.length() - tail, tail);
        int at = tail - END_BYTES;
        while (at >= 0 && end.getInt(at) != END_SIGNATURE) {
            at--;
        }
        if (at < 0) {
            throw new BadInput(zip + " is no ZIP archive, or is cut: it has no central directory at its end.");
        }
        int count = end.getShort(at + 10) & 0xFFFF;
        long size = end.getInt(at + 12) & 0xFFFF_FFFFL;
        long from = end.getInt(at + 16) & 0xFFFF_FFFFL;
        long endAt = file.length() - tail + at;
        if (count == 0xFFFF || from == 0xFFFF_FFFFL || size == 0xFFFF_FFFFL) {
            throw new BadInput(zip + " is of ZIP64 (over 65,534 files or 4 GiB). Unpack it, and import the folder.");
        }
        if (size > MOST_DIRECTORY || from + size > endAt) {
            throw new BadInput(zip + " is damaged: its central directory, " + size + " bytes at " + from
                    + ", does not fit in the file.");
        }
        return new ZipDirectory(zip, bytes(file, from, (int) size)).entries(count, from);
    }

    static ByteBuffer bytes(RandomAccessFile file, long at, int count) throws IOException {
        byte[] bytes = new byte[count];
        file.seek(at);
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private List<ZipEntryHead> entries(int count, long directoryAt) {
        List<ZipEntryHead> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(i));
        }
        check(entries, directoryAt);
        return entries;
    }

    private ZipEntryHead entry(int index) {
        int at = bytes.position();
        if (bytes.remaining() < HEAD_BYTES || bytes.getInt(at) != HEAD_SIGNATURE) {
            throw new BadInput(zip + " is damaged: entry " + index + " of its central directory is none.");
        }
        int nameBytes = bytes.getShort(at + 28) & 0xFFFF;
        int rest = (bytes.getShort(at + 30) & 0xFFFF) + (bytes.getShort(at + 32) & 0xFFFF);
        if (bytes.remaining() < HEAD_BYTES + nameBytes + rest) {
            throw new BadInput(zip + " is damaged: entry " + index + " of its central directory is cut.");
        }
        int madeBy = bytes.get(at + 5) & 0xFF;
        long attributes = bytes.getInt(at + 38) & 0xFFFF_FFFFL;
        byte[] name = new byte[nameBytes];
        bytes.get(at + HEAD_BYTES, name);
        var entry = new ZipEntryHead(
                new String(name, StandardCharsets.UTF_8),
                bytes.getShort(at + 8) & 0xFFFF,
                bytes.getShort(at + 10) & 0xFFFF,
                bytes.getInt(at + 16) & 0xFFFF_FFFFL,
                bytes.getInt(at + 20) & 0xFFFF_FFFFL,
                bytes.getInt(at + 24) & 0xFFFF_FFFFL,
                madeBy == UNIX || madeBy == DARWIN ? (int) (attributes >>> 16) : 0,
                bytes.getInt(at + 42) & 0xFFFF_FFFFL);
        bytes.position(at + HEAD_BYTES + nameBytes + rest);
        return entry;
    }

    private void check(List<ZipEntryHead> entries, long directoryAt) {
        Set<String> names = new HashSet<>();
        long total = 0;
        for (ZipEntryHead entry : entries) {
            entry.wrong().ifPresent(what -> {
                throw refused(entry.name(), what);
            });
            // Also where only case differs: on some disks the second would be written over the first.
            if (!names.add(entry.name().toLowerCase(Locale.ROOT).replaceFirst("/$", ""))) {
                throw refused(entry.name(), "is there twice");
            }
            total += entry.unpacked();
        }
        if (total > ZipLimits.MOST_BYTES) {
            throw new BadInput(zip + " would become " + total + " bytes; at most " + ZipLimits.MOST_BYTES
                    + " are unpacked. Nothing of it was read.");
        }
        entries.sort(Comparator.comparingLong(ZipEntryHead::at));
        long free = 0;
        for (ZipEntryHead entry : entries) {
            if (entry.at() < free || entry.at() + LOCAL_BYTES + entry.packed() > directoryAt) {
                throw refused(entry.name(), "shares bytes with another one, or leaves the archive");
            }
            free = entry.at() + LOCAL_BYTES + entry.packed();
        }
    }

    private BadInput refused(String name, String what) {
        return new BadInput(zip + " is refused: " + Wording.quote(name) + " " + what + ". Nothing of it was kept.");
    }
}
