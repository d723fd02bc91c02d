package dev.roadrig.wires.files;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** A wire that loses characters and lets a kernel print in the middle, by a seed. */
final class BadWire implements UnaryOperator<String> {
    private final SplittableRandom random;
    private final int oneIn;

    BadWire(long seed, int oneIn) {
        random = new SplittableRandom(seed);
        this.oneIn = oneIn;
    }

    @Override
    public String apply(String text) {
        var came = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int dice = random.nextInt(oneIn);
            if (dice == 1) {
                came.append("[ 12.345] usb 1-1: reset").append(text.charAt(i));
            } else if (dice == 2) {
                came.append('~');
            } else if (dice > 0) {
                came.append(text.charAt(i));
            }
        }
        return came.toString();
    }
}
