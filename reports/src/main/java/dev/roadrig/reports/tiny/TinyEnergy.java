package dev.roadrig.reports.tiny;

import dev.roadrig.scenarios.tiny.TinyTrace;
import dev.roadrig.scenarios.tiny.TinyWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Windows between the edges of a pin, with their energies: the first edge is the board's start, then two a window. */
final class TinyEnergy {
    /** How far the span between two edges may be from what the host saw, which knows it by lines over a slow wire. */
    private static final double TOLERATED_SECONDS = 0.5;

    private TinyEnergy() {}

    /** @throws NotConcluded when the edges do not pair with the windows, or the trace ends before them */
    static List<WindowFigures> of(List<TinyWindow> windows, TinyTrace trace) throws NotConcluded {
        List<Double> edges = trace.edges();
        if (edges.size() != 1 + 2 * windows.size()) {
            throw new NotConcluded("the trace has %d edges, and %d windows have %d: one at the start, two a window"
                    .formatted(edges.size(), windows.size(), 1 + 2 * windows.size()));
        }
        List<WindowFigures> figures = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            double from = edges.get(1 + 2 * i);
            double to = edges.get(2 + 2 * i);
            double host = windows.get(i).hostSeconds();
            if (!(to > from) || Math.abs(to - from - host) > TOLERATED_SECONDS) {
                throw new NotConcluded("edges %d and %d are %.3f s apart, and the log has %.3f s for window %d"
                        .formatted(2 + 2 * i, 3 + 2 * i, to - from, host, i + 1));
            }
            figures.add(window(windows.get(i).runs(), from, to, trace));
        }
        return figures;
    }

    /** The samples from the one that the first edge falls into up to, and without, that of the last edge. */
    private static WindowFigures window(long runs, double from, double to, TinyTrace trace) throws NotConcluded {
        long first = Math.round(from * trace.hertz());
        long end = Math.round(to * trace.hertz());
        if (end >= trace.samples()) {
            throw new NotConcluded("the trace ends at %.3f s, before the edge at %.3f s"
                    .formatted(trace.samples() / (double) trace.hertz(), to));
        }
        double sum = 0;
        for (long i = first; i < end; i++) {
            float sample = trace.microjoules((int) i);
            if (!Float.isFinite(sample)) {
                throw new NotConcluded("sample " + i + " of the trace is " + sample + " and no energy");
            }
            sum += sample;
        }
        double edges = trace.microjoules((int) first) + trace.microjoules((int) end);
        return new WindowFigures(runs, to - from, OptionalDouble.of(sum), edges);
    }
}
