package dev.roadrig.wires.power;

import dev.roadrig.scenarios.fault.RigFault;
import dev.roadrig.scenarios.fault.RunFault;
import dev.roadrig.scenarios.time.Deadline;
import dev.roadrig.scenarios.time.Ticker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines to and from an instrument. A question that was not answered in time ends the connection: its late answer would else
 * be taken for the answer to the next one. The connection after it, and every one over a serial line, which has no end of
 * its own, begins by throwing away whatever is still on its way.
 */
final class ScpiConnection implements AutoCloseable {
    private static final int LONGEST_ANSWER = 4096;
    private static final Duration STILL = Duration.ofMillis(250);
    private static final Duration DRAINING = Duration.ofSeconds(3);

    private final String name;
    private final ScpiAddress address;
    private final Ticker ticker;
    private final List<String> sent = new ArrayList<>();
    private @Nullable ScpiPort port;
    private String identity = "";
    private boolean opened;

    ScpiConnection(String name, ScpiAddress address, Ticker ticker) {
        this.name = name;
        this.address = address;
        this.ticker = ticker;
    }

    /** Opens it, if it is not open, and says who is there. */
    String identity(Deadline deadline) throws RunFault, InterruptedException {
        whole("*IDN?", () -> open(deadline));
        return identity;
    }

    /** Sends a command that has no answer. */
    void tell(String command, Deadline deadline) throws RunFault, InterruptedException {
        whole(command, () -> {
            open(deadline);
            send(command, deadline);
        });
    }

    /** Sends a question and reads its one line, without its end. */
    String ask(String question, Deadline deadline) throws RunFault, InterruptedException {
        var answer = new StringBuilder();
        whole(question, () -> {
            open(deadline);
            answer.append(exchange(question, deadline));
        });
        return answer.toString();
    }

    /** A step of the dialogue. */
    private interface Step {
        void take() throws IOException, RunFault, InterruptedException;
    }

    /** Takes a step to its end, or ends the connection: what is still to come would be nobody's. */
    private void whole(String what, Step step) throws RunFault, InterruptedException {
        boolean whole = false;
        try {
            step.take();
            whole = true;
        } catch (IOException e) {
            throw lost(what, String.valueOf(e.getMessage()));
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    private void open(Deadline deadline) throws IOException, RunFault, InterruptedException {
        if (port != null) {
            return;
        }
        boolean again = opened;
        opened = true;
        port = address.open(name, ticker, deadline);
        if (address.isSerial()) {
            drain(deadline);
            send("SYST:REM", deadline);
        }
        identity = exchange("*IDN?", deadline);
        if (again) {
            // What was still to come of an earlier question has come before this answer, or comes now.
            drain(deadline);
            identity = exchange("*IDN?", deadline);
        }
    }

    private String exchange(String question, Deadline deadline) throws IOException, RunFault, InterruptedException {
        send(question, deadline);
        String answer = readLine(question, deadline);
        // Some instruments, and most serial-to-network boxes, send back what they were sent.
        while (sent.remove(answer)) {
            answer = readLine(question, deadline);
        }
        sent.clear();
        return answer;
    }

    private void send(String line, Deadline deadline) throws IOException, RunFault, InterruptedException {
        if (deadline.passed(ticker)) {
            throw new IOException("no answer by the deadline");
        }
        port().send(bytes(line), deadline);
        sent.add(line);
    }

    private static byte[] bytes(String line) {
        return (line + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private void drain(Deadline deadline) throws IOException, RunFault, InterruptedException {
        Deadline end = deadline.or(ticker.in(DRAINING));
        int old = 0;
        while (old >= 0 && !end.passed(ticker)) {
            old = port().read(ticker.in(STILL).or(end));
        }
    }

    private String readLine(String question, Deadline deadline) throws IOException, RunFault, InterruptedException {
        var line = new ByteArrayOutputStream();
        for (int b = port().read(deadline); b != '\n'; b = port().read(deadline)) {
            if (b < 0) {
                throw torn(question, line.toString(StandardCharsets.US_ASCII));
            }
            line.write(b);
            if (line.size() > LONGEST_ANSWER) {
                throw new IOException("an answer without an end");
            }
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }

    private ScpiPort port() throws IOException {
        if (port == null) {
            throw new IOException("it is closed");
        }
        return port;
    }

    private RigFault torn(String question, String torn) {
        if (torn.isEmpty()) {
            return lost(question, "no answer by the deadline");
        }
        return new RigFault(
                "supply.garbled",
                "The supply %s at %s answered '%s' to '%s' without an end of line. Set its terminator to LF."
                        .formatted(name, address, SupplyFaults.shown(torn), question));
    }

    private RigFault lost(String what, String why) {
        return new RigFault(
                "supply.lost",
                "The supply %s at %s did not answer '%s': %s. Check that it is on and %s."
                        .formatted(
                                name,
                                address,
                                what,
                                why,
                                address.isSerial()
                                        ? "that its rate is " + address.baud() + " baud"
                                        : "on the network"));
    }

    @Override
    public void close() {
        ScpiPort open = port;
        port = null;
        sent.clear();
        if (open != null) {
            open.close();
        }
    }
}
