package dev.roadrig.wires.adb;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** A connection to a board's adbd that is ours to cut, whatever the library waits for. */
final class AdbSocket extends java.net.Socket {
    private volatile @Nullable CheckedFrames frames;

    @Override
    public synchronized InputStream getInputStream() throws IOException {
        CheckedFrames made = frames;
        if (made == null) {
            made = new CheckedFrames(super.getInputStream());
            frames = made;
        }
        return made;
    }

    /** What of the board's messages was seen; null before the connection is there. */
    @Nullable
    CheckedFrames frames() {
        return frames;
    }

    /** Whether nothing more comes over it. */
    boolean ended() {
        CheckedFrames seen = frames;
        return isClosed() || (seen != null && seen.ended());
    }

    /** Cuts it; frees whoever reads or writes. */
    void cut() {
        try {
            close();
        } catch (IOException e) {
            throw new IllegalStateException("A socket did not close.", e);
        }
    }
}
