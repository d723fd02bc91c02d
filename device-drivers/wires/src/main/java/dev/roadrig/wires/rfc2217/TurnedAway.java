package dev.roadrig.wires.rfc2217;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.Wording;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * The fault of a server that hung up as its port was opened. What it said first is why: ser2net says "Port already in use",
 * or "Device open failure: " and the reason, in the place of data.
 *
 * @param words the last line that it said, empty where it said nothing
 * @param telnet whether it spoke telnet at all
 */
record TurnedAway(Rfc2217Address address, String words, boolean telnet) {
    private static final Pattern IN_USE =
            Pattern.compile("(?i)\\b(in use|busy|already (open|taken|connected)|too many (connections|users))\\b");

    /** @param said all that it said */
    static TurnedAway after(Rfc2217Address address, String said, boolean telnet) {
        String last = said.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
        return new TurnedAway(address, last.replaceAll("\\p{Cntrl}+", " ").strip(), telnet);
    }

    /** @param e how the end of the connection was noticed */
    RigFault fault(IOException e) {
        if (words.isEmpty() && telnet) {
            return new RigFault(
                    "console.unreachable",
                    "No console at %s: the server hung up as the port was opened, and said nothing (%s). Look into the server's log."
                            .formatted(address, e.getMessage()));
        }
        if (words.isEmpty()) {
            return new RigFault(
                    "console.no-rfc2217",
                    "%s is no RFC 2217 port: it hung up and said nothing (%s). Check the port's number, and that the server runs."
                            .formatted(address, e.getMessage()));
        }
        if (IN_USE.matcher(words).find()) {
            return new RigFault(
                    "console.busy",
                    "%s is in use: the server says %s and hangs up. End the other session, or let the server hand the port over (ser2net: `kickolduser: true`)."
                            .formatted(address, Wording.quote(words)));
        }
        if (telnet) {
            return new RigFault(
                    "console.unreachable",
                    "No console at %s: the server says %s and hangs up. Check the port's device on the server's host."
                            .formatted(address, Wording.quote(words)));
        }
        return new RigFault(
                "console.no-rfc2217",
                "%s is no RFC 2217 port: it says %s and hangs up. Check the port's number."
                        .formatted(address, Wording.quote(words)));
    }
}
