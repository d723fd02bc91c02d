package dev.roadrig.scenarios.render;

/** Light or paint: red, green and blue, each from 0 to 1 for what a camera can hold; brighter is allowed. */
record Rgb(double red, double green, double blue) {

    /** A paint written as 0xRRGGBB. */
    static Rgb of(int packed) {
        return new Rgb(red(packed) / 255.0, green(packed) / 255.0, blue(packed) / 255.0);
    }

    static int red(int packed) {
        return (packed >> 16) & 255;
    }

    static int green(int packed) {
        return (packed >> 8) & 255;
    }

    static int blue(int packed) {
        return packed & 255;
    }

    static int pack(int red, int green, int blue) {
        return (red << 16) | (green << 8) | blue;
    }

    /** A paint with a share of its brightness. */
    static int dim(int packed, double share) {
        return pack((int) (red(packed) * share), (int) (green(packed) * share), (int) (blue(packed) * share));
    }

    /** a for t = 0, b for t = 1, in between on the straight line, and beyond on the same line. */
    static double lerp(double a, double b, double t) {
        return a + (b - a) * t;
    }

    /** The value, or the nearer of the two limits. */
    static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }

    Rgb mix(Rgb other, double share) {
        return new Rgb(lerp(red, other.red, share), lerp(green, other.green, share), lerp(blue, other.blue, share));
    }

    Rgb times(double factor) {
        return new Rgb(red * factor, green * factor, blue * factor);
    }

    /** This paint under a light. */
    Rgb under(Rgb light) {
        return new Rgb(red * light.red, green * light.green, blue * light.blue);
    }

    /** What a camera makes of it, 0xRRGGBB: straight up to 0.8, then a soft shoulder to white. */
    int toned() {
        return pack(tone(red), tone(green), tone(blue));
    }

    private static int tone(double value) {
        double held = value <= .8 ? Math.max(value, 0) : 1 - .2 * Math.exp(-(value - .8) / .2);
        return (int) (held * 255 + .5);
    }
}
