package dev.roadrig.scenarios.render;

import static dev.roadrig.scenarios.render.Rgb.clamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A made-up but plausible cellular link along a drive: slow fading, nothing where there is no coverage, slow return. */
final class CellularTrace {
    static final String HEADER = "t_ns,state,rsrp_dbm,down_kbps,up_kbps,rtt_ms,jitter_ms,loss";

    /** Below this coverage there is no cell. */
    private static final double NO_CELL = .06;
    /** Steps that it takes to find a cell again. */
    private static final int SEARCH = 14;

    private final Random random;
    private double fade;
    private double load;
    private int searching;

    private CellularTrace(long seed) {
        random = new Random(seed);
    }

    /**
     * The rows of a trace.
     *
     * @param coverage 0 (none) to 1 (good) for each step
     * @param startNanos of the first step
     * @param stepNanos from step to step
     */
    static List<String> rows(double[] coverage, long startNanos, long stepNanos, long seed) {
        CellularTrace trace = new CellularTrace(seed);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < coverage.length; i++) {
            rows.add(trace.row(startNanos + i * stepNanos, coverage[i]));
        }
        return rows;
    }

    private String row(long nanos, double coverage) {
        fade = .93 * fade + random.nextGaussian() * .16;
        load = .97 * load + random.nextGaussian() * .08;
        boolean none = coverage < NO_CELL;
        searching = none ? SEARCH : Math.max(0, searching - 1);
        double rsrp = -128 + 46 * coverage + 3.4 * fade;
        if (none || searching > 0) {
            String state = none ? "none" : "searching";
            return String.format(Locale.ROOT, "%d,%s,%.1f,0,0,,,1.000", nanos, state, none ? -140.0 : rsrp);
        }
        double quality = clamp(coverage + .12 * fade, .03, 1.1);
        double gap = 1 - Math.min(1, quality);
        double down = 46000 * Math.pow(quality, 1.7) * Math.exp(.5 * load + .22 * random.nextGaussian());
        double up = 14500 * Math.pow(quality, 2) * Math.exp(.4 * load + .28 * random.nextGaussian());
        double rtt = 34
                + 16 * (1 - quality)
                + 260 * Math.pow(gap, 3)
                + 9 * Math.abs(load)
                + 4 * Math.abs(random.nextGaussian());
        double jitter = 2 + 28 * Math.pow(gap, 2) * random.nextDouble();
        double loss = Math.min(.5, .001 + .14 * Math.pow(gap, 4) + (random.nextDouble() < .015 ? .03 : 0));
        String state = quality > .35 ? "lte" : "lte-edge";
        return String.format(
                Locale.ROOT, "%d,%s,%.1f,%.0f,%.0f,%.1f,%.1f,%.3f", nanos, state, rsrp, down, up, rtt, jitter, loss);
    }
}
