package dev.roadrig.scenarios.render;

/** The road's centre line as one view sees it, looked up by depth: where it is, which s, and how the road turns there. */
final class CentreLine {
    private static final int SIZE = (int) View.FAR + 2;

    /** For each metre of depth. */
    private final double[] side = new double[SIZE];

    private final double[] place = new double[SIZE];
    private final double[] turn = new double[SIZE];

    private CentreLine() {}

    /** Walks along the road from behind the camera and notes each whole metre of depth. */
    static CentreLine of(View view, double heading) {
        CentreLine line = new CentreLine();
        double start = view.pose().s();
        int known = 0;
        double lastS = start - 4;
        double lastDepth = view.depth(lastS, 0);
        double lastSide = view.side(lastS, 0);
        for (double s = start - 3; known < SIZE && s < start + 900; s += 1) {
            double depth = view.depth(s, 0);
            double side = view.side(s, 0);
            for (; known < SIZE && depth >= known; known++) {
                double t = depth - lastDepth < 1e-6 ? 0 : (known - lastDepth) / (depth - lastDepth);
                line.side[known] = lastSide + (side - lastSide) * t;
                line.place[known] = lastS + (s - lastS) * t;
                line.turn[known] = Math.cos(view.world().road().heading(s) - heading);
            }
            lastDepth = depth;
            lastSide = side;
            lastS = s;
        }
        line.straightOn(known);
        return line;
    }

    private void straightOn(int from) {
        for (int i = from; i < SIZE; i++) {
            side[i] = side[i - 1] * 2 - side[i - 2];
            place[i] = place[i - 1] + 1;
            turn[i] = turn[i - 1];
        }
    }

    /** Metres to the right of the camera's axis. */
    double side(double depth) {
        return at(side, depth);
    }

    /** Metres along the road. */
    double s(double depth) {
        return at(place, depth);
    }

    /** The cosine of the angle between the road and the camera's axis. */
    double turn(double depth) {
        return at(turn, depth);
    }

    private static double at(double[] table, double depth) {
        int i = Math.min((int) depth, table.length - 2);
        return table[i] + (table[i + 1] - table[i]) * (depth - i);
    }
}
