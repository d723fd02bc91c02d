package dev.roadrig.scenarios.render;

import java.util.function.DoubleUnaryOperator;

/**
 * The centre line of a two-lane road, sampled every metre. Places on it: s metres along the line, d metres to its right.
 * East and north in metres, heading clockwise from north in radians.
 */
final class Road {
    /** Width of a lane, the painted edge and the end of the asphalt, metres from the centre line. */
    static final double LANE = 3.6;

    static final double EDGE = 3.6;
    static final double SHOULDER = 4.5;

    private final double[] east;
    private final double[] north;
    private final double[] heading;

    /** A road of some whole metres; curvature in radians a metre by s. */
    Road(int length, double startHeading, DoubleUnaryOperator curvature) {
        east = new double[length];
        north = new double[length];
        heading = new double[length];
        heading[0] = startHeading;
        for (int i = 1; i < length; i++) {
            heading[i] = heading[i - 1] + curvature.applyAsDouble(i);
            east[i] = east[i - 1] + Math.sin(heading[i]);
            north[i] = north[i - 1] + Math.cos(heading[i]);
        }
    }

    double heading(double s) {
        return at(heading, s);
    }

    double east(double s, double d) {
        return at(east, s) + d * Math.cos(heading(s));
    }

    double north(double s, double d) {
        return at(north, s) - d * Math.sin(heading(s));
    }

    private static double at(double[] samples, double s) {
        int i = (int) Math.max(0, Math.min(samples.length - 2, Math.floor(s)));
        return samples[i] + (samples[i + 1] - samples[i]) * (s - i);
    }
}
