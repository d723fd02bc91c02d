package dev.roadrig.wires.console;

/**
 * A sign on a console.
 *
 * @param by the text by which it was recognised
 * @param line with that text, as far as it had come
 * @param nanos when it came
 */
record SeenSign(BootSign sign, String by, String line, long nanos) {
    /** What of the line is before that text. */
    String before() {
        return line.substring(0, line.indexOf(by));
    }

    /** A kernel's first line with the stamp that stays with it in a log; a boot loader's word for it has none. */
    boolean isFirstOfLog() {
        return sign == BootSign.KERNEL && KernelClock.isStamped(by);
    }
}
