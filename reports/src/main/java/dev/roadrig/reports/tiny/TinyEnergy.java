package dev.roadrig.reports.tiny;

import dev.roadrig.scenarios.tiny.TinyTrace;
import dev.roadrig.scenarios.tiny.TinyWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Windows between the edges of a pin, with their energies. The last edges are the windows', two each; those before are of
 * the board's start, of time stamps that it was asked for, and of trials. That they fit is held against the log's clock.
 */
final class TinyEnergy {
    /** How far the span between two edges may be from what the host saw, which knows it by lines over a slow wire. */
    private static final double TOLERATED_SECONDS = 0.5;

    private TinyEnergy() {}

    /** @throws NotConcluded when the edges do not pair with the windows, or the trace ends before them */
    static List<WindowFigures> of(List<TinyWindow> windows, TinyTrace trace) throws NotConcluded {
        List<Double> edges = trace.edges();
        int first = edges.size() - 2 * windows.size();
        if (first < 0) {
            throw new NotConcluded("the trace has %d edges, and %d windows have %d: two a window"
                    .formatted(edges.size(), windows.size(), 2 * windows.size()));
        }
        List<WindowFigures> figures = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            double from = edges.get(first + 2 * i);
            double to = edges.get(first + 2 * i + 1);
            double host = windows.get(i).hostSeconds();
            if (!(to > from) || Math.abs(to - from - host) > TOLERATED_SECONDS) {
                throw new NotConcluded("edges %d and %d are %.3f s apart, and the log has %.3f s for window %d"
                        .formatted(first + 2 * i + 1, first + 2 * i + 2, to - from, host, i + 1));
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
