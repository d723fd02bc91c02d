package dev.roadrig.wires.console;

import dev.roadrig.ports.Shell;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One command between two markers. A marker is typed in two halves with quotes between, so that the echo of what was
 * typed never holds it whole (labgrid's technique).
 */
final class MarkedOutput {
    /** Without R, I and D, so that no marker spells ERROR, FAIL, WARN, INFO or DEBUG. */
    private static final String ALPHABET = "ABCEFGHJKLMNOPQSTUVWXYZ";

    private static final int LETTERS = 10;

    private final String marker;
    private final StringBuilder text = new StringBuilder();
    private final Pattern begin;
    private final Pattern end;
    private int outputFrom = -1;
    private int searchedTo;

    MarkedOutput(String marker) {
        this.marker = marker;
        begin = Pattern.compile(marker + "\\r{0,2}\\n");
        end = Pattern.compile(marker + " (\\d{1,3})\\r{0,2}\\n");
    }

    static MarkedOutput random() {
        var letters = new StringBuilder();
        ThreadLocalRandom.current()
                .ints(LETTERS, 0, ALPHABET.length())
                .forEach(i -> letters.append(ALPHABET.charAt(i)));
        return new MarkedOutput(letters.toString());
    }

    /**
     * The line to type. The blank before it is for a board that swallows the first character ({@code dmesg -n 1} has
     * arrived as {@code mesg -n 1}, labgrid #1749), and keeps it out of a history.
     */
    String commandLine(String command) {
        String halves = "'" + marker.substring(0, LETTERS / 2) + "''" + marker.substring(LETTERS / 2) + "'";
        return " echo " + halves + "; " + command + "; echo " + halves + " $?\n";
    }

    /** Adds what came, one char a byte. */
    void take(byte[] bytes) {
        text.append(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    int length() {
        return text.length();
    }

    /** The answer when both markers came whole. Looks at each byte a bounded number of times, however it comes. */
    Optional<Shell.Result> whole() {
        int from = Math.max(0, searchedTo - LETTERS - 8);
        searchedTo = text.length();
        if (outputFrom < 0) {
            Matcher first = begin.matcher(text).region(from, text.length());
            if (!first.find()) {
                return Optional.empty();
            }
            outputFrom = first.end();
        }
        Matcher last = end.matcher(text).region(Math.max(from, outputFrom), text.length());
        return last.find() ? Optional.of(result(text.substring(outputFrom, last.start()), last)) : Optional.empty();
    }

    /** The answer as it is without the kernel's lines, which may have torn a marker. Reads all that came. */
    Optional<Shell.Result> withoutKernelLines() {
        String quiet = KernelLines.removedFrom(text.toString());
        Matcher first = begin.matcher(quiet);
        if (!first.find()) {
            return Optional.empty();
        }
        Matcher last = end.matcher(quiet).region(first.end(), quiet.length());
        return last.find() ? Optional.of(result(quiet.substring(first.end(), last.start()), last)) : Optional.empty();
    }

    private static Shell.Result result(String output, Matcher last) {
        // The terminal made CR LF of each LF; some adapters add another CR.
        byte[] bytes = output.replaceAll("\\r{1,2}\\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
        return new Shell.Result(Integer.parseInt(last.group(1)), BoardText.of(bytes), "");
    }
}
