package dev.roadrig.wires.power;

import dev.roadrig.scenarios.fault.BadInput;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.fault.Wording;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import dev.roadrig.wires.serial.SerialAddress;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where an instrument speaks SCPI: {@code tcp://HOST:PORT} (commonly 5025), {@code serial:/dev/...} or
 * {@code rfc2217://HOST:PORT}.
 *
 * @param baud of a serial line; 8 data bits, no parity, 1 stop bit
 */
public record ScpiAddress(String text, int baud) {
    /** What many bench supplies come with. */
    public static final int USUAL_BAUD = 9600;

    private static final String SERIAL = "serial:";
    private static final String RFC_2217 = "rfc2217://";
    private static final Pattern TCP = Pattern.compile("tcp://([A-Za-z0-9._-]{1,253}):(\\d{1,5})");
    private static final int LAST_PORT = 65_535;

    /**
     * Checks how it is written, without touching it.
     *
     * @throws BadInput when it is no address
     */
    public static void check(String text) {
        if (text.startsWith(RFC_2217)) {
            SerialAddress.check(text);
        } else if (text.startsWith(SERIAL + "/")) {
            SerialAddress.check(text.substring(SERIAL.length()));
        } else if (!tcp(text)) {
            throw new BadInput(Wording.quote(text)
                    + " is no address; write tcp://HOST:PORT, serial:/dev/NAME or rfc2217://HOST:PORT");
        }
    }

    private static boolean tcp(String text) {
        Matcher tcp = TCP.matcher(text);
        int port = tcp.matches() ? Integer.parseInt(tcp.group(2)) : 0;
        return port >= 1 && port <= LAST_PORT;
    }

    /** Whether it is a serial line, which has no end of its own and one user at a time. */
    boolean isSerial() {
        return !text.startsWith("tcp:");
    }

    ScpiPort open(String name, Ticker ticker, Deadline deadline) throws IOException, RunFault, InterruptedException {
        Matcher tcp = TCP.matcher(text);
        if (tcp.matches()) {
            return ScpiSocket.open(tcp.group(1), Integer.parseInt(tcp.group(2)), ticker, deadline);
        }
        String device = text.startsWith(SERIAL) ? text.substring(SERIAL.length()) : text;
        return ScpiSerial.open(name, device, baud, ticker);
    }

    @Override
    public String toString() {
        return text.startsWith("tcp://") ? text.substring("tcp://".length()) : text;
    }
}
