package dev.roadrig.wires.tc;

import dev.roadrig.scenarios.fault.RunFault;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a link by a board's own tc told, in order. */
public final class TcEars implements TcLink.Listener {
    public final List<TcEdge> edges = new CopyOnWriteArrayList<>();
    public final List<RunFault> faults = new CopyOnWriteArrayList<>();

    @Override
    public void edge(TcEdge edge) {
        edges.add(edge);
    }

    @Override
    public void lost(RunFault fault) {
        faults.add(fault);
    }
}
