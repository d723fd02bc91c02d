package dev.roadrig.reports.observe;

import dev.roadrig.scenarios.observe.LinePattern;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a console's bytes into lines at CR, LF, CR LF and CR CR LF, without control sequences (ECMA-48, sections 5.3 to 5.6). A kernel prints
 * into the middle of a product's line: what begins with its time stamp there is a line of its own, and what follows it
 * goes on with what was before.
 */
final class LineCutter {
    private static final Pattern CONTROL = Pattern.compile(
            "\u001b\\[[0-?]*[ -/]*[@-~]" // CSI: colours, the cursor
                    + "|\u001b[\\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?" // strings
                    + "|\u001b[()# ].|\u001b.?|[\u0000\u0007]");
    private static final Pattern KERNEL = Pattern.compile("(?:<\\d{1,2}>)?\\[ {0,4}\\d{1,8}\\.\\d{6}] ");

    private final Consumer<ConsoleLine> lines;
    private final ByteArrayOutputStream open = new ByteArrayOutputStream();
    private String before = "";
    private OptionalLong lateNanos = OptionalLong.empty();
    private int wireBytes;
    private boolean afterReturn;

    LineCutter(Consumer<ConsoleLine> lines) {
        this.lines = lines;
    }

    /** @param late how long before that they may have come at most; empty where that is not known */
    void take(long nanos, OptionalLong late, byte[] bytes) {
        lateNanos = late;
        for (byte b : bytes) {
            boolean sameEnd = afterReturn && (b == '\n' || b == '\r');
            afterReturn = b == '\r';
            if (sameEnd) {
                wireBytes += before.isEmpty() ? 0 : 1;
                continue;
            }
            wireBytes++;
            if (b == '\n' || b == '\r') {
                end(nanos, true);
            } else if (open.size() < 4 * LinePattern.LONGEST_LINE) {
                open.write(b);
            }
        }
    }

    /** The record has ended, or the board's supply has. */
    void finish(long nanos) {
        end(nanos, false);
        String rest = before;
        before = "";
        show(nanos, rest, false);
    }

    private void end(long nanos, boolean ended) {
        String text = CONTROL.matcher(open.toString(StandardCharsets.UTF_8)).replaceAll("");
        open.reset();
        Matcher kernel = KERNEL.matcher(text);
        if (!kernel.find()) {
            String whole = before + text;
            before = "";
            show(nanos, whole, ended);
            return;
        }
        int counted = wireBytes;
        show(nanos, text.substring(kernel.start()), ended);
        before += text.substring(0, kernel.start());
        wireBytes = before.isEmpty() ? 0 : counted;
    }

    private void show(long nanos, String text, boolean ended) {
        if (!text.isEmpty()) {
            lines.accept(new ConsoleLine(nanos, lateNanos, wireBytes, text, ended));
        }
        wireBytes = 0;
    }
}
