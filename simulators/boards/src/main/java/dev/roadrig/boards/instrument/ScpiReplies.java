package dev.roadrig.boards.instrument;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What an instrument sends for each line, faults included. */
public final class ScpiReplies {
    private final BenchSupply supply;
    private ScpiFault fault = ScpiFault.NONE;
    private String held = "";

    public ScpiReplies(BenchSupply supply) {
        this.supply = supply;
    }

    public synchronized void fault(ScpiFault now) {
        fault = now;
    }

    /**
     * Takes a line.
     *
     * @return what goes out for it, maybe nothing
     */
    synchronized byte[] to(String line) {
        String answer = supply.line(fault == ScpiFault.NO_OUTPUT ? line.replace("OUTP", "NONE") : line);
        if (fault == ScpiFault.NOT_A_NUMBER
                && line.strip().toUpperCase(Locale.ROOT).startsWith("MEAS")) {
            answer = "9.91E37";
        }
        String out = answer.isEmpty() ? "" : answer + "\n";
        String before = held;
        held = fault == ScpiFault.LATE ? out : "";
        String sent =
                switch (fault) {
                    case LATE -> before;
                    case ECHO -> line + "\n" + out;
                    case UNTERMINATED -> answer;
                    case SILENT -> "";
                    case NONE, NOT_A_NUMBER, NO_OUTPUT -> before + out;
                };
        return sent.getBytes(StandardCharsets.US_ASCII);
    }
}
