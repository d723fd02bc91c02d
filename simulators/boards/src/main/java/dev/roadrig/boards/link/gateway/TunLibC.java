package dev.roadrig.boards.link.gateway;

import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;

/**
 * The few functions of Linux's C library that a tun device needs. Constants as in linux/if_tun.h, linux/if.h and
 * linux/sockios.h, the same on x86 and ARM. A call that fails returns -1 and leaves errno in {@link Native#getLastError}.
 */
final class TunLibC {
    static final int O_RDWR = 2;
    static final int O_NONBLOCK = 04000;
    static final int O_CLOEXEC = 02000000;
    static final int AF_INET = 2;
    static final int SOCK_DGRAM = 2;

    static final long TUNSETIFF = 0x400454ca;
    static final short IFF_TUN = 0x0001;
    static final short IFF_NO_PI = 0x1000;
    static final long SIOCGIFFLAGS = 0x8913;
    static final long SIOCSIFFLAGS = 0x8914;
    static final long SIOCSIFMTU = 0x8922;
    static final long SIOCSIFTXQLEN = 0x8943;
    static final short IFF_UP = 1;
    /** sizeof(struct ifreq): a name of 16 bytes and a union of 24. */
    static final int IFREQ_BYTES = 40;

    static final int IFNAMSIZ = 16;

    static final short POLLIN = 1;
    /** sizeof(struct pollfd): int fd, short events, short revents. */
    static final int POLLFD_BYTES = 8;

    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int ENXIO = 6;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int ENODEV = 19;

    static {
        Native.register(TunLibC.class, "c");
    }

    private TunLibC() {}

    static native int open(String path, int flags);

    static native int close(int fd);

    static native int socket(int domain, int type, int protocol);

    static native int ioctl(int fd, NativeLong request, Pointer argument);

    static native int eventfd(int initial, int flags);

    static native int poll(Pointer fds, NativeLong count, int timeoutMillis);

    static native NativeLong read(int fd, Pointer into, NativeLong length);

    static native NativeLong write(int fd, byte[] from, NativeLong length);
}
