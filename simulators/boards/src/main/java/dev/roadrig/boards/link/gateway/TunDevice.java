package dev.roadrig.boards.link.gateway;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.time.OwnWait;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A network interface whose far end is this process: the kernel routes IP packets into it and takes those that are
 * written (Documentation/networking/tuntap.rst). It is not persistent: it vanishes with {@link #close()} or the process.
 * No packet header is asked for, and no offload, so the kernel cuts and sums every packet before it comes here.
 */
public final class TunDevice implements AutoCloseable {
    /** The largest packet that IP has, in bytes. */
    public static final int MOST_BYTES = 65_535;

    private static final String CLONE_DEVICE = "/dev/net/tun";
    /** Packets that wait for us in the kernel: a pause of the JVM must not look like loss on the link. */
    private static final int QUEUED_PACKETS = 10_000;

    private final String name;
    private final int tun;
    private final int wake;
    private final Memory buffer = new Memory(MOST_BYTES);
    private final Memory polled = new Memory(2L * TunLibC.POLLFD_BYTES);
    // Descriptors are numbers that the system gives out again: nobody may use one while it is closed.
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile boolean closing;
    private boolean closed;

    private TunDevice(String name, int tun, int wake) {
        this.name = name;
        this.tun = tun;
        this.wake = wake;
        prepare(0, tun);
        prepare(1, wake);
    }

    private void prepare(int index, int fd) {
        long at = (long) index * TunLibC.POLLFD_BYTES;
        polled.setInt(at, fd);
        polled.setShort(at + 4, TunLibC.POLLIN);
    }

    /**
     * Makes the interface, without addresses and down.
     *
     * @param name at most 15 characters
     * @throws RigFault {@code gateway.tun}, saying whether it is the rights, the module or the name
     */
    public static TunDevice open(String name) throws RigFault {
        InterfaceName.check(name);
        int tun = TunLibC.open(CLONE_DEVICE, TunLibC.O_RDWR | TunLibC.O_NONBLOCK | TunLibC.O_CLOEXEC);
        if (tun < 0) {
            throw TunFaults.opening(Native.getLastError());
        }
        try (Memory request = request(name)) {
            request.setShort(TunLibC.IFNAMSIZ, (short) (TunLibC.IFF_TUN | TunLibC.IFF_NO_PI));
            if (TunLibC.ioctl(tun, new NativeLong(TunLibC.TUNSETIFF), request) < 0) {
                int errno = Native.getLastError();
                TunLibC.close(tun);
                throw TunFaults.naming(name, errno);
            }
        }
        int wake = TunLibC.eventfd(0, TunLibC.O_NONBLOCK | TunLibC.O_CLOEXEC);
        if (wake < 0) {
            int errno = Native.getLastError();
            TunLibC.close(tun);
            throw TunFaults.setting(name, "have an event descriptor", errno);
        }
        return new TunDevice(name, tun, wake);
    }

    /** Opens the device behind all tun interfaces and closes it again, without making one. */
    static void check() throws RigFault {
        int tun = TunLibC.open(CLONE_DEVICE, TunLibC.O_RDWR | TunLibC.O_NONBLOCK | TunLibC.O_CLOEXEC);
        if (tun < 0) {
            throw TunFaults.opening(Native.getLastError());
        }
        TunLibC.close(tun);
    }

    private static Memory request(String name) {
        Memory request = new Memory(TunLibC.IFREQ_BYTES);
        request.clear();
        byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
        request.write(0, bytes, 0, bytes.length);
        return request;
    }

    /**
     * Sets its size of packets and brings it up.
     *
     * @param mtuBytes the largest packet, 68 to 65535 bytes
     */
    public void up(int mtuBytes) throws RigFault {
        int socket = TunLibC.socket(TunLibC.AF_INET, TunLibC.SOCK_DGRAM, 0);
        if (socket < 0) {
            throw TunFaults.setting(name, "be asked for over a socket", Native.getLastError());
        }
        try (Memory request = request(name)) {
            request.setInt(TunLibC.IFNAMSIZ, mtuBytes);
            control(socket, TunLibC.SIOCSIFMTU, request, "have packets of " + mtuBytes + " bytes");
            request.setInt(TunLibC.IFNAMSIZ, QUEUED_PACKETS);
            control(socket, TunLibC.SIOCSIFTXQLEN, request, "queue " + QUEUED_PACKETS + " packets");
            control(socket, TunLibC.SIOCGIFFLAGS, request, "say its flags");
            short flags = request.getShort(TunLibC.IFNAMSIZ);
            request.setShort(TunLibC.IFNAMSIZ, (short) (flags | TunLibC.IFF_UP));
            control(socket, TunLibC.SIOCSIFFLAGS, request, "be brought up");
        } finally {
            TunLibC.close(socket);
        }
    }

    private void control(int socket, long code, Pointer request, String what) throws RigFault {
        if (TunLibC.ioctl(socket, new NativeLong(code), request) < 0) {
            throw TunFaults.setting(name, what, Native.getLastError());
        }
    }

    /** The interface's name. */
    public String name() {
        return name;
    }

    /**
     * Waits for a packet that the kernel routed here. For one thread only.
     *
     * @param wait told of when this thread sleeps
     * @return a whole IP packet, at most {@link #MOST_BYTES}; empty once the device closes
     * @throws RigFault {@code gateway.tun} when the interface is gone or down
     */
    public Optional<byte[]> read(OwnWait wait) throws RigFault {
        lock.readLock().lock();
        try {
            while (!closing) {
                int length =
                        TunLibC.read(tun, buffer, new NativeLong(MOST_BYTES)).intValue();
                if (length > 0) {
                    return Optional.of(buffer.getByteArray(0, length));
                }
                int errno = length == 0 ? TunLibC.EAGAIN : Native.getLastError();
                if (errno != TunLibC.EAGAIN && errno != TunLibC.EINTR) {
                    throw TunFaults.lost(name, errno);
                }
                wait.sleeps();
                if (TunLibC.poll(polled, new NativeLong(2), -1) < 0 && Native.getLastError() != TunLibC.EINTR) {
                    throw TunFaults.lost(name, Native.getLastError());
                }
                wait.woken();
            }
            return Optional.empty();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Gives the kernel a packet as if it had come over this interface. Any thread may.
     *
     * @return false when the kernel refuses it (not an IP packet, or the interface is down) or the device is closed
     */
    public boolean write(byte[] packet) {
        lock.readLock().lock();
        try {
            return !closed
                    && TunLibC.write(tun, packet, new NativeLong(packet.length)).longValue() == packet.length;
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * How many packets the kernel threw away since they were not read in time, by its own count. 0 once the interface is
     * gone.
     */
    public long overrun() {
        try {
            return Long.parseLong(Files.readString(Path.of("/sys/class/net", name, "statistics", "tx_dropped"))
                    .strip());
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    /** Ends a read that waits, and takes the interface away. */
    @Override
    public void close() {
        closing = true;
        lock.readLock().lock();
        try {
            if (!closed) {
                byte[] one = ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putLong(1)
                        .array();
                TunLibC.write(wake, one, new NativeLong(one.length));
            }
        } finally {
            lock.readLock().unlock();
        }
        lock.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                TunLibC.close(tun);
                TunLibC.close(wake);
                polled.close();
                buffer.close();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
