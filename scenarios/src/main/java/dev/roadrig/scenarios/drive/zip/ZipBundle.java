package dev.roadrig.scenarios.drive.zip;

import dev.roadrig.scenarios.drive.FileStretch;
import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.FileTrouble;
import dev.roadrig.scenarios.fault.Wording;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * Unpacks a ZIP archive from a stranger into a folder. Refused are, beside what {@link ZipLimits} says: names that are
 * absolute, have a backslash or leave the folder; links and devices; a name that is there twice; archives and packed files
 * inside; encrypted files; sizes that are not what the archive says, and wrong checksums.
 */
public final class ZipBundle {
    private static final int LOCAL_SIGNATURE = 0x0403_4B50;
    private static final int LOCAL_BYTES = 30;
    private static final int HEAD_BYTES = 8;
    private static final int PIECE = 1 << 16;

    private final Path zip;
    private final RandomAccessFile file;
    private final Path folder;

    private ZipBundle(Path zip, RandomAccessFile file, Path folder) {
        this.zip = zip;
        this.file = file;
        this.folder = folder;
    }

    /** Whether a file begins as an archive does. */
    public static boolean isOne(Path path) {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] head = in.readNBytes(4);
            return head.length == 4 && head[0] == 'P' && head[1] == 'K' && (head[2] == 3 || head[2] == 5);
        } catch (IOException e) {
            throw FileTrouble.unread(path, e);
        }
    }

    /**
     * Unpacks all files.
     *
     * @param folder an empty one
     * @throws BadInput where something is refused, or damaged; the caller removes the folder
     */
    public static void unpack(Path zip, Path folder) {
        try (var file = new RandomAccessFile(zip.toFile(), "r")) {
            List<ZipEntryHead> entries = ZipDirectory.read(zip, file);
            if (entries.size() > ZipLimits.MOST_ENTRIES) {
                throw new BadInput(zip + " has " + entries.size() + " files; at most " + ZipLimits.MOST_ENTRIES
                        + " are unpacked.");
            }
            var bundle = new ZipBundle(zip, file, folder);
            for (ZipEntryHead entry : entries) {
                bundle.unpack(entry);
            }
        } catch (IOException e) {
            throw new BadInput(zip + " cannot be unpacked: " + FileTrouble.why(e), e);
        }
    }

    private Path target(ZipEntryHead entry) {
        try {
            return folder.resolve(entry.name()).normalize();
        } catch (InvalidPathException e) {
            throw refused(entry, "has a name that this host's file system cannot write (" + e.getReason() + ")");
        }
    }

    private void unpack(ZipEntryHead entry) throws IOException {
        Path target = target(entry);
        if (!target.startsWith(folder)) {
            throw refused(entry, "leaves the folder");
        }
        if (entry.isFolder()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            if (entry.method() == ZipEntryHead.STORED) {
                copy(entry, new FileStretch(file, start(entry), entry.packed()), out);
            } else {
                var inflater = new Inflater(true);
                try (var in =
                        new InflaterInputStream(new FileStretch(file, start(entry), entry.packed()), inflater, PIECE)) {
                    copy(entry, in, out);
                } finally {
                    inflater.end();
                }
            }
        }
    }

    /** Where the packed bytes begin, behind a local head of the same name. */
    private long start(ZipEntryHead entry) throws IOException {
        ByteBuffer head = ZipDirectory.bytes(file, entry.at(), LOCAL_BYTES);
        int nameBytes = head.getShort(26) & 0xFFFF;
        int extra = head.getShort(28) & 0xFFFF;
        byte[] name = new byte[nameBytes];
        ZipDirectory.bytes(file, entry.at() + LOCAL_BYTES, nameBytes).get(name);
        if (head.getInt(0) != LOCAL_SIGNATURE || !new String(name, StandardCharsets.UTF_8).equals(entry.name())) {
            throw refused(entry, "has another name where it lies than in the directory");
        }
        return entry.at() + LOCAL_BYTES + nameBytes + extra;
    }

    private void copy(ZipEntryHead entry, InputStream in, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        var crc = new CRC32();
        long total = 0;
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
            if (total == 0 && BundleNames.isArchive(entry.name(), Arrays.copyOf(piece, Math.min(read, HEAD_BYTES)))) {
                throw refused(entry, "is an archive or a packed file itself; unpack it first");
            }
            total += read;
            if (total > entry.unpacked()) {
                throw refused(entry, "is larger than the " + entry.unpacked() + " bytes that the archive says");
            }
            crc.update(piece, 0, read);
            out.write(piece, 0, read);
        }
        if (total != entry.unpacked() || crc.getValue() != entry.crc()) {
            throw refused(entry, "is damaged: its size or its checksum is not what the archive says");
        }
    }

    private BadInput refused(ZipEntryHead entry, String what) {
        return new BadInput(
                zip + " is refused: " + Wording.quote(entry.name()) + " " + what + ". Nothing of it was kept.");
    }
}
