package dev.roadrig.wires.rfc2217;

import dev.roadrig.ports.LineNotice;
import dev.roadrig.ports.telnet.PortControl;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a server told of the line, counted until it is taken. */
final class LineStates {
    /** What is asked to be told: the errors, and no more. */
    static final int ERRORS =
            PortControl.LINE_BREAK | PortControl.LINE_FRAMING | PortControl.LINE_PARITY | PortControl.LINE_OVERRUN;

    private static final int MODEM_LINES = 0xF0;
    private static final Map<Integer, String> ERROR_NAMES = names(
            PortControl.LINE_BREAK, "break",
            PortControl.LINE_FRAMING, "framing",
            PortControl.LINE_PARITY, "parity",
            PortControl.LINE_OVERRUN, "overrun");
    private static final Map<Integer, String> MODEM_NAMES = names(
            PortControl.MODEM_CARRIER, "carrier",
            PortControl.MODEM_RING, "ring",
            PortControl.MODEM_DSR, "DSR",
            PortControl.MODEM_CTS, "CTS");

    private final Map<Integer, Integer> errors = new LinkedHashMap<>();
    private int modem;
    private int modemChanges;
    private boolean modemTold;

    private static Map<Integer, String> names(Object... pairs) {
        var named = new LinkedHashMap<Integer, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            named.put((Integer) pairs[i], (String) pairs[i + 1]);
        }
        return named;
    }

    /** @param bits of NOTIFY-LINESTATE */
    synchronized void line(int bits) {
        for (int error : ERROR_NAMES.keySet()) {
            if ((bits & error) != 0) {
                errors.merge(error, 1, Integer::sum);
            }
        }
    }

    /** @param bits of NOTIFY-MODEMSTATE: the lines, and which of them changed, if only for a moment */
    synchronized void modem(int bits) {
        boolean changed = !modemTold || (bits & MODEM_LINES) != modem || (bits & ~MODEM_LINES) != 0;
        modemTold = true;
        modem = bits & MODEM_LINES;
        modemChanges += changed ? 1 : 0;
    }

    /** What was told since this was asked last. */
    synchronized List<LineNotice> take() {
        var notices = new ArrayList<LineNotice>();
        if (!errors.isEmpty()) {
            String text = ERROR_NAMES.entrySet().stream()
                    .filter(error -> errors.containsKey(error.getKey()))
                    .map(error -> error.getValue() + times(errors.getOrDefault(error.getKey(), 0)))
                    .collect(Collectors.joining(", "));
            notices.add(new LineNotice(LineNotice.Kind.ERRORS, text));
            errors.clear();
        }
        if (modemChanges > 0) {
            String more = modemChanges == 1 ? "" : ", after " + modemChanges + " changes";
            notices.add(new LineNotice(
                    LineNotice.Kind.MODEM_LINES, "on: " + named(modem) + "; off: " + named(~modem) + more));
            modemChanges = 0;
        }
        return notices;
    }

    private static String times(int count) {
        return count == 1 ? " once" : " " + count + " times";
    }

    private static String named(int bits) {
        String names = MODEM_NAMES.entrySet().stream()
                .filter(line -> (bits & line.getKey()) != 0)
                .map(Map.Entry::getValue)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }
}
