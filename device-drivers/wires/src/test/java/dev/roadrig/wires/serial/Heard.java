package dev.roadrig.wires.serial;

import dev.roadrig.ports.Console;
import dev.roadrig.scenarios.fault.RunFault;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a console told. */
final class Heard implements Console.Listener {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final List<RunFault> lost = new ArrayList<>();
    private final List<Long> stamps = new ArrayList<>();

    @Override
    public synchronized void received(long nanos, byte[] bytes) {
        stamps.add(nanos);
        received.writeBytes(bytes);
    }

    @Override
    public synchronized void sent(long nanos, byte[] bytes) {
        sent.writeBytes(bytes);
    }

    @Override
    public synchronized void lost(RunFault fault) {
        lost.add(fault);
    }

    synchronized byte[] bytes() {
        return received.toByteArray();
    }

    synchronized byte[] sentBytes() {
        return sent.toByteArray();
    }

    synchronized List<RunFault> faults() {
        return List.copyOf(lost);
    }

    synchronized List<Long> stamps() {
        return List.copyOf(stamps);
    }
}
