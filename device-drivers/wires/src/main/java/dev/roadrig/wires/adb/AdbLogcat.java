package dev.roadrig.wires.adb;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.wires.thread.OwnedThread;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A board's logcat as a second console, which takes no input. Lines that were logged before it are not in it: it asks for
 * those since the board's own time now. Where the board's {@code date} knows no part of a second (toybox before Android 8),
 * those of the same second are. By a count logcat gives at least one old line ({@code -T 0} is taken for {@code -T 1}).
 */
public final class AdbLogcat implements Console {
    private static final String SERVICE = "exec:t=$(date '+%m-%d %H:%M:%S.%N'); "
            + "echo \"$t\" | grep N >/dev/null && t=$(date '+%m-%d %H:%M:%S.000'); logcat -v threadtime -T \"$t\"";
    private static final Duration ENDS = Duration.ofSeconds(2);
    private static final int BUFFER_BYTES = 16 << 10;

    private final AdbSession session;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final OwnedThread reader;
    private volatile @Nullable AdbChannel channel;
    private volatile @Nullable RunFault lost;

    AdbLogcat(AdbSession session) {
        this.session = session;
        reader = OwnedThread.start("rr-" + session.target().board() + "-logcat", session.ticker(), this::read);
    }

    private void read() {
        try (AdbChannel opened = session.open(SERVICE)) {
            channel = opened;
            if (closed.get()) {
                // Whoever closed it may have found no channel to end.
                return;
            }
            InputStream in = opened.in();
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                long nanos = session.ticker().nanos();
                byte[] bytes = Arrays.copyOf(buffer, n);
                listeners.forEach(listener -> listener.received(nanos, bytes.clone()));
            }
            lose(new IOException("it ended by itself"));
        } catch (IOException e) {
            lose(e);
        } catch (RuntimeException e) {
            // The library checks with Kotlin's own means what a board sends.
            lose(new IOException(String.valueOf(e.getMessage()), e));
        }
    }

    private void lose(IOException why) {
        if (!closed.get()) {
            RunFault fault = session.lost("logcat", why);
            lost = fault;
            listeners.forEach(listener -> listener.lost(fault));
        }
    }

    @Override
    public void write(byte[] bytes, Deadline deadline) throws RigFault {
        throw new RigFault(
                "console.read-only", "The logcat of " + session.target().board() + " takes no input.");
    }

    @Override
    public void listen(Listener listener) {
        listeners.add(listener);
        RunFault gone = lost;
        if (gone != null) {
            listener.lost(gone);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        OwnedThread asking =
                OwnedThread.start("rr-" + session.target().board() + "-logcat-end", session.ticker(), this::end);
        if (!reader.join(ENDS)) {
            reader.interrupt();
        }
        boolean unused = asking.join(ENDS);
    }

    private void end() {
        AdbChannel opened = channel;
        if (opened != null) {
            opened.close();
        }
    }
}
