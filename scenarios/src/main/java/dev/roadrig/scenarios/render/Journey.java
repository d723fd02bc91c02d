package dev.roadrig.scenarios.render;

/** How far along the road a car is and how fast, by the millisecond, for a profile of speeds. */
final class Journey {
    private final double[] metres;
    private final double[] speed;

    /**
     * @param profile pairs of second and km/h, eased between
     * @param start metres along the road at time 0
     * @param milliseconds how long
     */
    Journey(double[][] profile, double start, int milliseconds) {
        metres = new double[milliseconds];
        speed = new double[milliseconds];
        double s = start;
        for (int i = 0; i < milliseconds; i++) {
            speed[i] = eased(profile, i / 1000.0) / 3.6;
            metres[i] = s;
            s += speed[i] / 1000;
        }
    }

    private static double eased(double[][] profile, double second) {
        for (int i = 1; i < profile.length; i++) {
            if (second <= profile[i][0]) {
                double u = (second - profile[i - 1][0]) / (profile[i][0] - profile[i - 1][0]);
                return Rgb.lerp(profile[i - 1][1], profile[i][1], u * u * (3 - 2 * u));
            }
        }
        return profile[profile.length - 1][1];
    }

    double metres(double millisecond) {
        int i = (int) millisecond;
        return metres[i] + (metres[i + 1] - metres[i]) * (millisecond - i);
    }

    /** Metres a second; beyond an end of the journey the speed at that end. */
    double speed(int millisecond) {
        return speed[Math.max(0, Math.min(millisecond, speed.length - 1))];
    }
}
