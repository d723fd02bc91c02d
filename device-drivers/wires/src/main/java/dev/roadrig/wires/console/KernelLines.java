package dev.roadrig.wires.console;

import java.util.regex.Pattern;

/** The kernel's own lines on a console, which come in the middle of anything: of output, of a marker, of a prompt. */
final class KernelLines {
    /** With the kernel's time stamp; without it they can't be told from output. */
    private static final Pattern LINE =
            Pattern.compile("(?:<\\d{1,2}>)?\\[ {0,4}\\d{1,8}\\.\\d{6}\\][^\\n]{0,2000}\\n");

    private KernelLines() {}

    static String removedFrom(String text) {
        return LINE.matcher(text).replaceAll("");
    }
}
