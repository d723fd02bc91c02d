package dev.roadrig.boards.qemu;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An archive as the Linux kernel unpacks it into its first file system: cpio's "newc" form (initramfs buffer format,
 * Documentation/driver-api/early-userspace/buffer-format.rst). Every entry belongs to root, so no right of root's is needed
 * to make it, not for devices either.
 */
final class CpioArchive implements AutoCloseable {
    private static final int FOLDER = 0x4000;
    private static final int FILE = 0x8000;
    private static final int LINK = 0xa000;
    private static final int CHARACTER_DEVICE = 0x2000;
    private static final String LAST = "TRAILER!!!";

    private final OutputStream out;
    private int inode = 1;
    private long written;

    CpioArchive(OutputStream out) {
        this.out = out;
    }

    /** @param path without a leading slash, after its folders */
    void folder(String path, int permissions) throws IOException {
        entry(path, FOLDER | permissions, new byte[0], 0, 0);
    }

    void file(String path, int permissions, byte[] content) throws IOException {
        entry(path, FILE | permissions, content, 0, 0);
    }

    void link(String path, String target) throws IOException {
        entry(path, LINK | 0777, target.getBytes(StandardCharsets.UTF_8), 0, 0);
    }

    void device(String path, int permissions, int major, int minor) throws IOException {
        entry(path, CHARACTER_DEVICE | permissions, new byte[0], major, minor);
    }

    private void entry(String path, int mode, byte[] content, int major, int minor) throws IOException {
        byte[] name = (path + "\0").getBytes(StandardCharsets.UTF_8);
        int number = path.equals(LAST) ? 0 : inode++;
        // c_ino, c_mode, c_uid, c_gid, c_nlink, c_mtime, c_filesize, c_maj, c_min, c_rmaj, c_rmin, c_namesize, c_chksum
        int[] fields = {number, mode, 0, 0, 1, 0, content.length, 0, 0, major, minor, name.length, 0};
        var header = new StringBuilder("070701");
        for (int field : fields) {
            header.append(String.format(Locale.ROOT, "%08X", field));
        }
        write(header.toString().getBytes(StandardCharsets.US_ASCII));
        write(name);
        pad();
        write(content);
        pad();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        written += bytes.length;
    }

    private void pad() throws IOException {
        write(new byte[(int) (-written & 3)]);
    }

    @Override
    public void close() throws IOException {
        entry(LAST, 0, new byte[0], 0, 0);
        out.close();
    }
}
