package dev.roadrig.scenarios.mcap;

import java.util.ArrayList;
import java.util.List;

/** Arrays that one walk over a file uses again and again; not for several threads. */
final class BufferPool {
    private static final int MOST = 4;

    private final List<byte[]> free = new ArrayList<>(MOST);

    /** An array of at least this many bytes; what is in it is of no meaning. */
    byte[] take(int bytes) {
        for (int i = free.size() - 1; i >= 0; i--) {
            if (free.get(i).length >= bytes) {
                return free.remove(i);
            }
        }
        if (!free.isEmpty()) {
            // None is long enough: one makes way, so that what is kept follows the size that is asked for.
            free.remove(free.size() - 1);
        }
        return new byte[bytes];
    }

    void give(byte[] array) {
        if (free.size() < MOST) {
            free.add(array);
        }
    }
}
