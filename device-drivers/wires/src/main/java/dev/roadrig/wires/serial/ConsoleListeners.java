package dev.roadrig.wires.serial;

import dev.roadrig.ports.Console;
import dev.roadrig.ports.LineNotice;
import dev.roadrig.scenarios.fault.RunFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** All that listen to one console; who comes late is told that it is lost. */
final class ConsoleListeners implements Console.Listener {
    private final List<Console.Listener> all = new ArrayList<>();
    private @Nullable RunFault lost;

    void add(Console.Listener listener) {
        RunFault gone;
        synchronized (this) {
            all.add(listener);
            gone = lost;
        }
        if (gone != null) {
            listener.lost(gone);
        }
    }

    @Override
    public void received(long nanos, byte[] bytes) {
        received(nanos, OptionalLong.empty(), bytes);
    }

    @Override
    public void received(long nanos, OptionalLong lateNanos, byte[] bytes) {
        snapshot().forEach(listener -> listener.received(nanos, lateNanos, bytes.clone()));
    }

    @Override
    public void sent(long nanos, byte[] bytes) {
        snapshot().forEach(listener -> listener.sent(nanos, bytes.clone()));
    }

    @Override
    public void line(long nanos, LineNotice notice) {
        snapshot().forEach(listener -> listener.line(nanos, notice));
    }

    @Override
    public void away() {
        snapshot().forEach(Console.Listener::away);
    }

    @Override
    public void back(Duration away) {
        snapshot().forEach(listener -> listener.back(away));
    }

    @Override
    public void lost(RunFault fault) {
        List<Console.Listener> told;
        synchronized (this) {
            lost = fault;
            told = List.copyOf(all);
        }
        told.forEach(listener -> listener.lost(fault));
    }

    private synchronized List<Console.Listener> snapshot() {
        return List.copyOf(all);
    }
}
