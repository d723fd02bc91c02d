package dev.roadrig.wires.serial;

import dev.roadrig.ports.Console;
import dev.roadrig.ports.LineNotice;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One time that the port of a returning console is open; it may be lost before its opener knows it. */
final class OpenedPort implements Console.Listener {
    private static final byte[] EMPTY_LINE = {'\n'};

    private final SerialConsole console;
    private final ConsoleListeners listeners;
    private final Loss loss;
    private volatile boolean heard;
    private volatile @Nullable RunFault gone;

    /** Told when it is lost, on the reader's or the writer's thread. */
    interface Loss {
        void of(OpenedPort port, RunFault fault);
    }

    OpenedPort(ReturningConsole.Opening opening, ConsoleListeners listeners, Loss loss)
            throws RunFault, InterruptedException {
        this.listeners = listeners;
        this.loss = loss;
        console = opening.open(this);
    }

    SerialConsole console() {
        return console;
    }

    /** Types an empty line; its loss is told by itself. */
    void wake(Deadline deadline) throws InterruptedException {
        try {
            console.write(EMPTY_LINE, deadline);
        } catch (RunFault e) {
            // One that takes nothing is not woken.
        }
    }

    /** Whether anything has come. */
    boolean isHeard() {
        return heard;
    }

    boolean isGone() {
        return gone != null;
    }

    @Nullable
    RunFault gone() {
        return gone;
    }

    @Override
    public void received(long nanos, byte[] bytes) {
        received(nanos, OptionalLong.empty(), bytes);
    }

    @Override
    public void received(long nanos, OptionalLong lateNanos, byte[] bytes) {
        heard = true;
        listeners.received(nanos, lateNanos, bytes);
    }

    @Override
    public void sent(long nanos, byte[] bytes) {
        listeners.sent(nanos, bytes);
    }

    @Override
    public void line(long nanos, LineNotice notice) {
        listeners.line(nanos, notice);
    }

    @Override
    public void lost(RunFault fault) {
        gone = fault;
        loss.of(this, fault);
    }
}
