package dev.roadrig.boards.pty;

import com.sun.jna.LastErrorException;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import java.io.IOException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A pseudo terminal whose slave looks like a serial port. It keeps one slave descriptor open itself, so that a driver
 * may close and open the port again; closing the pty is unplugging the cable. Needs no root.
 */
public final class Pty implements AutoCloseable {
    private static final int NAME_BYTES = 128;

    private final int master;
    private final int slave;
    private final String path;
    // Descriptors are numbers that the system gives out again: nobody may use one while it is closed.
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private boolean closed;

    private Pty(int master, int slave, String path) {
        this.master = master;
        this.slave = slave;
        this.path = path;
    }

    /**
     * Opens a fresh pty with a raw slave: no echo, no line buffering, all eight bits.
     *
     * @throws IOException when the system gives no pty
     */
    public static Pty open() throws IOException {
        int master = -1;
        int slave = -1;
        try {
            master = LibC.C.posix_openpt(LibC.O_RDWR | LibC.O_NOCTTY | LibC.O_NONBLOCK);
            LibC.C.grantpt(master);
            LibC.C.unlockpt(master);
            byte[] name = new byte[NAME_BYTES];
            int error = LibC.C.ptsname_r(master, name, new NativeLong(name.length));
            if (error != 0) {
                throw new LastErrorException(error);
            }
            String path = Native.toString(name);
            slave = LibC.C.open(path, LibC.O_RDWR | LibC.O_NOCTTY);
            makeRaw(slave);
            return new Pty(master, slave, path);
        } catch (LastErrorException e) {
            closeQuietly(slave);
            closeQuietly(master);
            throw new IOException("No pseudo terminal to be had: " + e.getMessage() + ". Is /dev/pts mounted?", e);
        }
    }

    private static void makeRaw(int slave) {
        try (var termios = new Memory(LibC.TERMIOS_BYTES)) {
            LibC.C.tcgetattr(slave, termios);
            LibC.C.cfmakeraw(termios);
            LibC.C.tcsetattr(slave, LibC.TCSANOW, termios);
        }
    }

    /** The slave's device, such as {@code /dev/pts/7}. */
    public String path() {
        return path;
    }

    /**
     * Reads what the far end wrote.
     *
     * @param timeoutMillis how long to wait for the first byte
     * @return how many bytes; 0 when none came, -1 when the pty is closed
     */
    public int read(byte[] into, int timeoutMillis) throws IOException {
        lock.readLock().lock();
        try {
            if (closed) {
                return -1;
            }
            if (!ready(LibC.POLLIN, timeoutMillis)) {
                return 0;
            }
            return LibC.C.read(master, into, new NativeLong(into.length)).intValue();
        } catch (LastErrorException e) {
            return notNow(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Writes as much as fits. About 20 KiB are held while nobody reads.
     *
     * @param timeoutMillis how long to wait for the first byte to fit
     * @return how many bytes were taken; 0 when none fits, -1 when the pty is closed
     */
    public int write(byte[] bytes, int timeoutMillis) throws IOException {
        lock.readLock().lock();
        try {
            if (closed) {
                return -1;
            }
            if (!ready(LibC.POLLOUT, timeoutMillis)) {
                return 0;
            }
            return LibC.C.write(master, bytes, new NativeLong(bytes.length)).intValue();
        } catch (LastErrorException e) {
            return notNow(e);
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean ready(short events, int timeoutMillis) {
        var poll = new LibC.PollFd();
        poll.fd = master;
        poll.events = events;
        return LibC.C.poll(poll, new NativeLong(1), timeoutMillis) > 0 && (poll.revents & events) != 0;
    }

    private int notNow(LastErrorException e) throws IOException {
        if (e.getErrorCode() == LibC.EAGAIN || e.getErrorCode() == LibC.EINTR) {
            return 0;
        }
        throw new IOException("The pseudo terminal " + path + " failed: " + e.getMessage(), e);
    }

    /** Unplugs: the device vanishes and whoever has it open gets errors. Waits for reads and writes to time out. */
    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                closeQuietly(slave);
                closeQuietly(master);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private static void closeQuietly(int fd) {
        if (fd >= 0) {
            try {
                LibC.C.close(fd);
            } catch (LastErrorException e) {
                // Linux has released the descriptor even when close reports an error; there is nothing left to do.
            }
        }
    }
}
