package dev.roadrig.wires.rfc2217;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.Wording;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The fault of a server that hung up as its port was opened. What came last before is most likely why: ser2net says "Port
 * already in use", or "Device open failure: " and the reason, in the place of data. No word of the protocol tells it from what
 * the board says; but a server that has answered for the port had it open, and the board's bytes may have come through.
 *
 * @param words the last line that came, empty where none did
 * @param reached how far the server had come
 */
record TurnedAway(Rfc2217Address address, String words, Reached reached) {
    private static final Pattern IN_USE =
            Pattern.compile("(?i)\\b(in use|busy|already (open|taken|connected)|too many (connections|users))\\b");

    /** How far a server had come. */
    enum Reached {
        /** It spoke no telnet at all. */
        NOTHING,
        TELNET,
        /** It had answered a request to its port. */
        PORT
    }

    /** @param came all that came in the place of data */
    static TurnedAway after(Rfc2217Address address, String came, Reached reached) {
        String last = came.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
        return new TurnedAway(address, last.replaceAll("\\p{Cntrl}+", " ").strip(), reached);
    }

    /** @param e how the end of the connection was noticed */
    RigFault fault(IOException e) {
        if (words.isEmpty()) {
            return silent(e);
        }
        if (reached == Reached.PORT) {
            return new RigFault(
                    "console.unreachable",
                    "No console at %s: the server hung up while its port was set. The last that came is %s, of the server or of the board behind it. Look into the server's log, and for another client of the port."
                            .formatted(address, Wording.quote(words)));
        }
        if (IN_USE.matcher(words).find()) {
            return new RigFault(
                    "console.busy",
                    "%s is in use: the server hangs up after %s, most likely its own words. End the other session, or let the server hand the port over (ser2net: `kickolduser: true`)."
                            .formatted(address, Wording.quote(words)));
        }
        if (reached == Reached.TELNET) {
            return new RigFault(
                    "console.unreachable",
                    "No console at %s: the server hangs up after %s, most likely its own words. Check the port's device on the server's host."
                            .formatted(address, Wording.quote(words)));
        }
        return new RigFault(
                "console.no-rfc2217",
                "%s is no RFC 2217 port: it says %s and hangs up. Check the port's number."
                        .formatted(address, Wording.quote(words)));
    }

    private RigFault silent(IOException e) {
        if (reached == Reached.NOTHING) {
            return new RigFault(
                    "console.no-rfc2217",
                    "%s is no RFC 2217 port: it hung up and said nothing (%s). Check the port's number, and that the server runs."
                            .formatted(address, e.getMessage()));
        }
        return new RigFault(
                "console.unreachable",
                "No console at %s: the server hung up as the port was opened, and said nothing (%s). Look into the server's log."
                        .formatted(address, e.getMessage()));
    }
}
