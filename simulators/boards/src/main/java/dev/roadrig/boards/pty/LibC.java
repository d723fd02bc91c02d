package dev.roadrig.boards.pty;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;

/** The few functions of Linux's C library that a pty needs; constants as in its headers for x86 and ARM. */
interface LibC extends Library {
    LibC C = Native.load("c", LibC.class);

    int O_RDWR = 2;
    int O_NOCTTY = 0400;
    int O_NONBLOCK = 04000;
    int TCSANOW = 0;
    int EAGAIN = 11;
    int EINTR = 4;
    short POLLIN = 1;
    short POLLOUT = 4;
    int TERMIOS_BYTES = 128;

    int posix_openpt(int flags) throws LastErrorException;

    int grantpt(int fd) throws LastErrorException;

    int unlockpt(int fd) throws LastErrorException;

    int ptsname_r(int fd, byte[] name, NativeLong length);

    int open(String path, int flags) throws LastErrorException;

    int close(int fd) throws LastErrorException;

    int tcgetattr(int fd, Pointer termios) throws LastErrorException;

    void cfmakeraw(Pointer termios);

    int tcsetattr(int fd, int when, Pointer termios) throws LastErrorException;

    NativeLong read(int fd, byte[] into, NativeLong length) throws LastErrorException;

    NativeLong write(int fd, byte[] from, NativeLong length) throws LastErrorException;

    int poll(PollFd fds, NativeLong count, int timeoutMillis) throws LastErrorException;

    /** struct pollfd. */
    @Structure.FieldOrder({"fd", "events", "revents"})
    final class PollFd extends Structure {
        public int fd;
        public short events;
        public short revents;
    }
}
